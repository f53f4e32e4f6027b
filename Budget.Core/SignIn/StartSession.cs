using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Opens a session for somebody who has just proved who it is, and answers what the cookie is to hold. It leaves a trace (ASVS 16.3.1); who signs in for
/// somebody else leaves it in that file.
/// </summary>
public sealed class StartSession(Database database)
{
    /// <param name="ActsFor">The one resident for whom this session acts (DigiD Machtigen); none for oneself and those one represents in the portal.</param>
    /// <param name="Assurance">The level at which the provider knew who it was, in the provider's words.</param>
    /// <param name="Device">What the person will know this session by.</param>
    /// <param name="ProviderSession">Issuer and sid of the provider's own session; none when it has no such thing.</param>
    /// <param name="ClosedTo">Municipalities that ask for a higher level than this.</param>
    /// <param name="Introduces">The BSN of somebody whom nobody here knows yet (<see cref="IntroduceMyself"/>).</param>
    public sealed record Entry(
        UserId UserId, Role Role, SignInMeans Means, string Assurance, string Device, ResidentId? ActsFor = null,
        string? ProviderSession = null, string? IdToken = null, string? Introduces = null, string ClosedTo = "");

    public async Task<string> Do(Entry entry)
    {
        var token = SessionToken.Make();
        await database.Overwrite(async session =>
        {
            var id = new SessionId(session.NewId());
            await session.Execute(InsertSql, new
            {
                id,
                TokenHash = SessionToken.Hash(token),
                entry.UserId,
                entry.ActsFor,
                Means = entry.Means.Stored(),
                entry.Assurance,
                Device = entry.Device.Length <= 100 ? entry.Device : entry.Device[..100],
                entry.ClosedTo,
                StartedAt = session.Now,
                EndsAt = session.Now + PortalSession.Longest(entry.Role),
                ProviderSession = entry.ProviderSession is null ? null : await session.Keys.Fingerprint(session, "sid", entry.ProviderSession),
                Introduces = entry.Introduces is null ? null : session.Keys.WrapText(session, IntroducesOf(id), entry.Introduces),
                IdToken = entry.IdToken is null ? null : session.Keys.WrapText(session, IdTokenOf(id), entry.IdToken),
            });
            var municipality = await session.FirstOrNone<string>(MunicipalitySql, new { entry.UserId, entry.ActsFor }) ?? "";
            var actor = new Actor(entry.UserId, entry.Role, municipality, ActsFor: entry.ActsFor, SessionId: id);
            await Trace.Write(session, actor, "SignIn", entry.Means.Stored(), entry.ActsFor, entry.ActsFor);
        });
        return token;
    }

    internal static string IntroducesOf(SessionId session) => $"introduces|{session.Value:D}";

    internal static string IdTokenOf(SessionId session) => $"id-token|{session.Value:D}";

    private const string MunicipalitySql = """
        SELECT COALESCE(r.municipality_code, u.municipality_code)
        FROM users u
        LEFT JOIN residents r ON r.id = @ActsFor
        WHERE u.id = @UserId
        """;

    private const string InsertSql = """
        INSERT INTO sessions (
            id, token_hash, user_id, acts_for, means, assurance, device, started_at, seen_at, ends_at, provider_session, id_token, introduces, closed_to)
        VALUES (
            @id, @TokenHash, @UserId, @ActsFor, @Means, @Assurance, @Device, @StartedAt, @StartedAt, @EndsAt, @ProviderSession, @IdToken, @Introduces, @ClosedTo)
        """;
}
