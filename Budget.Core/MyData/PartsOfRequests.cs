using Budget.Core.Investigations;
using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>Who somebody is, what was asked, found and decided.</summary>
internal static class PartsOfRequests
{
    private const string PersonSql = $"""
        {FilePart.Whose}
        SELECT '', r.name, r.bsn, r.born_on, m.name, COALESCE(n.name, r.neighbourhood), k.made_at
        FROM whose
        JOIN residents r ON r.id = whose.id
        JOIN municipalities m ON m.code = r.municipality_code
        LEFT JOIN neighbourhoods n ON n.municipality_code = r.municipality_code AND n.code = r.neighbourhood
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        {FilePart.Page}
        """;

    private const string RequestsSql = $"""
        {FilePart.Whose}
        SELECT file.id, file.number, file.submitted_on, file.submitted_at, u.name, arrival.way, arrival.brought_by, file.own_words, file.current_help, file.wished_support, file.wished_provider,
               file.wished_form, file.own_strength, file.carer_needs, file.tried, CASE file.is_urgent WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END, file.urgent_because,
               file.investigate_by, a.received_on, a.decide_by, notice.given_on, notice.given_at, notifier.name, notice.decide_by, ended.ended_at, ender.name, earlier.number
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN users u ON u.id = file.submitted_by
        LEFT JOIN request_arrivals arrival ON arrival.request_id = file.id
        LEFT JOIN applications a ON a.request_id = file.id
        LEFT JOIN default_notices notice ON notice.request_id = file.id
        LEFT JOIN users notifier ON notifier.id = notice.given_by
        LEFT JOIN request_ends ended ON ended.request_id = file.id
        LEFT JOIN users ender ON ender.id = ended.ended_by
        LEFT JOIN request_follow_ups next ON next.request_id = file.id
        LEFT JOIN support_requests earlier ON earlier.id = next.follows_id
        ORDER BY file.submitted_at, file.id
        {FilePart.Page}
        """;

    private const string NeedsSql = $"""
        {FilePart.Whose}
        SELECT need.request_id || '/' || need.life_domain, file.number, need.life_domain, need.goal
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN support_needs need ON need.request_id = file.id
        ORDER BY file.submitted_at, file.id, need.life_domain
        {FilePart.Page}
        """;

    private const string ReportsSql = $"""
        {FilePart.Whose}
        SELECT {ReportRow.Sql}, file.number, report.version, report.written_at, u.name, report.advice, report.reply
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN investigation_reports report ON report.request_id = file.id
        JOIN users u ON u.id = report.written_by
        ORDER BY report.written_at, report.request_id, report.version
        {FilePart.Page}
        """;

    private const string FindingsSql = $"""
        {FilePart.Whose}
        SELECT {ReportRow.Sql} || '/' || report.point, file.number, report.version, report.point, report.finding
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN investigation_findings report ON report.request_id = file.id
        ORDER BY file.submitted_at, file.id, report.version, report.point
        {FilePart.Page}
        """;

    private const string AnswersSql = $"""
        {FilePart.Whose}
        SELECT {ReportRow.Sql}, file.number, report.version, report.answered_on, report.answered_at, u.name, report.answer, report.remarks
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN report_answers report ON report.request_id = file.id
        JOIN users u ON u.id = report.answered_by
        ORDER BY report.answered_at, report.request_id, report.version
        {FilePart.Page}
        """;

    private const string PlansSql = $"""
        {FilePart.Whose}
        SELECT plan.request_id || '/' || CAST(plan.version AS TEXT), file.number, plan.version, plan.handed_in_at, u.name, plan.words
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN personal_plans plan ON plan.request_id = file.id
        JOIN users u ON u.id = plan.handed_in_by
        ORDER BY plan.handed_in_at, plan.request_id, plan.version
        {FilePart.Page}
        """;

