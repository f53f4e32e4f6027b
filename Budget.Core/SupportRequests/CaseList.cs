using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The cases a user may see: residents their own and those they represent; caseworkers their municipality's, by the next legal date.
/// </summary>
public sealed class CaseList(Database database)
{
    public sealed record Row(
        string Number, string ResidentName, DateOnly SubmittedOn, DateOnly InvestigateBy, DateOnly? ReportedOn, DateOnly? DecideBy,
        DateOnly? DecidedOn, long WithoutProvider, long WithoutAgreement, DateOnly? LastDay);

    public sealed record Item(string Number, string ResidentName, DateOnly SubmittedOn, CaseProgress Progress);

    /// <summary>At most this many at once; a worklist that is longer needs a filter, not a longer page.</summary>
    public const int Most = 200;

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(CaseList), async session =>
    {
        var rows = await session.List<Row>(CasesSql, Access.Of(actor, session, Most));
        var items = rows.Select(row => new Item(row.Number, row.ResidentName, row.SubmittedOn, CaseProgress.Of(
            session.Today, row.InvestigateBy, row.ReportedOn, row.DecideBy, row.DecidedOn,
            row.WithoutProvider > 0, row.WithoutAgreement > 0, row.LastDay)));
        return [.. items.OrderBy(item => item.Progress.Turn).ThenBy(item => item.Progress.Due ?? DateOnly.MaxValue)];
    }, OthersSql);

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM support_requests file
        WHERE file.resident_id IN ({Access.Others})
        """;

    private const string CasesSql = $"""
        SELECT file.number AS Number, r.name AS ResidentName, file.submitted_on AS SubmittedOn, file.investigate_by AS InvestigateBy,
               report.written_on AS ReportedOn, application.decide_by AS DecideBy, MIN(d.decided_on) AS DecidedOn,
               COUNT(b.id) FILTER (WHERE b.funding_form = 'personfollowing' AND a.id IS NULL) AS WithoutProvider,
               COUNT(b.id) FILTER (WHERE b.funding_form = 'personheld'
                   AND NOT EXISTS (SELECT 1 FROM care_agreements agreement WHERE agreement.budget_id = b.id)) AS WithoutAgreement,
               MAX(b.ends_on) AS LastDay
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        LEFT JOIN investigation_reports report ON report.request_id = file.id
        LEFT JOIN applications application ON application.request_id = file.id
        LEFT JOIN decisions d ON d.request_id = file.id
        LEFT JOIN budgets b ON b.decision_id = d.id
        LEFT JOIN assignments a ON a.budget_id = b.id AND {StandingAssignment.Sql}
        WHERE r.destroyed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM decoys decoy WHERE decoy.resident_id = file.resident_id)
          AND {Access.ToFile}
        GROUP BY file.number, r.name, file.submitted_on, file.investigate_by, report.written_on, application.decide_by
        ORDER BY MIN(d.decided_on) IS NOT NULL, COALESCE(application.decide_by, file.investigate_by), file.number
        LIMIT @Subject
        """;
}
