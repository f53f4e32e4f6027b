using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>What was sent along, with whom it is shared, who opened it without asking, and which postings somebody wanted reversed.</summary>
internal static class PartsOfSharing
{
    // The file as Attachments.File names it.
    private const string PapersSql = $"""
        {FilePart.Whose}
        SELECT paper.id, request.number, paper.name,
               '{EverythingAboutMe.PapersFolder}/stuk-' || request.number || '-' || substr(paper.id, 31) || '.' || CASE paper.kind WHEN 'jpeg' THEN 'jpg' ELSE paper.kind END,
               paper.kind, paper.size, u.name, paper.added_at
        FROM whose
        JOIN attachments paper ON paper.resident_id = whose.id
        JOIN support_requests request ON request.id = paper.request_id
        JOIN users u ON u.id = paper.added_by
        ORDER BY paper.id
        {FilePart.Page}
        """;

    private const string ConsentsSql = $"""
        {FilePart.Whose}
        SELECT consent.id, provider.name, consent.life_domain, consent.given_at, giver.name, consent.ends_on, consent.withdrawn_at, withdrawer.name
        FROM whose
        JOIN consents consent ON consent.resident_id = whose.id
        JOIN providers provider ON provider.id = consent.provider_id
        JOIN users giver ON giver.id = consent.given_by
        LEFT JOIN users withdrawer ON withdrawer.id = consent.withdrawn_by
        ORDER BY consent.given_at, consent.id
        {FilePart.Page}
        """;

    private const string SupportersSql = $"""
        {FilePart.Whose}
        SELECT s.id, request.number, s.label, s.invited_at, inviter.name, s.code_until, reader.name, s.accepted_at, s.ends_on, s.ended_at, ender.name, b.number, CASE WHEN s.budget_id IS NULL THEN NULL WHEN s.may_prepare = 1 THEN 'yes' ELSE 'no' END
        FROM whose
        JOIN case_supporters s ON s.resident_id = whose.id
        JOIN support_requests request ON request.id = s.request_id
        JOIN users inviter ON inviter.id = s.invited_by
        LEFT JOIN users reader ON reader.id = s.user_id
        LEFT JOIN users ender ON ender.id = s.ended_by
        LEFT JOIN budgets b ON b.id = s.budget_id
        ORDER BY s.invited_at, s.id
        {FilePart.Page}
        """;

    private const string ConcernsSql = $"""
        {FilePart.Whose}
        SELECT c.id, c.number, provider.name, c.reported_at, reporter.name, c.words, c.linked_at, linker.name, c.picked_up_at, picker.name
        FROM whose
        JOIN concerns c ON c.resident_id = whose.id
        JOIN providers provider ON provider.id = c.provider_id
        JOIN users reporter ON reporter.id = c.reported_by
        JOIN users linker ON linker.id = c.linked_by
        LEFT JOIN users picker ON picker.id = c.picked_up_by
        ORDER BY c.reported_at, c.id
        {FilePart.Page}
        """;

    private const string EmergenciesSql = $"""
        {FilePart.Whose}
        SELECT look.id, u.name, provider.name, look.opened_at, look.ends_at, look.reason, reader.name, look.read_at
        FROM whose
        JOIN emergency_looks look ON look.resident_id = whose.id
        JOIN users u ON u.id = look.user_id
        JOIN providers provider ON provider.id = look.provider_id
        LEFT JOIN users reader ON reader.id = look.read_by
        ORDER BY look.opened_at, look.id
        {FilePart.Page}
        """;

