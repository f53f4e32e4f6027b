using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>Who somebody is, what was asked, found and decided.</summary>
internal static class PartsOfRequests
{
    private const string PersonSql = $"""
        {FilePart.Whose}
        SELECT '', r.name, r.bsn, r.born_on, m.name, k.made_at
        FROM whose
        JOIN residents r ON r.id = whose.id
        JOIN municipalities m ON m.code = r.municipality_code
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        {FilePart.Page}
        """;

    private const string RequestsSql = $"""
        {FilePart.Whose}
        SELECT file.id, file.number, file.submitted_at, u.name, file.own_words, file.current_help, file.wished_support, file.wished_provider,
               file.wished_form, file.investigate_by, a.received_on, a.decide_by
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN users u ON u.id = file.submitted_by
        LEFT JOIN applications a ON a.request_id = file.id
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
        SELECT report.request_id, file.number, report.written_at, u.name, report.advice
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN investigation_reports report ON report.request_id = file.id
        JOIN users u ON u.id = report.written_by
        ORDER BY report.written_at, report.request_id
        {FilePart.Page}
        """;

    private const string FindingsSql = $"""
        {FilePart.Whose}
        SELECT finding.request_id || '/' || finding.point, file.number, finding.point, finding.finding
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN investigation_findings finding ON finding.request_id = file.id
        ORDER BY file.submitted_at, file.id, finding.point
        {FilePart.Page}
        """;

    private const string DecisionsSql = $"""
        {FilePart.Whose}
        SELECT d.id, d.number, request.number, d.decided_at, u.name, d.object_by, d.reasons
        FROM whose
        JOIN decisions d ON d.resident_id = whose.id
        JOIN support_requests request ON request.id = d.request_id
        JOIN users u ON u.id = d.decided_by
        ORDER BY d.decided_at, d.id
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
            new("fileSince", FieldKind.Instant, "resident_keys.made_at")),
        new("requests", FileShape.Records, RequestsSql,
            new("number", FieldKind.Text, "support_requests.number"),
            new("sentAt", FieldKind.Instant, "support_requests.submitted_at"),
            new("sentBy", FieldKind.Text, "support_requests.submitted_by"),
            new("ownWords", FieldKind.Hidden, HiddenColumn.OwnWords),
            new("currentHelp", FieldKind.Hidden, HiddenColumn.CurrentHelp),
            new("wishedSupport", FieldKind.Hidden, HiddenColumn.WishedSupport),
            new("wishedProvider", FieldKind.Hidden, HiddenColumn.WishedProvider),
            new("wishedForm", FieldKind.Word, "support_requests.wished_form"),
            new("investigateBy", FieldKind.Day, "support_requests.investigate_by"),
            new("appliedOn", FieldKind.Day, "applications.received_on"),
            new("decideBy", FieldKind.Day, "applications.decide_by")),
        new("needs", FileShape.Table, NeedsSql,
            new("request", FieldKind.Text, "support_needs.request_id"),
            new("domain", FieldKind.Word, "support_needs.life_domain"),
            new("goal", FieldKind.Hidden, HiddenColumn.Goal)),
        new("drafts", FileShape.Records, DraftsSql,
            new("savedAt", FieldKind.Instant, "support_request_drafts.saved_at"),
            new("content", FieldKind.Draft, HiddenColumn.Draft)),
        new("reports", FileShape.Records, ReportsSql,
            new("request", FieldKind.Text, "investigation_reports.request_id"),
            new("writtenAt", FieldKind.Instant, "investigation_reports.written_at"),
            new("writtenBy", FieldKind.Text, "investigation_reports.written_by"),
            new("advice", FieldKind.Hidden, HiddenColumn.Advice)),
        new("findings", FileShape.Table, FindingsSql,
            new("request", FieldKind.Text, "investigation_findings.request_id"),
            new("point", FieldKind.Word, "investigation_findings.point"),
            new("finding", FieldKind.Hidden, HiddenColumn.Finding)),
        new("decisions", FileShape.Records, DecisionsSql,
            new("number", FieldKind.Text, "decisions.number"),
            new("request", FieldKind.Text, "decisions.request_id"),
            new("decidedAt", FieldKind.Instant, "decisions.decided_at"),
            new("decidedBy", FieldKind.Text, "decisions.decided_by"),
            new("objectBy", FieldKind.Day, "decisions.object_by"),
            new("reasons", FieldKind.Hidden, HiddenColumn.Reasons)),
    ];
}
