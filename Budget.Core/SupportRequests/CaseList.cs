using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The cases a user may see: residents their own and those they represent; caseworkers their municipality's, urgent ones first, then by the next legal date.
/// </summary>
public sealed class CaseList(Database database)
{
    public sealed record Item(string Number, string ResidentName, DateOnly SubmittedOn, bool IsUrgent, CaseProgress Progress);

    private sealed record Row(
        string Number, string ResidentName, DateOnly SubmittedOn, long IsUrgent,
        DateOnly InvestigateBy, DateOnly? EndedOn, long? ReportVersion, DateOnly? ReportedOn, string? Answer, DateOnly? AppliedOn, DateOnly? DecideBy, DateOnly? DecidedOn,
        long WithoutProvider, long WithoutAgreement, DateOnly? LastDay)
    {
        public CaseFacts Facts => new(InvestigateBy, EndedOn, ReportVersion, ReportedOn, Answer, AppliedOn, DecideBy, DecidedOn, WithoutProvider, WithoutAgreement, LastDay);
    }

    /// <summary>At most this many at once; a worklist that is longer needs a filter, not a longer page.</summary>
    public const int Most = 200;

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(CaseList), async session =>
    {
        var rows = await session.List<Row>(CasesSql, Access.Of(actor, session, Most));
        var items = rows.Select(row => new Item(row.Number, row.ResidentName, row.SubmittedOn, row.IsUrgent == 1, CaseProgress.Of(session.Today, row.Facts)));
        return
        [
            .. items.OrderBy(item => item.Progress.Turn)
                .ThenByDescending(item => item.IsUrgent && item.Progress.Step <= CaseStep.Decide)
                .ThenBy(item => item.Progress.Due ?? DateOnly.MaxValue),
        ];
    }, OthersSql);

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM support_requests file
        WHERE file.resident_id IN ({Access.Others})
        """;

    // What still has no decision comes first, urgent before the rest: the limit cuts off what is settled.
    private const string CasesSql = $"""
        SELECT file.number AS Number, r.name AS ResidentName, file.submitted_on AS SubmittedOn, COALESCE(file.is_urgent, 0) AS IsUrgent,
               {CaseFacts.Columns}
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        {CaseFacts.Joins}
        WHERE r.destroyed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM decoys decoy WHERE decoy.resident_id = file.resident_id)
          AND {Access.ToFile}
        ORDER BY EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = file.id AND {CaseFacts.ForGood}) OR EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = file.id),
                 COALESCE(file.is_urgent, 0) DESC, COALESCE(application.decide_by, file.investigate_by), file.number
        LIMIT @Subject
        """;
}
