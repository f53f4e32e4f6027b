using System.Security.Cryptography;
using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// The keys at hand: the master keys, read when something has to be opened and not before (so that an auditor can verify a ledger without them),
/// and the key under which a BSN is found back.
/// </summary>
internal sealed class KeyRing(Func<MasterKeys>? open)
{
    private const string Lookup = "lookup";
    private readonly Lazy<MasterKeys> masters = new(open ?? (static () => throw new InvalidOperationException("No master keys were given to this door of the database.")));
    private byte[]? lookup;

    public MasterKeys Masters => masters.Value;

    /// <summary>
    /// By what somebody is found back without a BSN standing anywhere: HMAC-SHA256 under a key of this installation, so that who has a copy of the
    /// database cannot try all BSNs. The same for a BSN in each municipality, because it is the same person who signs in.
    /// </summary>
    public async Task<string> Fingerprint(Session session, string kind, string secret)
    {
        lookup ??= await LookupKey(session);
        return Convert.ToHexStringLower(HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes($"{kind}:{secret}")));
    }

    /// <summary>For what belongs to no resident and does not stay long: straight under the master key.</summary>
    public string WrapText(Session session, string about, string text) => Masters.Wrap(Encoding.UTF8.GetBytes(text), about, session.NewSecret(Cipher.NonceBytes));

    public string UnwrapText(string about, string wrapped) => Encoding.UTF8.GetString(Masters.Unwrap(wrapped, about));

    /// <summary>Made once, when the keys of an installation are made (<see cref="OpenKeys"/>).</summary>
    private async Task<byte[]> LookupKey(Session session) => await session.FirstOrNone<string>(SecretSql, new { Name = Lookup }) is { } wrapped
        ? Masters.Unwrap(wrapped, Lookup)
        : throw new InvalidOperationException("This installation has no keys yet. Make them with: Portal migrate");

    public async Task MakeLookupKey(Session session) =>
        await session.Execute(InsertSecretSql, new { Name = Lookup, Wrapped = Masters.Wrap(session.NewSecret(Cipher.KeyBytes), Lookup, session.NewSecret(Cipher.NonceBytes)), MadeAt = session.Now });

    private const string SecretSql = """
        SELECT wrapped
        FROM secrets
        WHERE name = @Name
        """;

    private const string InsertSecretSql = """
        INSERT INTO secrets (name, wrapped, made_at)
        VALUES (@Name, @Wrapped, @MadeAt)
        ON CONFLICT (name) DO NOTHING
        """;
}
