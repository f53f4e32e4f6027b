using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>One case, whole: what was asked, what was found, what was decided, and whose turn it is. For the resident and for staff.</summary>
public sealed class CaseOverview(Database database)
{
    /// <param name="Way">"phone", "paper" or "counter" of what a caseworker wrote down (<see cref="WriteDownRequest"/>); none of what was sent here.</param>
    /// <param name="BroughtBy">Who called, wrote or came then.</param>
    public sealed record Request(
        RequestId Id, string Number, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone,
        ResidentId ResidentId, string ResidentName, string ResidentBsn, DateOnly ResidentBornOn,
        string SubmittedByName, DateOnly SubmittedOn, DateOnly InvestigateBy,
        string OwnWords, string CurrentHelp, string WishedSupport, string WishedProvider, string WishedForm,
        string OwnStrength, string CarerNeeds, string Tried, long? Urgency, string UrgentBecause, string? Follows, string? Way, string? BroughtBy)
    {
        /// <summary>None of a request from before it was asked.</summary>
        public bool? IsUrgent => Urgency is { } urgency ? urgency == 1 : null;
    }

    /// <summary>A version of the report as it was given, with what the resident said of it.</summary>
    /// <param name="Reply">To what the resident said of the version before.</param>
    public sealed record Report(
        long Version, string WrittenByName, DateOnly WrittenOn, string Advice, string Reply,
        string? Answer, string? Remarks, string? AnsweredByName, DateOnly? AnsweredOn)
    {
        public IReadOnlyList<Finding> Findings { get; init; } = [];
    }

    public sealed record Finding(string Point, string Text);
    public sealed record Application(DateOnly ReceivedOn, DateOnly DecideBy);

    /// <summary>The plan of one's own that counts: the last that was handed in.</summary>
    /// <param name="FirstOn">The day of the first: in time when that was.</param>
    public sealed record Plan(string Words, long Version, DateOnly HandedInOn, DateOnly FirstOn);

    /// <summary>That the resident told the municipality that it is late.</summary>
    public sealed record Notice(DateOnly GivenOn, DateOnly DecideBy);

    public sealed record Decision(
        DecisionId Id, string Number, string DecidedByName, DateOnly DecidedOn, DateOnly ObjectBy, string Reasons,
        string BudgetNumber, string FundingForm, string ProductNl, string ProductEn, string Unit,
        Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn, DateOnly LastDay, Money Granted,
        string? ProviderName, long? AssignmentNumber, long AgreementCount, long WithoutProvider)
    {
        /// <summary>There are days for which a provider can still be chosen.</summary>
        public bool NeedsProvider => WithoutProvider == 1;

        /// <summary>The volume over the whole period: times the rate it is the amount.</summary>
        public Quantity Total => GrantedVolume.Over(new Period(StartsOn, EndsOn), Volume, StoredNames.Parse<Decisions.Frequency>(Frequency));
    }

    /// <param name="Decisions">Those that opened a budget.</param>
    /// <param name="Decided">All of them, the newest first, in short.</param>
    /// <param name="Reports">Every version that was given, the last first.</param>
    public sealed record Answer(
        Request Request, IReadOnlyList<SupportNeed> Needs, Plan? Plan, IReadOnlyList<Report> Reports, Notice? Notice,
        IReadOnlyList<Decision> Decisions, IReadOnlyList<DecisionsOfCase.Item> Decided, CaseFacts Facts, CaseProgress Progress)
    {
        public Report? Report => Reports is [var last, ..] ? last : null;

        public Application? Application => Facts is { AppliedOn: { } receivedOn, DecideBy: { } decideBy } ? new(receivedOn, decideBy) : null;

        /// <summary>What was said when it was sent.</summary>
        public RequestContent Asked => new(
            Request.OwnWords, Needs, Request.CurrentHelp, Request.WishedSupport, Request.WishedProvider, StoredNames.Parse<WishedForm>(Request.WishedForm))
        {
            OwnStrength = Request.OwnStrength,
            CarerNeeds = Request.CarerNeeds,
            Tried = Request.Tried,
            IsUrgent = Request.IsUrgent,
            UrgentBecause = Request.UrgentBecause,
            Follows = Request.Follows ?? "",
        };
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(CaseOverview), number, async session =>
    {
        if (await session.FirstOrNone<Request>(RequestSql, Access.Of(actor, session, number)) is not { } request)
        {
            return null;
        }

        var (words, row) = (await ResidentKey.Of(session, request.ResidentId), $"{request.Id.Value:D}");
        var said = await SaidIn(session, words, request.Id);
        var notice = await session.FirstOrNone<Notice>(NoticeSql, new { request.Id });
        IReadOnlyList<Decision> decisions =
        [
            .. (await session.List<Decision>(DecisionsSql, new { request.Id, session.Today }))
                .Select(decision => decision with { Reasons = words.Show(HiddenColumn.Reasons, $"{decision.Id.Value:D}", decision.Reasons) }),
        ];
        var facts = await session.Single<CaseFacts>(RequestQuery.FactsSql, new { request.Id, session.Today });
        return new Answer(
            Shown(words, row, request), said.Needs, said.Plan, said.Reports, notice, decisions, await DecisionsOfCase.Items(session, request.Id), facts, CaseProgress.Of(session.Today, facts));
    }, answer => answer.Request.ResidentId);

