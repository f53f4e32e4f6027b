using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>The objections in a municipality, for its caseworkers: open ones by their legal date, and those that were founded and wait for a new decision; and one, whole.</summary>
public sealed class Objections(Database database)
{
    private const int Most = 200;

    /// <param name="Kind">Of the decision it is against.</param>
    /// <param name="IsMine">Whether this caseworker took that decision, so that a colleague decides.</param>
    public sealed record Item(
        string Number, string ResidentName, string DecisionNumber, string RequestNumber, string Kind, DateOnly ObjectedOn, DateOnly DecideBy, bool IsLate, bool IsMine, string? Outcome);

    /// <param name="Today">To count the days that are left.</param>
    public sealed record Answer(IReadOnlyList<Item> Open, IReadOnlyList<Item> ToDecideAnew, DateOnly Today);

    public sealed record Whole(
        DecisionOverview.Objection Objection, string DecisionNumber, string RequestNumber, string Kind, ResidentId ResidentId, string ResidentName, string DecidedByName,
        DateOnly DecidedOn, DateOnly ObjectBy, bool IsMine);

    public Task<Answer> Of(Actor actor) => actor.Role != Role.Caseworker
        ? Task.FromResult(new Answer([], [], default))
        : database.LookThrough(actor, nameof(Objections), async session =>
        {
            var rows = await session.List<Row>(RowsSql, new { actor.MunicipalityCode, Most });
            var items = rows.Select(row => new Item(
                row.Number, row.ResidentName, row.DecisionNumber, row.RequestNumber, row.Kind, row.ObjectedOn, row.DecideBy, row.DecideBy < session.Today, row.DecidedBy == actor.UserId, row.Outcome)).ToList();
            return new Answer([.. items.Where(item => item.Outcome is null)], [.. items.Where(item => item.Outcome is not null)], session.Today);
        });

    /// <summary>One, for a caseworker of the municipality.</summary>
    public async Task<Whole?> One(Actor actor, string number) => actor.Role != Role.Caseworker
        ? null
        : await database.Look(actor, "Objection", number, async session =>
        {
            if (await session.FirstOrNone<WholeRow>(WholeSql, new { number, actor.MunicipalityCode }) is not { } row)
            {
                return null;
            }

            var objection = await session.Single<DecisionOverview.Objection>(DecisionOverview.ObjectionSql, new { Id = row.DecisionId });
            return new Whole(
                DecisionOverview.Shown(await ResidentKey.Of(session, row.ResidentId), objection), row.DecisionNumber, row.RequestNumber, row.Kind, row.ResidentId, row.ResidentName,
                row.DecidedByName, row.DecidedOn, row.ObjectBy, row.DecidedBy == actor.UserId);
        }, whole => whole.ResidentId);

    private sealed record Row(
        string Number, string ResidentName, string DecisionNumber, string RequestNumber, string Kind, DateOnly ObjectedOn, DateOnly DecideBy, UserId DecidedBy, string? Outcome);

    private sealed record WholeRow(
        DecisionId DecisionId, string DecisionNumber, string RequestNumber, string Kind, ResidentId ResidentId, string ResidentName, UserId DecidedBy, string DecidedByName,
        DateOnly DecidedOn, DateOnly ObjectBy);

    /// <summary>
    /// Whether what was objected to was decided anew since an objection as "o" against a decision as "d" was right: by a decision on the same application, or about the same budget. Help at once
    /// decides nothing anew but help at once; a grant takes the place of whatever was withdrawn or refused, but of no recovery; temporary help may be made into something for good.
    /// </summary>
    internal const string DecidedAnew = """
        EXISTS (
            SELECT 1
            FROM decisions later
            LEFT JOIN decision_kinds anew ON anew.decision_id = later.id
            LEFT JOIN decision_kinds objected ON objected.decision_id = d.id
            WHERE later.request_id = d.request_id
              AND later.decided_at > o.decided_at
              AND ((anew.earlier_budget_id IS NULL
                    AND COALESCE(objected.kind, 'grant') <> 'recovery'
                    AND (COALESCE(anew.kind, 'grant') <> 'temporary' OR objected.kind = 'temporary'))
                   OR anew.earlier_budget_id = objected.earlier_budget_id
                   OR anew.earlier_budget_id IN (SELECT own.id FROM budgets own WHERE own.decision_id = d.id)
                   OR (anew.kind = 'revise' AND objected.kind = 'refuse' AND anew.earlier_budget_id IN (
                       SELECT helped.id FROM budgets helped JOIN decision_kinds atonce ON atonce.decision_id = helped.decision_id WHERE atonce.kind = 'temporary'))))
        """;

    // Open, or founded and not decided anew.
    private const string RowsSql = $"""
        SELECT o.number AS Number, r.name AS ResidentName, d.number AS DecisionNumber, request.number AS RequestNumber, COALESCE(k.kind, 'grant') AS Kind,
               o.objected_on AS ObjectedOn, o.decide_by AS DecideBy, d.decided_by AS DecidedBy, o.outcome AS Outcome
        FROM objections o
        JOIN decisions d ON d.id = o.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = o.resident_id
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        WHERE o.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
          AND r.id NOT IN ({Decoys.Residents})
          AND (o.outcome IS NULL
              OR (o.outcome <> 'unfounded'
                  AND NOT {DecidedAnew}))
        ORDER BY o.decide_by, o.number
        LIMIT @Most
        """;

    private const string WholeSql = """
        SELECT d.id AS DecisionId, d.number AS DecisionNumber, request.number AS RequestNumber, COALESCE(k.kind, 'grant') AS Kind, r.id AS ResidentId, r.name AS ResidentName,
               d.decided_by AS DecidedBy, u.name AS DecidedByName, d.decided_on AS DecidedOn, d.object_by AS ObjectBy
        FROM objections o
        JOIN decisions d ON d.id = o.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = o.resident_id
        JOIN users u ON u.id = d.decided_by
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        WHERE o.number = @number
          AND o.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        """;

    /// <summary>
    /// The same for the worklist (<see cref="Caseload.WorklistParts"/>). A new decision after an objection that was right has no term of its own in the law: it is asked for from the day of that
    /// answer on.
    /// </summary>
    internal const string TasksSql = $"""
        SELECT 'objection' AS kind, o.number, o.number AS target, o.resident_id, o.decide_by AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, 0 AS urgent
        FROM objections o
        WHERE o.municipality_code = @MunicipalityCode
          AND o.outcome IS NULL
        UNION ALL
        SELECT 'decide-anew', request.number, request.number, o.resident_id, CAST(NULL AS DATE), o.decided_at, 14, 0
        FROM objections o
        JOIN decisions d ON d.id = o.decision_id
        JOIN support_requests request ON request.id = d.request_id
        WHERE o.municipality_code = @MunicipalityCode
          AND o.outcome IN ('founded', 'partly')
          AND NOT {DecidedAnew}
        """;
}
