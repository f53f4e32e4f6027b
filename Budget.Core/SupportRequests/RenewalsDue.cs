using Budget.Core.Budgets;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The cases of which the support ends within eight weeks, and for which nobody asked yet how it goes on. Eight weeks are the law's six of investigation and two of
/// deciding (Wmo 2015, 2.3.2 lid 1 and 2.3.5 lid 2): who asks on the first of those days has an answer before the support ends. For residents only; the pages that
/// ask show the same cases, and those leave the trace.
/// </summary>
public sealed class RenewalsDue(Database database)
{
    public const int Weeks = 8;

    /// <summary>The first day on which it is said.</summary>
    public static DateOnly From(DateOnly lastDay) => lastDay.AddDays(-7 * Weeks);

    public sealed record Item(string Number, string ResidentName, DateOnly LastDay);

    /// <summary>What ends first stands first.</summary>
    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session => actor.Role != Role.Resident
        ? []
        : await session.List<Item>(DueSql, Access.Of(actor, session, session.Today.AddDays(7 * Weeks))));

    private const string DueSql = $"""
        SELECT due.number AS Number, due.resident_name AS ResidentName, due.last_day AS LastDay
        FROM (
            SELECT file.number, r.name AS resident_name,
                   (SELECT MAX({LastDay.Sql}) FROM decisions d JOIN budgets b ON b.decision_id = d.id WHERE d.request_id = file.id AND {CaseFacts.ForGood}) AS last_day
            FROM support_requests file
            JOIN residents r ON r.id = file.resident_id
            WHERE {Access.ToFile}
              AND r.destroyed_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = file.id)
              AND NOT EXISTS (
                  SELECT 1
                  FROM request_follow_ups next
                  WHERE next.follows_id = file.id
                    AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = next.request_id))
        ) due
        WHERE due.last_day BETWEEN @Today AND @Subject
        ORDER BY due.last_day, due.number
        """;
}
