using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Consent;

/// <summary>Who opened my file without consent, and why? What nobody has read comes first, then the newest; at most fifty; of oneself and of who one represents.</summary>
public sealed class EmergencyLooks(Database database)
{
    /// <param name="ReadAt">None while nobody said that it was read.</param>
    public sealed record Item(Guid Id, ResidentId ResidentId, string ResidentName, string UserName, ProviderId ProviderId, string ProviderName, string Reason, DateTimeOffset OpenedAt, DateTimeOffset EndsAt,
        DateTimeOffset? ReadAt)
    {
        public bool RunsAt(DateTimeOffset now) => now < EndsAt;
    }

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough(actor, nameof(EmergencyLooks), async session =>
        await Shown(await session.List<Row>(LooksSql, Access.Of(actor, session)), session), OthersSql);

    /// <summary>How many nobody has read.</summary>
    public Task<long> Unread(Actor actor) => database.Read(session => session.Single<long>(UnreadSql, Access.Of(actor, session)));

    /// <summary>Says that it was read. Read once is read.</summary>
    /// <returns>Whether it is there, in a file of one's own.</returns>
    public Task<bool> Read(Actor actor, Guid id) => database.Overwrite(async session =>
    {
        var parameters = Access.Of(actor, session, id.ToString("D"));
        if (await WhoseIs(session, parameters) is not { } whose)
        {
            await RaiseAlert.AfterRefusal(session, actor, "ReadEmergency", subject: "");
            return false;
        }

        await session.Execute(ReadSql, parameters);
        await Trace.Write(session, actor, "ReadEmergency", subject: "", whose, await Access.OnBehalfOf(session, actor, whose));
        return true;
    });

    /// <summary>The same of a case, for a caseworker who is called about it: the latest five, with who, why and until when. The page of the case leaves the trace.</summary>
    public async Task<IReadOnlyList<Item>> OfCase(Actor actor, string requestNumber) => actor.Role != Role.Caseworker ? [] : await database.Read(async session =>
        await Shown(await session.List<Row>(OfCaseSql, Access.Of(actor, session, requestNumber)), session));

    /// <param name="parameters">Of <see cref="Access.Of{T}"/>, with the id.</param>
    internal static async Task<ResidentId?> WhoseIs(Session session, object parameters) => (await session.FirstOrNone<Whose>(WhoseSql, parameters))?.ResidentId;

    private static async Task<IReadOnlyList<Item>> Shown(IReadOnlyList<Row> rows, Session session)
    {
        List<Item> shown = [];
        foreach (var row in rows)
        {
            var words = await ResidentKey.Of(session, row.ResidentId);
            shown.Add(new Item(
                Guid.ParseExact(row.Id, "D"), row.ResidentId, row.ResidentName, row.UserName, row.ProviderId, row.ProviderName,
                words.Show(HiddenColumn.EmergencyReason, row.Id, row.Reason), row.OpenedAt, row.EndsAt, row.ReadAt));
        }

        return shown;
    }

    private sealed record Whose(ResidentId ResidentId);

    private sealed record Row(string Id, ResidentId ResidentId, string ResidentName, string UserName, ProviderId ProviderId, string ProviderName, string Reason, DateTimeOffset OpenedAt, DateTimeOffset EndsAt, DateTimeOffset? ReadAt);

    private const string SelectSql = """
        SELECT look.id AS Id, r.id AS ResidentId, r.name AS ResidentName, u.name AS UserName, provider.id AS ProviderId, provider.name AS ProviderName, look.reason AS Reason,
               look.opened_at AS OpenedAt, look.ends_at AS EndsAt, look.read_at AS ReadAt
        FROM emergency_looks look
        JOIN residents r ON r.id = look.resident_id
        JOIN users u ON u.id = look.user_id
        JOIN providers provider ON provider.id = look.provider_id
        """;

    private const string OfCaseSql = $"""
        {SelectSql}
        JOIN support_requests file ON file.resident_id = look.resident_id
        WHERE file.number = @Subject
          AND {Access.ToOne}
        ORDER BY look.opened_at DESC
        LIMIT 5
        """;

    private const string LooksSql = $"""
        {SelectSql}
        WHERE look.resident_id IN ({Access.Mine})
        ORDER BY look.read_at IS NOT NULL, look.opened_at DESC
        LIMIT 50
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM emergency_looks file
        WHERE file.resident_id IN ({Access.Others})
        """;

    private const string WhoseSql = $"""
        SELECT resident_id AS ResidentId
        FROM emergency_looks
        WHERE id = @Subject
          AND resident_id IN ({Access.Mine})
        """;

    private const string UnreadSql = $"""
        SELECT COUNT(*)
        FROM emergency_looks look
        WHERE look.resident_id IN ({Access.Mine})
          AND look.read_at IS NULL
        """;

    private const string ReadSql = $"""
        UPDATE emergency_looks
        SET read_by = COALESCE(read_by, @UserId),
            read_at = COALESCE(read_at, @Now)
        WHERE id = @Subject
          AND resident_id IN ({Access.Mine})
        """;
}
