using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// The key under which the BSN and the words of one resident stand in the database (AES-256-GCM, docs/decisions/0008). Destroying it destroys them,
/// also in every backup, while the ledger stays whole: hashes are taken over what is hidden.
/// </summary>
internal sealed class ResidentKey
{
    /// <summary>Before what is hidden. A text without it was written before texts were hidden, and was booked on, so that it has to stay as it is.</summary>
    private const string Mark = "enc1:";
    private readonly Session session;
    private readonly ResidentId resident;
    private readonly byte[]? key;

    private ResidentKey(Session session, ResidentId resident, byte[]? key) => (this.session, this.resident, this.key) = (session, resident, key);

    /// <summary>Whether the file was destroyed: nothing can be hidden any more, and what was shows as nothing.</summary>
    public bool IsDestroyed => key is null;

    public static async Task<ResidentKey> Make(Session session, ResidentId resident)
    {
        var made = session.NewSecret(Cipher.KeyBytes);
        await session.Execute(InsertSql, new { resident, Wrapped = session.Keys.Masters.Wrap(made, About(resident), session.NewSecret(Cipher.NonceBytes)), MadeAt = session.Now });
        return new ResidentKey(session, resident, made);
    }

    public static async Task<ResidentKey> Of(Session session, ResidentId resident) =>
        From(session, resident, await session.FirstOrNone<string>(WrappedSql, new { resident }));

    /// <param name="wrapped">As a question of its own found it in resident_keys; none when it is not there any more.</param>
    public static ResidentKey From(Session session, ResidentId resident, string? wrapped) =>
        new(session, resident, wrapped is null ? null : session.Keys.Masters.Unwrap(wrapped, About(resident)));

    /// <param name="column">"table.column": what is hidden in one cannot be shown as another.</param>
    /// <exception cref="InvalidOperationException">The resident's file was destroyed.</exception>
    public string Hide(string column, string text) =>
        Mark + Cipher.Hide(key ?? throw new InvalidOperationException("This file was destroyed."), session.NewSecret(Cipher.NonceBytes), $"{column}|{resident.Value:D}", Encoding.UTF8.GetBytes(text));

    /// <summary>What was hidden; nothing when the file was destroyed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Somebody changed it.</exception>
    public string Show(string column, string stored) =>
        !stored.StartsWith(Mark, StringComparison.Ordinal) ? stored
        : key is null ? ""
        : Encoding.UTF8.GetString(Cipher.Show(key, $"{column}|{resident.Value:D}", stored[Mark.Length..]));

    private static string About(ResidentId resident) => $"resident|{resident.Value:D}";

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
