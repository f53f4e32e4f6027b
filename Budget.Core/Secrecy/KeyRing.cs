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
    /// <summary>The name of the key under which somebody is found back.</summary>
    public const string Lookup = "lookup";

    // A file that was not there may be put back: what went wrong is not remembered.
    private readonly Lazy<MasterKeys> masters = new(
        open ?? (static () => throw new InvalidOperationException("No master keys were given to this door of the database.")), LazyThreadSafetyMode.PublicationOnly);
    private volatile LookupKey? lookup;

    private sealed record LookupKey(string Wrapped, byte[] Bytes);

    public MasterKeys Masters => masters.Value;

    /// <summary>
    /// By what somebody is found back without a BSN standing anywhere: HMAC-SHA256 under a key of this installation, so that who has a copy of the
    /// database cannot try all BSNs. The same for a BSN in each municipality, because it is the same person who signs in.
    /// </summary>
    /// <param name="kind">What it is of ("bsn"): the same text of another kind has another fingerprint.</param>
    public async Task<string> Fingerprint(Session session, string kind, string secret)
    {
        lookup = await Open(session, lookup);
        return Of(lookup.Bytes, $"{kind}:{secret}");
    }

    /// <summary>For what belongs to no resident and does not stay long: straight under the master key.</summary>
    public string WrapText(Session session, string about, string text) => Masters.Wrap(Encoding.UTF8.GetBytes(text), about, session.NewSecret(Cipher.NonceBytes));

    public string UnwrapText(string about, string wrapped) => Encoding.UTF8.GetString(Masters.Unwrap(wrapped, about));

    /// <summary>As <see cref="Fingerprint"/> with the key as it was opened last: for every deed, without a question to the database.</summary>
    public async ValueTask<string> QuickFingerprint(Session session, string kind, string secret)
    {
        lookup ??= await Open(session, known: null);
        return Of(lookup.Bytes, $"{kind}:{secret}");
    }

    /// <summary>Until the transaction ends, whoever works on all the keys or on all that is under them is the only one, in whichever process or machine.</summary>
    public static Task Lock(Session session) => session.LockAndRead<string>(LockSql, new { Name = Lookup });

    /// <summary>A key of this name, wrapped, when there is none yet.</summary>
    public async Task Make(Session session, string name) =>
        await session.Execute(InsertSecretSql, new { name, Wrapped = Masters.Wrap(session.NewSecret(Cipher.KeyBytes), name, session.NewSecret(Cipher.NonceBytes)), MadeAt = session.Now });

    /// <exception cref="InvalidOperationException">There is no such key.</exception>
    public async Task<byte[]> Secret(Session session, string name) => Masters.Unwrap(await Wrapped(session, name), name);

    private async Task<LookupKey> Open(Session session, LookupKey? known)
    {
        // Asked each time: a rotation wraps it anew, and a demo town that was thrown away took it along.
        var wrapped = await Wrapped(session, Lookup);
        return known?.Wrapped == wrapped ? known : new LookupKey(wrapped, Masters.Unwrap(wrapped, Lookup));
    }

    private static async Task<string> Wrapped(Session session, string name) =>
        await session.FirstOrNone<string>(SecretSql, new { name })
        ?? throw new InvalidOperationException("This installation has no keys yet. Make them with: Portal migrate");

    private static string Of(byte[] key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    private const string LockSql = """
        /*postgresql
        SELECT name
        FROM secrets
        WHERE name = @Name
        FOR UPDATE; */
        SELECT name
        FROM secrets
        WHERE name = @Name
        """;

    private const string SecretSql = """
        SELECT wrapped
        FROM secrets
        WHERE name = @name
        """;

    private const string InsertSecretSql = """
        INSERT INTO secrets (name, wrapped, made_at)
        VALUES (@name, @Wrapped, @MadeAt)
        ON CONFLICT (name) DO NOTHING
        """;
}
