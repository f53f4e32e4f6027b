using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>Who acts for this resident, on what ground, until when, and what may each not do; and with what do others read along? For the resident, and for who acts for the resident.</summary>
public sealed class WhoActs(Database database)
{
    /// <param name="LeftOut">Of a mandate; empty of another ground.</param>
    /// <param name="IsMe">Who asks.</param>
    public sealed record Item(UserId UserId, string Name, AccessGround Ground, DateOnly StartsOn, DateOnly EndsOn, IReadOnlyList<MandateAct> LeftOut, bool IsMe)
    {
        public bool IsByLaw => Ground != AccessGround.Mandate;
    }

    /// <param name="Number">Of a case, or of a budget.</param>
    /// <param name="People">How many read along with it today.</param>
    public sealed record Reading(string Number, bool IsBudget, long People);

    /// <param name="IsOwn">The resident asks, and may narrow and end mandates.</param>
    public sealed record Answer(bool IsOwn, IReadOnlyList<Item> Items, IReadOnlyList<Reading> Readings);

    public Task<Answer?> Of(Actor actor, ResidentId resident) => database.Look(actor, nameof(WhoActs), subject: "", async session =>
    {
        if (actor.Role != Role.Resident || await ResidentFile.Mine(session, actor, resident) is null)
        {
            return null;
        }

        var parameters = Access.Of(actor, session, resident.Value.ToString("D"));
        return new Answer(
            await session.Single<long>(IsOwnSql, parameters) > 0,
            [
                .. (await session.List<Row>(ActingSql, parameters)).Select(row => new Item(
                    row.UserId, row.Name, StoredNames.Parse<AccessGround>(row.Ground), row.StartsOn, row.EndsOn, row.Ground == "mandate" ? MandateActs.Read(row.LeftOut) : [], row.UserId == actor.UserId)),
            ],
            [.. (await session.List<ReadingRow>(ReadingsSql, parameters)).Select(row => new Reading(row.Number, row.OfBudget == 1, row.People))]);
    }, _ => resident);

    private sealed record Row(UserId UserId, string Name, string Ground, string LeftOut, DateOnly StartsOn, DateOnly EndsOn);

    private sealed record ReadingRow(string Number, long OfBudget, long People);

    private const string IsOwnSql = $"""
        SELECT COUNT(*)
        FROM residents r
        WHERE r.id = @Subject
          AND r.id IN ({Access.Own})
        """;

    private const string ActingSql = $"""
        SELECT u.id AS UserId, u.name AS Name, a.ground AS Ground, a.left_out AS LeftOut, a.starts_on AS StartsOn, a.ends_on AS EndsOn
        FROM resident_access a
        JOIN users u ON u.id = a.user_id
        WHERE a.resident_id = @Subject
          AND a.resident_id IN ({Access.Mine})
          AND a.kind = 'representative'
          AND a.ends_on >= @Today
        ORDER BY u.name, u.id
        """;

    private const string ReadingsSql = $"""
        SELECT COALESCE(b.number, request.number) AS Number, CASE WHEN b.number IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS OfBudget, COUNT(*) AS People
        FROM support_requests request
        JOIN case_supporters s ON s.request_id = request.id
        LEFT JOIN budgets b ON b.id = s.budget_id
        WHERE request.resident_id = @Subject
          AND request.resident_id IN ({Access.Mine})
          AND s.user_id IS NOT NULL
          AND s.ended_at IS NULL
          AND s.ends_on >= @Today
        GROUP BY b.number, request.number
        ORDER BY 2, 1
        """;
}