    private const string ReversalsSql = $"""
        {FilePart.Whose}
        SELECT proposal.id, b.number, proposal.posting_number, proposal.amount_cents, proposal.reason, proposer.name, proposal.proposed_at, proposal.outcome,
               decider.name, proposal.decided_at, proposal.answer, proposal.reversal_number
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN proposed_reversals proposal ON proposal.budget_id = b.id
        JOIN users proposer ON proposer.id = proposal.proposed_by
        LEFT JOIN users decider ON decider.id = proposal.decided_by
        ORDER BY proposal.proposed_at, proposal.id
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("papers", FileShape.Table, PapersSql,
            new("request", FieldKind.Text, "attachments.request_id"),
            new("paper", FieldKind.Hidden, HiddenColumn.AttachmentName),
            new("file", FieldKind.File, "attachments.id") { Below = true },
            new("fileKind", FieldKind.Text, "attachments.kind") { Below = true },
            new("bytes", FieldKind.Number, "attachments.size") { Below = true },
            new("sentBy", FieldKind.Text, "attachments.added_by"),
            new("sentAt", FieldKind.Instant, "attachments.added_at")),
        new("consents", FileShape.Table, ConsentsSql,
            new("provider", FieldKind.Text, "consents.provider_id"),
            new("domain", FieldKind.Word, "consents.life_domain"),
            new("givenAt", FieldKind.Instant, "consents.given_at"),
            new("givenBy", FieldKind.Text, "consents.given_by") { Below = true },
            new("endsOn", FieldKind.Day, "consents.ends_on"),
            new("withdrawnAt", FieldKind.Instant, "consents.withdrawn_at"),
            new("withdrawnBy", FieldKind.Text, "consents.withdrawn_by") { Below = true }),
        new("supporters", FileShape.Records, SupportersSql,
            new("request", FieldKind.Text, "case_supporters.request_id"),
            new("supporterLabel", FieldKind.Hidden, HiddenColumn.SupporterLabel),
            new("invitedAt", FieldKind.Instant, "case_supporters.invited_at"),
            new("invitedBy", FieldKind.Text, "case_supporters.invited_by"),
            new("codeUntil", FieldKind.Instant, "case_supporters.code_until"),
            new("name", FieldKind.Text, "case_supporters.user_id"),
            new("acceptedAt", FieldKind.Instant, "case_supporters.accepted_at"),
            new("endsOn", FieldKind.Day, "case_supporters.ends_on"),
            new("endedAt", FieldKind.Instant, "case_supporters.ended_at"),
            new("endedBy", FieldKind.Text, "case_supporters.ended_by"),
            new("budget", FieldKind.Text, "case_supporters.budget_id"),
            new("mayPrepare", FieldKind.Word, "case_supporters.may_prepare")),
        new("concerns", FileShape.Records, ConcernsSql,
            new("number", FieldKind.Text, "concerns.number"),
            new("practice", FieldKind.Text, "concerns.provider_id"),
            new("reportedAt", FieldKind.Instant, "concerns.reported_at"),
            new("reportedBy", FieldKind.Text, "concerns.reported_by"),
            new("concernWords", FieldKind.Hidden, HiddenColumn.ConcernWords),
            new("linkedAt", FieldKind.Instant, "concerns.linked_at"),
            new("linkedBy", FieldKind.Text, "concerns.linked_by"),
            new("pickedUpAt", FieldKind.Instant, "concerns.picked_up_at"),
            new("pickedUpBy", FieldKind.Text, "concerns.picked_up_by")),
        new("emergencies", FileShape.Records, EmergenciesSql,
            new("name", FieldKind.Text, "emergency_looks.user_id"),
            new("provider", FieldKind.Text, "emergency_looks.provider_id"),
            new("openedAt", FieldKind.Instant, "emergency_looks.opened_at"),
            new("endsAt", FieldKind.Instant, "emergency_looks.ends_at"),
            new("reason", FieldKind.Hidden, HiddenColumn.EmergencyReason),
            new("readBy", FieldKind.Text, "emergency_looks.read_by"),
            new("readAt", FieldKind.Instant, "emergency_looks.read_at")),
        new("reversals", FileShape.Records, ReversalsSql,
            new("budget", FieldKind.Text, "proposed_reversals.budget_id"),
            new("posting", FieldKind.Number, "proposed_reversals.posting_number"),
            new("amount", FieldKind.Amount, "proposed_reversals.amount_cents"),
            new("reason", FieldKind.Hidden, HiddenColumn.ReversalReason),
            new("proposedBy", FieldKind.Text, "proposed_reversals.proposed_by"),
            new("proposedAt", FieldKind.Instant, "proposed_reversals.proposed_at"),
            new("reversalOutcome", FieldKind.Word, "proposed_reversals.outcome"),
            new("decidedBy", FieldKind.Text, "proposed_reversals.decided_by"),
            new("decidedAt", FieldKind.Instant, "proposed_reversals.decided_at"),
            new("answer", FieldKind.Hidden, HiddenColumn.ReversalAnswer),
            new("reversal", FieldKind.Number, "proposed_reversals.reversal_number")),
    ];
}
