using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// Sees to it, before the portal serves, that the keys of this database are at hand. A database without any gets its own, and a file of master keys
/// when there is none yet; one that has keys is never given others.
/// </summary>
public static class OpenKeys
{
    /// <returns>Whether a file of master keys was made.</returns>
    /// <exception cref="InvalidOperationException">The file is gone, or belongs to another database.</exception>
    public static async Task<bool> Of(Database database, string file)
    {
        var names = await database.Read(session => session.List<string>(MastersSql));
        var isMade = names.Count == 0 && !File.Exists(file);
        var masters = isMade ? MasterKeys.Make(file) : MasterKeys.Read(file);
        if (names.FirstOrDefault(name => !masters.Names.Contains(name)) is { } missing)
        {
            throw new InvalidOperationException($"The master key {missing} of this database is not in {file}. Put the right file there, or name it in Keys__File.");
        }

        await Make(database);
        return isMade;
    }

    /// <summary>The keys that stand in the database itself, when they do not stand there yet.</summary>
    internal static Task Make(Database database) => database.Overwrite(session => session.Keys.MakeLookupKey(session));

    private const string MastersSql = """
        SELECT DISTINCT substr(wrapped, 1, 8)
        FROM secrets
        UNION
        SELECT DISTINCT substr(wrapped, 1, 8)
        FROM resident_keys
        """;
}