    private const string DecisionsSql = $"""
        {FilePart.Whose}
        SELECT d.id, d.number, request.number, d.decided_at, u.name, d.object_by, k.kind, k.ground, earlier.number, k.ended_on, k.receivable_cents, k.pay_by, d.reasons
        FROM whose
        JOIN decisions d ON d.resident_id = whose.id
        JOIN support_requests request ON request.id = d.request_id
        JOIN users u ON u.id = d.decided_by
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        LEFT JOIN budgets earlier ON earlier.id = k.earlier_budget_id
        ORDER BY d.decided_at, d.id
        {FilePart.Page}
        """;

    private const string ObjectionsSql = $"""
        {FilePart.Whose}
        SELECT o.id, o.number, d.number, o.objected_on, o.objected_at, u.name, o.words, o.late_reason, o.decide_by, o.decided_at, decider.name, o.outcome, o.answer
        FROM whose
        JOIN objections o ON o.resident_id = whose.id
        JOIN decisions d ON d.id = o.decision_id
        JOIN users u ON u.id = o.objected_by
        LEFT JOIN users decider ON decider.id = o.decided_by
        ORDER BY o.objected_at, o.id
        {FilePart.Page}
        """;

    // Who types sees it, and nobody else: also not who represents the same resident.
    private const string DraftsSql = $"""
        {FilePart.Whose}
        SELECT draft.user_id, draft.saved_at, draft.content
        FROM whose
        JOIN support_request_drafts draft ON draft.resident_id = whose.id
        WHERE draft.user_id = @UserId
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("person", FileShape.Records, PersonSql,
            new("name", FieldKind.Text, "residents.name"),
            new("bsn", FieldKind.Hidden, HiddenColumn.ResidentBsn),
            new("bornOn", FieldKind.Day, "residents.born_on"),
            new("municipality", FieldKind.Text, "residents.municipality_code"),
            new("neighbourhood", FieldKind.Text, "residents.neighbourhood"),
            new("fileSince", FieldKind.Instant, "resident_keys.made_at")),
        new("requests", FileShape.Records, RequestsSql,
            new("number", FieldKind.Text, "support_requests.number"),
            new("cameOn", FieldKind.Day, "support_requests.submitted_on"),
            new("sentAt", FieldKind.Instant, "support_requests.submitted_at"),
            new("sentBy", FieldKind.Text, "support_requests.submitted_by"),
            new("cameBy", FieldKind.Word, "request_arrivals.way"),
            new("broughtBy", FieldKind.Hidden, HiddenColumn.BroughtBy),
            new("ownWords", FieldKind.Hidden, HiddenColumn.OwnWords),
            new("currentHelp", FieldKind.Hidden, HiddenColumn.CurrentHelp),
            new("wishedSupport", FieldKind.Hidden, HiddenColumn.WishedSupport),
            new("wishedProvider", FieldKind.Hidden, HiddenColumn.WishedProvider),
            new("wishedForm", FieldKind.Word, "support_requests.wished_form"),
            new("ownStrength", FieldKind.Hidden, HiddenColumn.OwnStrength),
            new("carerNeeds", FieldKind.Hidden, HiddenColumn.CarerNeeds),
            new("tried", FieldKind.Hidden, HiddenColumn.Tried),
            new("urgent", FieldKind.Word, "support_requests.is_urgent"),
            new("urgentBecause", FieldKind.Hidden, HiddenColumn.UrgentBecause),
            new("investigateBy", FieldKind.Day, "support_requests.investigate_by"),
            new("appliedOn", FieldKind.Day, "applications.received_on"),
            new("decideBy", FieldKind.Day, "applications.decide_by"),
            new("noticeOn", FieldKind.Day, "default_notices.given_on"),
            new("noticeAt", FieldKind.Instant, "default_notices.given_at"),
            new("noticeBy", FieldKind.Text, "default_notices.given_by"),
            new("noticeUntil", FieldKind.Day, "default_notices.decide_by"),
            new("takenBackAt", FieldKind.Instant, "request_ends.ended_at"),
            new("takenBackBy", FieldKind.Text, "request_ends.ended_by"),
            new("follows", FieldKind.Text, "request_follow_ups.follows_id")),
        new("needs", FileShape.Table, NeedsSql,
            new("request", FieldKind.Text, "support_needs.request_id"),
            new("domain", FieldKind.Word, "support_needs.life_domain"),
            new("goal", FieldKind.Hidden, HiddenColumn.Goal)),
        new("drafts", FileShape.Records, DraftsSql,
            new("savedAt", FieldKind.Instant, "support_request_drafts.saved_at"),
            new("content", FieldKind.Draft, HiddenColumn.Draft)),
        new("reports", FileShape.Records, ReportsSql,
            new("request", FieldKind.Text, "investigation_reports.request_id"),
            new("version", FieldKind.Number, "investigation_reports.version"),
            new("writtenAt", FieldKind.Instant, "investigation_reports.written_at"),
            new("writtenBy", FieldKind.Text, "investigation_reports.written_by"),
            new("advice", FieldKind.Hidden, HiddenColumn.Advice),
            new("reply", FieldKind.Hidden, HiddenColumn.Reply)),
        new("findings", FileShape.Table, FindingsSql,
            new("request", FieldKind.Text, "investigation_findings.request_id"),
            new("version", FieldKind.Number, "investigation_findings.version"),
            new("point", FieldKind.Word, "investigation_findings.point"),
            new("finding", FieldKind.Hidden, HiddenColumn.Finding)),
        new("reportAnswers", FileShape.Records, AnswersSql,
            new("request", FieldKind.Text, "report_answers.request_id"),
            new("version", FieldKind.Number, "report_answers.version"),
            new("answeredOn", FieldKind.Day, "report_answers.answered_on"),
            new("answeredAt", FieldKind.Instant, "report_answers.answered_at"),
            new("answeredBy", FieldKind.Text, "report_answers.answered_by"),
            new("reportAnswer", FieldKind.Word, "report_answers.answer"),
            new("remarks", FieldKind.Hidden, HiddenColumn.ReportRemarks)),
        new("plans", FileShape.Records, PlansSql,
            new("request", FieldKind.Text, "personal_plans.request_id"),
            new("version", FieldKind.Number, "personal_plans.version"),
            new("handedInAt", FieldKind.Instant, "personal_plans.handed_in_at"),
            new("handedInBy", FieldKind.Text, "personal_plans.handed_in_by"),
            new("plan", FieldKind.Hidden, HiddenColumn.Plan)),
        new("decisions", FileShape.Records, DecisionsSql,
            new("number", FieldKind.Text, "decisions.number"),
            new("request", FieldKind.Text, "decisions.request_id"),
            new("decidedAt", FieldKind.Instant, "decisions.decided_at"),
            new("decidedBy", FieldKind.Text, "decisions.decided_by"),
            new("objectBy", FieldKind.Day, "decisions.object_by"),
            new("decisionKind", FieldKind.Word, "decision_kinds.kind"),
            new("ground", FieldKind.Word, "decision_kinds.ground"),
            new("earlierBudget", FieldKind.Text, "decision_kinds.earlier_budget_id"),
            new("endedOn", FieldKind.Day, "decision_kinds.ended_on"),
            new("receivable", FieldKind.Amount, "decision_kinds.receivable_cents"),
            new("payBy", FieldKind.Day, "decision_kinds.pay_by"),
            new("reasons", FieldKind.Hidden, HiddenColumn.Reasons)),
        new("objections", FileShape.Records, ObjectionsSql,
            new("number", FieldKind.Text, "objections.number"),
            new("decision", FieldKind.Text, "objections.decision_id"),
            new("objectedOn", FieldKind.Day, "objections.objected_on"),
            new("objectedAt", FieldKind.Instant, "objections.objected_at"),
            new("objectedBy", FieldKind.Text, "objections.objected_by"),
            new("objection", FieldKind.Hidden, HiddenColumn.ObjectionWords),
            new("lateReason", FieldKind.Hidden, HiddenColumn.ObjectionLateReason),
            new("answerBy", FieldKind.Day, "objections.decide_by"),
            new("answeredAt", FieldKind.Instant, "objections.decided_at"),
            new("answeredBy", FieldKind.Text, "objections.decided_by"),
            new("objectionOutcome", FieldKind.Word, "objections.outcome"),
            new("objectionAnswer", FieldKind.Hidden, HiddenColumn.ObjectionAnswer)),
    ];
}