    internal sealed record Said(IReadOnlyList<SupportNeed> Needs, Plan? Plan, IReadOnlyList<Report> Reports);

    /// <summary>What was said in a request that was found already: goals, the plan that counts, and every version of the report, the last first.</summary>
    internal static async Task<Said> SaidIn(Session session, TextKey words, RequestId request)
    {
        var (row, parameters) = ($"{request.Value:D}", new { Id = request });
        var needs = await session.List<NeedRow>(NeedsSql, parameters);
        var findings = (await session.List<FindingRow>(FindingsSql, parameters)).ToLookup(
            finding => finding.Version,
            finding => new Finding(finding.Point, words.Show(HiddenColumn.Finding, $"{ReportRow.Of(request, finding.Version)}/{finding.Point}", finding.Text)));
        var reports = (await session.List<Report>(ReportsSql, parameters))
            .Select(report => Shown(words, ReportRow.Of(request, report.Version), report) with { Findings = [.. findings[report.Version]] });
        var plan = await session.FirstOrNone<Plan>(PlanSql, parameters);
        return new Said(
            [
                .. needs.Select(need => new SupportNeed(Enum.Parse<LifeDomain>(need.Domain), words.Show(HiddenColumn.Goal, $"{row}/{need.Domain}", need.Goal)))
                    .OrderBy(need => need.Domain),
            ],
            plan is null ? null : plan with { Words = words.Show(HiddenColumn.Plan, $"{row}/{plan.Version}", plan.Words) },
            [.. reports]);
    }

    private static Request Shown(TextKey words, string row, Request hidden) => hidden with
    {
        ResidentBsn = words.Show(HiddenColumn.ResidentBsn, "", hidden.ResidentBsn),
        OwnWords = words.Show(HiddenColumn.OwnWords, row, hidden.OwnWords),
        CurrentHelp = words.Show(HiddenColumn.CurrentHelp, row, hidden.CurrentHelp),
        WishedSupport = words.Show(HiddenColumn.WishedSupport, row, hidden.WishedSupport),
        WishedProvider = words.Show(HiddenColumn.WishedProvider, row, hidden.WishedProvider),
        OwnStrength = words.Show(HiddenColumn.OwnStrength, row, hidden.OwnStrength),
        CarerNeeds = words.Show(HiddenColumn.CarerNeeds, row, hidden.CarerNeeds),
        Tried = words.Show(HiddenColumn.Tried, row, hidden.Tried),
        UrgentBecause = words.Show(HiddenColumn.UrgentBecause, row, hidden.UrgentBecause),
        BroughtBy = hidden.BroughtBy is null ? null : words.Show(HiddenColumn.BroughtBy, row, hidden.BroughtBy),
    };

    private static Report Shown(TextKey words, string row, Report hidden) => hidden with
    {
        Advice = words.Show(HiddenColumn.Advice, row, hidden.Advice),
        Reply = words.Show(HiddenColumn.Reply, row, hidden.Reply),
        Remarks = hidden.Remarks is null ? null : words.Show(HiddenColumn.ReportRemarks, row, hidden.Remarks),
    };

    private sealed record NeedRow(string Domain, string Goal);

    private sealed record FindingRow(long Version, string Point, string Text);

