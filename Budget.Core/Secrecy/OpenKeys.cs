using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// Sees to it, before the portal serves, that the keys of this database are at hand. A database without any gets its own, and a file of master keys
/// when there is none yet; one that has keys is never given others.
/// </summary>
public static class OpenKeys
{
    /// <param name="progress">Of what stood open from before and is hidden now; silent when there is nothing of the kind.</param>
    /// <returns>Whether a file of master keys was made.</returns>
    /// <exception cref="InvalidOperationException">The file is gone, or belongs to another database.</exception>
    public static async Task<bool> Of(Database database, string file, IProgress<(long Done, long Total)>? progress = null)
    {
        var isMade = !File.Exists(file) && await Names(database) is [];
        var masters = isMade ? await MasterKeys.Make(file) : MasterKeys.Read(file);
        await RequireAll(database, masters, file);
        await Make(database);
        // Asked again: another portal that starts at this moment, with a file of its own, may have been first.
        await RequireAll(database, masters, file);
        await new HideWhatStoodOpen(database, progress).Run();
        return isMade;
    }

    /// <summary>The keys that stand in the database itself, when they do not stand there yet.</summary>
    internal static Task Make(Database database) => database.Overwrite(session => session.Keys.Make(session, KeyRing.Lookup));

    private static async Task RequireAll(Database database, MasterKeys masters, string file)
    {
        if ((await Names(database)).FirstOrDefault(name => !masters.Knows(name)) is { } missing)
        {
            throw new InvalidOperationException($"The master key {missing} of this database is not in {file}. Put the right file there, or name it in Keys__File.");
        }
    }

    private static Task<IReadOnlyList<string>> Names(Database database) => database.Read(session => session.List<string>(NamesSql));

    private const string NamesSql = """
        SELECT substr(wrapped, 1, 8) AS name
        FROM secrets
        UNION
        SELECT substr(wrapped, 1, 8) AS name
        FROM resident_keys
        """;
}
