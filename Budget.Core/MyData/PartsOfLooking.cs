using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>What was asked about the data themselves, who may open the file, from where that was done, and who did.</summary>
internal static class PartsOfLooking
{
    private const string DataRequestsSql = $"""
        {FilePart.Whose}
        SELECT d.id, d.number, d.kind, d.about, d.asked_at, asker.name, d.answer_by, d.words, d.should_be, proposer.name, d.proposed_at, d.proposal,
               {DataRequests.OutcomeSql}, d.answer, answerer.name, d.answered_at
        FROM whose
        JOIN data_requests d ON d.resident_id = whose.id
        JOIN users asker ON asker.id = d.asked_by
        LEFT JOIN users proposer ON proposer.id = d.proposed_by
        LEFT JOIN users answerer ON answerer.id = d.answered_by
        ORDER BY d.asked_at, d.id
        {FilePart.Page}
        """;

    private const string AccessSql = $"""
        {FilePart.Whose}
        SELECT '', u.name, a.kind, CASE a.kind WHEN 'representative' THEN a.ground END, a.left_out, a.starts_on, a.ends_on, CASE WHEN u.id = @UserId THEN u.login END, CASE WHEN u.id = @UserId THEN u.blocked_at END,
               CASE WHEN u.id = @UserId THEN u.blocked_for END
        FROM whose
        JOIN resident_access a ON a.resident_id = whose.id
        JOIN users u ON u.id = a.user_id
        ORDER BY a.starts_on, a.user_id
        {FilePart.Page}
        """;

    // One's own: where a representative gets e-mail is the representative's own affair.
    private const string MailSql = $"""
        {FilePart.Whose}
        SELECT wish.user_id, wish.address, wish.language, wish.without_kinds, CASE wish.paper WHEN 1 THEN 'yes' ELSE 'no' END, wish.changed_at
        FROM whose
        JOIN mail_wishes wish ON wish.user_id = @UserId
        WHERE @ActsFor = ''
          AND @UserId IN (SELECT own.user_id FROM resident_access own WHERE own.resident_id = whose.id AND own.kind = 'self')
        {FilePart.Page}
        """;

    // One's own, and those of whoever acts for this resident with DigiD Machtigen. Where a representative signs in is the representative's own affair.
    private const string SessionsSql = $"""
        {FilePart.Whose}
        SELECT s.id, s.started_at, u.name, CASE WHEN s.acts_for IS NULL THEN 'no' ELSE 'yes' END, s.device, s.means, s.assurance, s.seen_at, s.ends_at, s.ended_at
        FROM whose
        JOIN sessions s ON s.acts_for = whose.id
            OR (s.acts_for IS NULL AND s.user_id IN (
                SELECT own.user_id
                FROM resident_access own
                WHERE own.resident_id = whose.id
                  AND own.kind = 'self'
                  AND own.user_id = @UserId))
        JOIN users u ON u.id = s.user_id
        ORDER BY s.started_at, s.id
        {FilePart.Page}
        """;

    private const string TracesSql = $"""
        {FilePart.Whose}
        SELECT t.id, t.at, u.name, t.role, COALESCE(provider.name, m.name), t.action, t.what, t.subject, t.basis,
               CASE WHEN t.on_behalf_of IS NULL THEN 'no' ELSE 'yes' END, t.reason
        FROM whose
        JOIN traces t ON t.resident_id = whose.id
        LEFT JOIN users u ON u.id = t.user_id
        LEFT JOIN providers provider ON provider.id = u.provider_id
        LEFT JOIN municipalities m ON m.code = t.municipality_code
        WHERE t.id < @Until
        ORDER BY t.id
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("dataRequests", FileShape.Records, DataRequestsSql,
            new("number", FieldKind.Text, "data_requests.number"),
            new("dataRequest", FieldKind.Word, "data_requests.kind"),
            new("about", FieldKind.Word, "data_requests.about"),
            new("sentAt", FieldKind.Instant, "data_requests.asked_at"),
            new("sentBy", FieldKind.Text, "data_requests.asked_by"),
            new("answerBy", FieldKind.Day, "data_requests.answer_by"),
            new("words", FieldKind.Hidden, HiddenColumn.DataRequestWords),
            new("shouldBe", FieldKind.Hidden, HiddenColumn.DataRequestShouldBe),
            new("proposedBy", FieldKind.Text, "data_requests.proposed_by"),
            new("proposedAt", FieldKind.Instant, "data_requests.proposed_at"),
            new("proposal", FieldKind.Hidden, HiddenColumn.DataRequestProposal),
            new("outcome", FieldKind.Word, "data_requests.outcome"),
            new("answer", FieldKind.Hidden, HiddenColumn.DataRequestAnswer),
            new("answeredBy", FieldKind.Text, "data_requests.answered_by"),
            new("answeredAt", FieldKind.Instant, "data_requests.answered_at")),
        new("access", FileShape.Table, AccessSql,
            new("name", FieldKind.Text, "users.name"),
            new("right", FieldKind.Word, "resident_access.kind"),
            new("actsBy", FieldKind.Word, "resident_access.ground"),
            new("mayNot", FieldKind.Text, "resident_access.left_out") { Below = true },
            new("startsOn", FieldKind.Day, "resident_access.starts_on"),
            new("endsOn", FieldKind.Day, "resident_access.ends_on"),
            new("account", FieldKind.Text, "users.login"),
            new("blockedAt", FieldKind.Instant, "users.blocked_at") { Below = true },
            new("blockedFor", FieldKind.Word, "users.blocked_for") { Below = true }),
        new("mail", FileShape.Records, MailSql,
            new("mailAddress", FieldKind.HiddenOfUser, HiddenColumn.MailAddress),
            new("mailLanguage", FieldKind.Word, "mail_wishes.language"),
            new("mailWithout", FieldKind.Text, "mail_wishes.without_kinds"),
            new("paperToo", FieldKind.Word, "mail_wishes.paper"),
            new("changedAt", FieldKind.Instant, "mail_wishes.changed_at")),
        new("sessions", FileShape.Table, SessionsSql,
            new("startedAt", FieldKind.Instant, "sessions.started_at"),
            new("name", FieldKind.Text, "sessions.user_id"),
            new("onBehalf", FieldKind.Word, "sessions.acts_for") { Below = true },
            new("device", FieldKind.Text, "sessions.device"),
            new("means", FieldKind.Word, "sessions.means") { Below = true },
            new("assurance", FieldKind.Text, "sessions.assurance") { Below = true },
            new("seenAt", FieldKind.Instant, "sessions.seen_at"),
            new("endsAt", FieldKind.Instant, "sessions.ends_at") { Below = true },
            new("endedAt", FieldKind.Instant, "sessions.ended_at") { Below = true }),
        new("traces", FileShape.Table, TracesSql,
            new("at", FieldKind.Instant, "traces.at"),
            new("name", FieldKind.Text, "traces.user_id"),
            new("role", FieldKind.Word, "traces.role") { Below = true },
            new("organisation", FieldKind.Text, "traces.municipality_code") { Below = true },
            new("action", FieldKind.Word, "traces.action"),
            new("what", FieldKind.Deed, "traces.what") { Below = true },
            new("subject", FieldKind.Text, "traces.subject") { Below = true },
            new("basis", FieldKind.Word, "traces.basis"),
            new("onBehalf", FieldKind.Word, "traces.on_behalf_of") { Below = true },
            new("reason", FieldKind.Hidden, HiddenColumn.TraceReason) { Below = true }),
    ];
}
