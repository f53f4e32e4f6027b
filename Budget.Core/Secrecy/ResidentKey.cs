using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// The key under which the BSN and the words of one resident stand in the database. Destroying it destroys them, also in every backup that does not hold
/// the key, while the ledger stays whole: seals and hashes are taken over what is hidden.
/// </summary>
internal static class ResidentKey
{
    public static async Task<TextKey> Make(Session session, ResidentId resident)
    {
        var made = session.NewSecret(Cipher.KeyBytes);
        await session.Execute(InsertSql, new { resident, Wrapped = session.Keys.Masters.Wrap(made, Name(resident), session.NewSecret(Cipher.NonceBytes)), MadeAt = session.Now });
        return new TextKey(session, Name(resident), made);
    }

    public static async Task<TextKey> Of(Session session, ResidentId resident) =>
        From(session, resident, await session.FirstOrNone<string>(WrappedSql, new { resident }));

    /// <param name="wrapped">As a question of its own found it in resident_keys; none when it is not there any more.</param>
    public static TextKey From(Session session, ResidentId resident, string? wrapped) =>
        new(session, Name(resident), wrapped is null ? null : session.Keys.Masters.Unwrap(wrapped, Name(resident)));

    /// <summary>What the key is about, where it is wrapped and where it hides.</summary>
    public static string Name(ResidentId resident) => NameOf($"{resident.Value:D}");

    /// <inheritdoc cref="Name"/>
    /// <param name="resident">As it is stored.</param>
    public static string NameOf(string resident) => $"resident|{resident}";

    private const string InsertSql = """
        INSERT INTO resident_keys (resident_id, wrapped, made_at)
        VALUES (@resident, @Wrapped, @MadeAt)
        """;

    private const string WrappedSql = """
        SELECT wrapped
        FROM resident_keys
        WHERE resident_id = @resident
        """;
}
