using Budget.Core.Audit;
using Budget.Core.Caseload;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>The cases that a user may see: residents their own and those of whom they represent; and those of a municipality for its caseworkers, whosever turn it is, a page at a time.</summary>
public sealed class CaseList(Database database)
{
    public const int PageSize = 50;

    /// <param name="LeadName">Who leads it; none when nobody does.</param>
    /// <param name="Phone">Of the municipality.</param>
    public sealed record Item(string Number, string ResidentName, DateOnly SubmittedOn, bool IsUrgent, string? LeadName, string Phone, CaseProgress Progress);

    /// <param name="HasMore">Whether there are older ones.</param>
    public sealed record Part(IReadOnlyList<Item> Items, bool HasMore);

    internal sealed record Row(
        string Number, string ResidentName, DateOnly SubmittedOn, long IsUrgent, string? LeadName, string Phone,
        DateOnly InvestigateBy, DateOnly? EndedOn, long? ReportVersion, DateOnly? ReportedOn, string? Answer, DateOnly? AppliedOn, DateOnly? DecideBy, DateOnly? DecidedOn,
        long WithoutProvider, long WithoutAgreement, DateOnly? LastDay)
    {
        public CaseFacts Facts => new(InvestigateBy, EndedOn, ReportVersion, ReportedOn, Answer, AppliedOn, DecideBy, DecidedOn, WithoutProvider, WithoutAgreement, LastDay);

        public Item ToItem(DateOnly today) => new(Number, ResidentName, SubmittedOn, IsUrgent == 1, LeadName, Phone, CaseProgress.Of(today, Facts));
    }

    /// <summary>At most this many at once.</summary>
    public const int Most = 200;

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(CaseList), async session =>
    {
        var items = (await session.List<Row>(CasesSql, Access.Of(actor, session, Most))).Select(row => row.ToItem(session.Today));
        return
        [
            .. items.OrderBy(item => item.Progress.Turn)
                .ThenByDescending(item => item.IsUrgent && item.Progress.Step <= CaseStep.Decide)
                .ThenBy(item => item.Progress.Due ?? DateOnly.MaxValue),
        ];
    }, OthersSql);

    /// <param name="search">Part of a name or of a number; empty for all.</param>
    /// <param name="page">From 1, the newest first. Found by counting past the pages before it: a hundred of those take less than a page of what is shown.</param>
    public Task<Part> OfMunicipality(Actor actor, string search = "", int page = 1) => database.LookThrough(actor, nameof(CaseList), async session =>
    {
        if (actor.Role != Role.Caseworker)
        {
            return new Part([], HasMore: false);
        }

        var rows = await session.List<Row>(PageSql, new
        {
            actor.MunicipalityCode,
            session.Today,
            Search = search.Length == 0 ? "" : SearchName.Pattern(search),
            Most = PageSize + 1L,
            From = (page - 1L) * PageSize,
        });
        return new Part([.. rows.Take(PageSize).Select(row => row.ToItem(session.Today))], rows.Count > PageSize);
    });

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM support_requests file
        WHERE file.resident_id IN ({Access.Others})
        """;

    /// <summary>Of a request as "file" and its resident as "who".</summary>
    internal const string Columns = $"""
        file.number AS Number, who.name AS ResidentName, file.submitted_on AS SubmittedOn, COALESCE(file.is_urgent, 0) AS IsUrgent, holder.name AS LeadName, m.phone AS Phone,
               {CaseFacts.Columns}
        """;

    // What still has no decision comes first, urgent before the rest: the limit cuts off what is settled.
    private const string CasesSql = $"""
        SELECT {Columns}
        FROM support_requests file
        JOIN residents who ON who.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        {CaseLead.Joins}
        {CaseFacts.Joins}
        WHERE who.destroyed_at IS NULL
          AND file.resident_id NOT IN ({Decoys.Residents})
          AND {Access.ToFile}
        ORDER BY NOT EXISTS (SELECT 1 FROM open_requests undecided WHERE undecided.request_id = file.id),
                 COALESCE(file.is_urgent, 0) DESC, COALESCE(application.decide_by, file.investigate_by), file.number
        LIMIT @Subject
        """;

    // First which cases, then what there is to know of them: of a page, and not of a town.
    private const string PageSql = $"""
        SELECT {Columns}
        FROM (
            SELECT request.id
            FROM support_requests request
            JOIN residents r ON r.id = request.resident_id
            WHERE request.municipality_code = @MunicipalityCode
              AND r.destroyed_at IS NULL
              AND request.resident_id NOT IN ({Decoys.Residents})
              AND (@Search = '' OR r.search_name LIKE @Search ESCAPE '!' OR request.number LIKE @Search ESCAPE '!')
            ORDER BY request.number DESC
            LIMIT @Most OFFSET @From
        ) chosen
        JOIN support_requests file ON file.id = chosen.id
        JOIN residents who ON who.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        {CaseLead.Joins}
        {CaseFacts.Joins}
        ORDER BY file.number DESC
        """;
}
