using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>One case, whole: what was asked, what was found, what was decided, and whose turn it is. For the resident and for staff.</summary>
public sealed class CaseOverview(Database database)
{
    public sealed record Request(
        RequestId Id, string Number, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone,
        ResidentId ResidentId, string ResidentName, string ResidentBsn, DateOnly ResidentBornOn,
        string SubmittedByName, DateOnly SubmittedOn, DateOnly InvestigateBy,
        string OwnWords, string CurrentHelp, string WishedSupport, string WishedProvider, string WishedForm);

    public sealed record Report(string WrittenByName, DateOnly WrittenOn, string Advice);
    public sealed record Finding(string Point, string Text);
    public sealed record Application(DateOnly ReceivedOn, DateOnly DecideBy);

    public sealed record Decision(
        DecisionId Id, string Number, string DecidedByName, DateOnly DecidedOn, DateOnly ObjectBy, string Reasons,
        string BudgetNumber, string FundingForm, string ProductNl, string ProductEn, string Unit,
        Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn, Money Granted,
        string? ProviderName, long? AssignmentNumber, long AgreementCount)
    {
        /// <summary>The volume over the whole period: times the rate it is the amount.</summary>
        public Quantity Total => GrantedVolume.Over(new Period(StartsOn, EndsOn), Volume, StoredNames.Parse<Decisions.Frequency>(Frequency));
    }

    public sealed record Answer(
        Request Request, IReadOnlyList<SupportNeed> Needs, Report? Report, IReadOnlyList<Finding> Findings,
        Application? Application, IReadOnlyList<Decision> Decisions, CaseProgress Progress);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(CaseOverview), number, async session =>
    {
        if (await session.FirstOrNone<Request>(RequestSql, Access.Of(actor, session, number)) is not { } request)
        {
            return null;
        }

        var (words, row) = (await ResidentKey.Of(session, request.ResidentId), $"{request.Id.Value:D}");
        var needs = await session.List<NeedRow>(NeedsSql, new { request.Id });
        var report = Shown(words, row, await session.FirstOrNone<Report>(ReportSql, new { request.Id }));
        var findings = (await session.List<Finding>(FindingsSql, new { request.Id }))
            .Select(finding => finding with { Text = words.Show(HiddenColumn.Finding, $"{row}/{finding.Point}", finding.Text) });
        var application = await session.FirstOrNone<Application>(ApplicationSql, new { request.Id });
        IReadOnlyList<Decision> decisions =
        [
            .. (await session.List<Decision>(DecisionsSql, new { request.Id }))
                .Select(decision => decision with { Reasons = words.Show(HiddenColumn.Reasons, $"{decision.Id.Value:D}", decision.Reasons) }),
        ];
        var progress = CaseProgress.Of(
            session.Today, request.InvestigateBy, report?.WrittenOn, application?.DecideBy,
            decisions.Count > 0 ? decisions[0].DecidedOn : null,
            decisions.Any(decision => decision is { FundingForm: "personfollowing", AssignmentNumber: null }),
            decisions.Any(decision => decision is { FundingForm: "personheld", AgreementCount: 0 }),
            decisions.Count > 0 ? decisions.Max(decision => decision.EndsOn) : null);
        return new Answer(
            Shown(words, row, request),
            [
                .. needs.Select(need => new SupportNeed(Enum.Parse<LifeDomain>(need.Domain), words.Show(HiddenColumn.Goal, $"{row}/{need.Domain}", need.Goal)))
                    .OrderBy(need => need.Domain),
            ],
            report, [.. findings], application, decisions, progress);
    }, answer => answer.Request.ResidentId);

    private static Request Shown(TextKey words, string row, Request hidden) => hidden with
    {
        ResidentBsn = words.Show(HiddenColumn.ResidentBsn, "", hidden.ResidentBsn),
        OwnWords = words.Show(HiddenColumn.OwnWords, row, hidden.OwnWords),
        CurrentHelp = words.Show(HiddenColumn.CurrentHelp, row, hidden.CurrentHelp),
        WishedSupport = words.Show(HiddenColumn.WishedSupport, row, hidden.WishedSupport),
        WishedProvider = words.Show(HiddenColumn.WishedProvider, row, hidden.WishedProvider),
    };

    private static Report? Shown(TextKey words, string row, Report? hidden) =>
        hidden is null ? null : hidden with { Advice = words.Show(HiddenColumn.Advice, row, hidden.Advice) };

    private sealed record NeedRow(string Domain, string Goal);

    private const string RequestSql = $"""
        SELECT file.id AS Id, file.number AS Number, file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, r.id AS ResidentId, r.name AS ResidentName, r.bsn AS ResidentBsn, r.born_on AS ResidentBornOn,
               u.name AS SubmittedByName, file.submitted_on AS SubmittedOn, file.investigate_by AS InvestigateBy,
               file.own_words AS OwnWords, file.current_help AS CurrentHelp, file.wished_support AS WishedSupport,
               file.wished_provider AS WishedProvider, file.wished_form AS WishedForm
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN users u ON u.id = file.submitted_by
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    private const string NeedsSql = """
        SELECT life_domain AS Domain, goal AS Goal
        FROM support_needs
        WHERE request_id = @Id
        """;

    private const string ReportSql = """
        SELECT u.name AS WrittenByName, r.written_on AS WrittenOn, r.advice AS Advice
        FROM investigation_reports r
        JOIN users u ON u.id = r.written_by
        WHERE r.request_id = @Id
        """;

    private const string FindingsSql = """
        SELECT point AS Point, finding AS Text
        FROM investigation_findings
        WHERE request_id = @Id
        ORDER BY point
        """;

    private const string ApplicationSql = """
        SELECT received_on AS ReceivedOn, decide_by AS DecideBy
        FROM applications
        WHERE request_id = @Id
        """;

    private const string DecisionsSql = $"""
        SELECT d.id AS Id, d.number AS Number, u.name AS DecidedByName, d.decided_on AS DecidedOn, d.object_by AS ObjectBy, d.reasons AS Reasons,
               b.number AS BudgetNumber, b.funding_form AS FundingForm, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               b.volume_hundredths AS Volume, b.frequency AS Frequency, b.rate_cents AS Rate, b.starts_on AS StartsOn, b.ends_on AS EndsOn,
               grant_posting.amount_cents AS Granted, provider.name AS ProviderName, a.number AS AssignmentNumber,
               (SELECT COUNT(*) FROM care_agreements agreement WHERE agreement.budget_id = b.id) AS AgreementCount
        FROM decisions d
        JOIN users u ON u.id = d.decided_by
        JOIN budgets b ON b.decision_id = d.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings grant_posting ON grant_posting.budget_id = b.id AND grant_posting.number = 1
        LEFT JOIN assignments a ON a.budget_id = b.id AND {StandingAssignment.Sql}
        LEFT JOIN providers provider ON provider.id = a.provider_id
        WHERE d.request_id = @Id
        ORDER BY d.number
        """;
}
