using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Council;

/// <summary>
/// Counts what happened in a municipality in one half-year, and to whom: what is of too few residents is hidden, however often it happened. Each count reads by the municipality or by the days what there was of its kind, a row for
/// each resident and line: in a town of ten thousand budgets some ten thousand rows, of which nothing leaves this folder but counts. Files of nobody (<see cref="Decoys"/>) are left out.
/// </summary>
internal static class CouncilCounts
{
    private static readonly string[] Timely = ["in-time", "late"];

    public static async Task<IReadOnlyList<CouncilCount>> In(Session session, string municipality, HalfYear half)
    {
        var when = new
        {
            Municipality = municipality,
            From = half.Days.StartsOn,
            Until = half.Days.EndsOn,
            Since = AmsterdamDay.At(half.Days.StartsOn, TimeOnly.MinValue),
            Before = AmsterdamDay.At(half.Days.EndsOn.AddDays(1), TimeOnly.MinValue),
        };
        var nobody = (await session.List<ResidentId>(Decoys.Residents)).ToHashSet();
        var objections = await session.List<EndedObjection>(ObjectionsEndedSql, when);

        // Each line of the list, also those that nothing was counted for.
        CouncilCount Of(CouncilTopic topic, IEnumerable<string> names, IReadOnlyList<Counted> counted)
        {
            var lines = counted.Where(one => !nobody.Contains(one.ResidentId)).ToLookup(one => one.Name, StringComparer.Ordinal);
            return new(topic, "", [.. names.Select(name => new CountedLine(name, "", lines[name].Sum(one => one.Number), lines[name].Select(one => one.ResidentId).ToHashSet()))]);
        }

        return
        [
            Of(CouncilTopic.Requests, ["request"], await session.List<Counted>(RequestsSql, when)),
            Of(CouncilTopic.Investigations, Timely, await session.List<Counted>(InvestigationsSql, when)),
            Of(CouncilTopic.Decisions, Enum.GetValues<DecisionKind>().Select(kind => kind.Stored()), await session.List<Counted>(DecisionsSql, when)),
            Of(CouncilTopic.DecisionsInTime, Timely, await session.List<Counted>(DecisionsInTimeSql, when)),
            Of(CouncilTopic.Objections, ["objection"], await session.List<Counted>(ObjectionsSql, when)),
            Of(CouncilTopic.ObjectionOutcomes, ["founded", "partly", "unfounded"], Each(objections, one => one.Outcome)),
            Of(CouncilTopic.ObjectionsInTime, Timely, Each(objections, one => AmsterdamDay.Of(one.DecidedAt) <= one.DecideBy ? "in-time" : "late")),
            Of(CouncilTopic.Disputes, ["dispute"], await session.List<Counted>(DisputesSql, when)),
            Of(CouncilTopic.DisputeOutcomes, ["withdrawn", "delivered", "not-delivered", "credited", "corrected"], await session.List<Counted>(DisputesEndedSql, when)),
            Of(CouncilTopic.Switches, ["switch"], await session.List<Counted>(SwitchesSql, when)),
            Of(CouncilTopic.Goals, ["yes", "partly", "no"], await session.List<Counted>(GoalsSql, when)),
        ];
    }

    private static IReadOnlyList<Counted> Each(IReadOnlyList<EndedObjection> objections, Func<EndedObjection, string> name) =>
        [.. objections.Select(one => new Counted(name(one), one.ResidentId, 1))];

    /// <param name="Number">Of one resident.</param>
    private sealed record Counted(string Name, ResidentId ResidentId, long Number);

    private sealed record EndedObjection(ResidentId ResidentId, string Outcome, DateTimeOffset DecidedAt, DateOnly DecideBy);

    private const string RequestsSql = """
        SELECT 'request' AS Name, file.resident_id AS ResidentId, COUNT(*) AS Number
        FROM support_requests file
        WHERE file.municipality_code = @Municipality
          AND file.submitted_on BETWEEN @From AND @Until
        GROUP BY file.resident_id
        """;

    // What was written first; a later version answers the resident.
    private const string InvestigationsSql = """
        SELECT written.name AS Name, written.resident_id AS ResidentId, COUNT(*) AS Number
        FROM (
            SELECT CASE WHEN report.written_on <= file.investigate_by THEN 'in-time' ELSE 'late' END AS name, file.resident_id
            FROM support_requests file
            JOIN investigation_reports report ON report.request_id = file.id AND report.version = 1
            WHERE file.municipality_code = @Municipality
              AND report.written_on BETWEEN @From AND @Until) written
        GROUP BY written.name, written.resident_id
        """;

