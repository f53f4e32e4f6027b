using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// Where support ends within eight weeks, budget by budget: none that an extension or a revision follows, and none about which was asked since those eight weeks began how it goes on. Eight
/// weeks are the law's six of investigation and two of deciding (Wmo 2015, 2.3.2 lid 1 and 2.3.5 lid 2): who asks on the first of those days has an answer before the support ends. For residents
/// only; the pages that ask show the same cases, and those leave the trace.
/// </summary>
public sealed class RenewalsDue(Database database)
{
    public const int Weeks = 8;

    /// <summary>The first day on which it is said.</summary>
    public static DateOnly From(DateOnly lastDay) => lastDay.AddDays(-7 * Weeks);

    public sealed record Item(string Number, string ResidentName, DateOnly LastDay);

    /// <summary>What ends first stands first; a case in which support ends on two days has two.</summary>
    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session => actor.Role != Role.Resident
        ? []
        :
        [
            .. (await session.List<Row>(DueSql, Access.Of(actor, session, session.Today.AddDays(7 * Weeks))))
                .Where(row => row.AskedOn is not { } askedOn || askedOn < From(row.LastDay))
                .Select(row => new Item(row.Number, row.ResidentName, row.LastDay))
                .Distinct(),
        ]);

    /// <param name="AskedOn">When it was last asked how this case goes on; none when that was taken back.</param>
    private sealed record Row(string Number, string ResidentName, DateOnly LastDay, DateOnly? AskedOn);

    /// <summary>When it was last asked how the case "file" goes on; none when that was taken back. A fragment of a question.</summary>
    internal const string AskedOn = """
        (SELECT MAX(later.submitted_on)
                    FROM request_follow_ups next
                    JOIN support_requests later ON later.id = next.request_id
                    WHERE next.follows_id = file.id
                      AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = next.request_id))
        """;

    private const string DueSql = $"""
        SELECT due.number AS Number, due.resident_name AS ResidentName, due.last_day AS LastDay, due.asked_on AS AskedOn
        FROM (
            SELECT file.number, r.name AS resident_name, {LastDay.Sql} AS last_day,
                   {AskedOn} AS asked_on
            FROM support_requests file
            JOIN residents r ON r.id = file.resident_id
            JOIN decisions d ON d.request_id = file.id
            JOIN budgets b ON b.decision_id = d.id
            WHERE {Access.ToFile}
              AND r.destroyed_at IS NULL
              AND {Departure.StillHere}
              AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = file.id)
              AND {CaseFacts.ForGood}
              AND {LastDay.Sql} >= b.starts_on
              AND NOT EXISTS (SELECT 1 FROM decision_kinds onward WHERE onward.earlier_budget_id = b.id AND onward.kind IN ('extend', 'revise'))
        ) due
        WHERE due.last_day BETWEEN @Today AND @Subject
        ORDER BY due.last_day, due.number
        """;
}