    private const string RequestSql = $"""
        SELECT file.id AS Id, file.number AS Number, file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, r.id AS ResidentId, r.name AS ResidentName, r.bsn AS ResidentBsn, r.born_on AS ResidentBornOn,
               u.name AS SubmittedByName, file.submitted_on AS SubmittedOn, file.investigate_by AS InvestigateBy,
               file.own_words AS OwnWords, file.current_help AS CurrentHelp, file.wished_support AS WishedSupport,
               file.wished_provider AS WishedProvider, file.wished_form AS WishedForm, file.own_strength AS OwnStrength,
               file.carer_needs AS CarerNeeds, file.tried AS Tried, file.is_urgent AS Urgency, file.urgent_because AS UrgentBecause,
               (SELECT earlier.number FROM request_follow_ups next JOIN support_requests earlier ON earlier.id = next.follows_id WHERE next.request_id = file.id) AS Follows,
               arrival.way AS Way, arrival.brought_by AS BroughtBy
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN users u ON u.id = file.submitted_by
        LEFT JOIN request_arrivals arrival ON arrival.request_id = file.id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    internal const string NeedsSql = """
        SELECT life_domain AS Domain, goal AS Goal
        FROM support_needs
        WHERE request_id = @Id
        """;

    private const string PlanSql = """
        SELECT words AS Words, version AS Version, handed_in_on AS HandedInOn,
               (SELECT MIN(first.handed_in_on) FROM personal_plans first WHERE first.request_id = plan.request_id) AS FirstOn
        FROM personal_plans plan
        WHERE request_id = @Id
        ORDER BY version DESC
        LIMIT 1
        """;

    private const string ReportsSql = """
        SELECT report.version AS Version, u.name AS WrittenByName, report.written_on AS WrittenOn, report.advice AS Advice, report.reply AS Reply,
               answer.answer AS Answer, answer.remarks AS Remarks, answerer.name AS AnsweredByName, answer.answered_on AS AnsweredOn
        FROM investigation_reports report
        JOIN users u ON u.id = report.written_by
        LEFT JOIN report_answers answer ON answer.request_id = report.request_id AND answer.version = report.version
        LEFT JOIN users answerer ON answerer.id = answer.answered_by
        WHERE report.request_id = @Id
        ORDER BY report.version DESC
        """;

    private const string FindingsSql = """
        SELECT version AS Version, point AS Point, finding AS Text
        FROM investigation_findings
        WHERE request_id = @Id
        ORDER BY version, point
        """;

    private const string NoticeSql = """
        SELECT given_on AS GivenOn, decide_by AS DecideBy
        FROM default_notices
        WHERE request_id = @Id
        """;

    // The provider who stands, or who stays to the last day: an end that is the budget's own leaves nothing to choose.
    private const string DecisionsSql = $"""
        SELECT d.id AS Id, d.number AS Number, u.name AS DecidedByName, d.decided_on AS DecidedOn, d.object_by AS ObjectBy, d.reasons AS Reasons,
               b.number AS BudgetNumber, b.funding_form AS FundingForm, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               b.volume_hundredths AS Volume, b.frequency AS Frequency, b.rate_cents AS Rate, b.starts_on AS StartsOn, b.ends_on AS EndsOn, {Budgets.LastDay.Sql} AS LastDay,
               grant_posting.amount_cents AS Granted, provider.name AS ProviderName, a.number AS AssignmentNumber,
               (SELECT COUNT(*) FROM care_agreements agreement WHERE agreement.budget_id = b.id) AS AgreementCount,
               CAST(CASE WHEN {DaysWithoutProvider.Sql} THEN 1 ELSE 0 END AS BIGINT) AS WithoutProvider
        FROM decisions d
        JOIN users u ON u.id = d.decided_by
        JOIN budgets b ON b.decision_id = d.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings grant_posting ON grant_posting.budget_id = b.id AND grant_posting.number = 1
        LEFT JOIN assignments a ON a.id = (
            SELECT chosen.id
            FROM assignments chosen
            LEFT JOIN assignment_ends stop ON stop.assignment_id = chosen.id
            WHERE chosen.budget_id = b.id
              AND (stop.ended_on IS NULL OR (stop.ended_on >= chosen.starts_on AND stop.ended_on >= {Budgets.LastDay.Sql}))
            ORDER BY chosen.number DESC
            LIMIT 1)
        LEFT JOIN providers provider ON provider.id = a.provider_id
        WHERE d.request_id = @Id
        ORDER BY d.number
        """;
}