    private const string DecisionsSql = """
        SELECT COALESCE(k.kind, 'grant') AS Name, d.resident_id AS ResidentId, COUNT(*) AS Number
        FROM decisions d
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        WHERE d.municipality_code = @Municipality
          AND d.decided_on BETWEEN @From AND @Until
        GROUP BY COALESCE(k.kind, 'grant'), d.resident_id
        """;

    private const string DecisionsInTimeSql = $"""
        SELECT decided.name AS Name, decided.resident_id AS ResidentId, COUNT(*) AS Number
        FROM (
            SELECT CASE WHEN MIN(d.decided_on) <= application.decide_by THEN 'in-time' ELSE 'late' END AS name, file.resident_id
            FROM applications application
            JOIN support_requests file ON file.id = application.request_id
            JOIN decisions d ON d.request_id = file.id
            WHERE file.municipality_code = @Municipality
              AND {CaseFacts.ForGood}
            GROUP BY application.request_id, application.decide_by, file.resident_id
            HAVING MIN(d.decided_on) BETWEEN @From AND @Until) decided
        GROUP BY decided.name, decided.resident_id
        """;

    private const string ObjectionsSql = """
        SELECT 'objection' AS Name, o.resident_id AS ResidentId, COUNT(*) AS Number
        FROM objections o
        WHERE o.municipality_code = @Municipality
          AND o.objected_on BETWEEN @From AND @Until
        GROUP BY o.resident_id
        """;

    private const string ObjectionsEndedSql = """
        SELECT o.resident_id AS ResidentId, o.outcome AS Outcome, o.decided_at AS DecidedAt, o.decide_by AS DecideBy
        FROM objections o
        WHERE o.municipality_code = @Municipality
          AND o.outcome IS NOT NULL
          AND o.decided_at >= @Since
          AND o.decided_at < @Before
        """;

    // From the few disputes that there are, and not from all lines that there ever were. A line that was disputed again is one line.
    private const string DisputesSql = """
        SELECT 'dispute' AS Name, b.resident_id AS ResidentId, COUNT(DISTINCT dispute.line_id) AS Number
        FROM disputes dispute
        CROSS JOIN invoice_lines line
        CROSS JOIN assignments a
        CROSS JOIN budgets b
        WHERE dispute.disputed_at >= @Since
          AND dispute.disputed_at < @Before
          AND line.id = dispute.line_id
          AND a.id = line.assignment_id
          AND a.municipality_code = @Municipality
          AND b.id = a.budget_id
        GROUP BY b.resident_id
        """;

    private const string DisputesEndedSql = """
        SELECT ending.outcome AS Name, b.resident_id AS ResidentId, COUNT(*) AS Number
        FROM dispute_ends ending
        CROSS JOIN disputes dispute
        CROSS JOIN invoice_lines line
        CROSS JOIN assignments a
        CROSS JOIN budgets b
        WHERE ending.ended_at >= @Since
          AND ending.ended_at < @Before
          AND dispute.id = ending.dispute_id
          AND line.id = dispute.line_id
          AND a.id = line.assignment_id
          AND a.municipality_code = @Municipality
          AND b.id = a.budget_id
        GROUP BY ending.outcome, b.resident_id
        """;

    private const string SwitchesSql = """
        SELECT 'switch' AS Name, b.resident_id AS ResidentId, COUNT(*) AS Number
        FROM assignments a
        JOIN assignment_ends ending ON ending.assignment_id = a.id
        JOIN budgets b ON b.id = a.budget_id
        WHERE a.municipality_code = @Municipality
          AND ending.reason = 'other-provider'
          AND ending.ended_on BETWEEN @From AND @Until
        GROUP BY b.resident_id
        """;

    private const string GoalsSql = """
        SELECT said.reached AS Name, file.resident_id AS ResidentId, COUNT(*) AS Number
        FROM goal_evaluations said
        JOIN support_requests file ON file.id = said.request_id
        WHERE file.municipality_code = @Municipality
          AND said.said_at >= @Since
          AND said.said_at < @Before
        GROUP BY said.reached, file.resident_id
        """;
}
