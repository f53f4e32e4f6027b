using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.PersonHeld;

/// <summary>Why a PGB asks to be looked at again.</summary>
public enum ReviewCause
{
    /// <summary>It ends soon, and nobody asked how it goes on.</summary>
    Ends,
    /// <summary>It ended of late, and nothing came after it.</summary>
    Ended,
    /// <summary>It runs for more than a year, and for a year nobody said whether the goals are reached.</summary>
    NotEvaluated,
}

/// <summary>
/// Which PGBs of a municipality are to be looked at again. By the rule by which residents are asked how their support goes on (<see cref="RenewalsDue"/>), two weeks sooner and some weeks longer; without those of which a later
/// decision said how it goes on, or of which a later budget for the same support is there. And those that run for more than a year of which it was not said for a year whether the goals are reached (<see cref="Delivery.EvaluateGoal"/>).
/// </summary>
internal static class HeldToReview
{
    /// <summary>So long before the last day it is said.</summary>
    public const int WeeksBefore = 10;

    /// <summary>And so long after it.</summary>
    public const int WeeksAfter = 4;

    private const int Most = 200;

    public static async Task<IReadOnlyList<HeldSignals.Review>> Of(Session session, string municipalityCode)
    {
        var ends = await session.List<Row>(EndsSql, new { municipalityCode, From = session.Today.AddDays(-7 * WeeksAfter), Until = session.Today.AddDays(7 * WeeksBefore) });
        var unsaid = await session.List<Row>(NotEvaluatedSql, new { municipalityCode, session.Today, YearAgo = session.Today.AddYears(-1) });
        return
        [
            .. ends.Where(row => row.AskedOn is not { } askedOn || askedOn < row.LastDay.AddDays(-7 * WeeksBefore)).Take(Most).Select(row => row.Because(row.LastDay < session.Today ? ReviewCause.Ended : ReviewCause.Ends)),
            .. unsaid.Where(row => ends.All(other => other.Number != row.Number)).Select(row => row.Because(ReviewCause.NotEvaluated)),
        ];
    }

    private sealed record Row(string Number, string RequestNumber, string ResidentName, string ProductNl, string ProductEn, DateOnly LastDay, DateOnly? AskedOn)
    {
        public HeldSignals.Review Because(ReviewCause cause) => new(cause, Number, RequestNumber, ResidentName, ProductNl, ProductEn, LastDay);
    }

    private const string Rows = $"""
        SELECT b.number AS Number, file.number AS RequestNumber, r.name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn, {LastDay.Sql} AS LastDay, {RenewalsDue.AskedOn} AS AskedOn
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests file ON file.id = d.request_id
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE b.municipality_code = @municipalityCode
          AND b.funding_form = 'personheld'
          AND r.destroyed_at IS NULL
          AND r.id NOT IN ({Decoys.Residents})
          AND {Departure.StillHere}
          AND NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = file.id)
          AND {CaseFacts.ForGood}
        """;

    private const string EndsSql = $"""
        {Rows}
          AND b.ends_on BETWEEN @From AND @Until
          AND NOT EXISTS (SELECT 1 FROM decision_kinds onward WHERE onward.earlier_budget_id = b.id AND onward.kind IN ('extend', 'revise', 'withdraw'))
          AND NOT EXISTS (
              SELECT 1
              FROM budgets next_one
              WHERE next_one.resident_id = b.resident_id
                AND next_one.municipality_code = b.municipality_code
                AND next_one.product_code = b.product_code
                AND next_one.ends_on > b.ends_on)
        ORDER BY b.ends_on, b.number
        LIMIT 2000
        """;

    private const string NotEvaluatedSql = $"""
        {Rows}
          AND b.ends_on >= @Today
          AND {LastDay.Sql} >= @Today
          AND b.starts_on <= @YearAgo
          AND d.decided_on <= @YearAgo
          AND NOT EXISTS (SELECT 1 FROM goal_evaluations said WHERE said.request_id = file.id AND said.asked_on > @YearAgo)
        ORDER BY d.decided_on, b.number
        LIMIT 200
        """;
}
