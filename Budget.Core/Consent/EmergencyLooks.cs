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

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(EmergencyLooks), async session =>
    {
        List<Item> shown = [];
        foreach (var row in await session.List<Row>(LooksSql, Access.Of(actor, session)))
        {
            var words = await ResidentKey.Of(session, row.ResidentId);
            shown.Add(new Item(
                Guid.ParseExact(row.Id, "D"), row.ResidentId, row.ResidentName, row.UserName, row.ProviderId, row.ProviderName,
                words.Show(HiddenColumn.EmergencyReason, row.Id, row.Reason), row.OpenedAt, row.EndsAt, row.ReadAt));
        }

        return shown;
    }, OthersSql);

    /// <summary>How many nobody has read.</summary>
    public Task<long> Unread(Actor actor) => database.Read(session => session.Single<long>(UnreadSql, Access.Of(actor, session)));

    /// <summary>Says that it was read. Read once is read.</summary>
    /// <returns>Whether it is there, in a file of one's own.</returns>
    public Task<bool> Read(Actor actor, Guid id) => database.Overwrite(async session =>
    {
        var parameters = Access.Of(actor, session, id.ToString("D"));
        if (await session.FirstOrNone<Whose>(WhoseSql, parameters) is not { } whose)
        {
            await RaiseAlert.AfterRefusal(session, actor, "ReadEmergency", subject: "");
            return false;
        }

        await session.Execute(ReadSql, parameters);
        await Trace.Write(session, actor, "ReadEmergency", subject: "", whose.ResidentId, await Access.OnBehalfOf(session, actor, whose.ResidentId));
        return true;
    });

    private sealed record Whose(ResidentId ResidentId);

    private sealed record Row(string Id, ResidentId ResidentId, string ResidentName, string UserName, ProviderId ProviderId, string ProviderName, string Reason, DateTimeOffset OpenedAt, DateTimeOffset EndsAt, DateTimeOffset? ReadAt);

    private const string LooksSql = $"""
        SELECT look.id AS Id, r.id AS ResidentId, r.name AS ResidentName, u.name AS UserName, provider.id AS ProviderId, provider.name AS ProviderName, look.reason AS Reason,
               look.opened_at AS OpenedAt, look.ends_at AS EndsAt, look.read_at AS ReadAt
        FROM emergency_looks look
        JOIN residents r ON r.id = look.resident_id
        JOIN users u ON u.id = look.user_id
        JOIN providers provider ON provider.id = look.provider_id
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
