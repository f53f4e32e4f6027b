namespace Budget.Core.MyData;

/// <summary>What was agreed with the helpers of a PGB, what was said to that, and what they claimed.</summary>
internal static class PartsOfAgreements
{
    private const string DrawnUpSql = $"""
        {FilePart.Whose}
        SELECT proposal.id, proposal.number, b.number, proposal.helper_name, proposal.helper_kind, proposal.form, proposal.identifier, proposal.iban, proposal.tasks, proposal.pay, proposal.rate_cents,
               proposal.monthly_volume_hundredths, proposal.own_part_cents, proposal.starts_on, proposal.ends_on,
               (SELECT before.number FROM care_agreements before WHERE before.id = proposal.replaces_id), u.name, CASE WHEN proposal.on_behalf_of IS NULL THEN 'no' ELSE 'yes' END, proposal.drawn_at,
               account.name, helper.since, stood_in.number
        FROM whose
        JOIN agreement_proposals proposal ON proposal.resident_id = whose.id
        JOIN budgets b ON b.id = proposal.budget_id
        JOIN users u ON u.id = proposal.drawn_by
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = proposal.id
        LEFT JOIN users account ON account.id = helper.user_id
        LEFT JOIN stand_ins standing ON standing.proposal_id = proposal.id
        LEFT JOIN care_agreements stood_in ON stood_in.id = standing.agreement_id
        ORDER BY proposal.drawn_at, proposal.id
        {FilePart.Page}
        """;

    // What was said of an absence twice, that it ended and that it was a mistake, stands here twice.
    private const string AbsencesSql = $"""
        {FilePart.Whose}
        SELECT away.id, agreement.number, away.starts_on, away.ends_on, away.said_as, u.name, away.said_at, said.kind, said.last_on, ender.name, said.said_at
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        JOIN helper_absences away ON away.agreement_id = agreement.id
        JOIN users u ON u.id = away.said_by
        LEFT JOIN helper_absence_ends said ON said.absence_id = away.id
        LEFT JOIN users ender ON ender.id = said.said_by
        ORDER BY away.said_at, away.id, said.kind
        {FilePart.Page}
        """;

    private const string StepsSql = $"""
        {FilePart.Whose}
        SELECT step.proposal_id || '/' || step.kind, proposal.number, step.kind, step.reason, u.name, step.said_at
        FROM whose
        JOIN agreement_proposals proposal ON proposal.resident_id = whose.id
        JOIN agreement_steps step ON step.proposal_id = proposal.id
        JOIN users u ON u.id = step.said_by
        ORDER BY step.said_at, step.proposal_id, step.kind
        {FilePart.Page}
        """;

    private const string AgreementsSql = $"""
        {FilePart.Whose}
        SELECT agreement.id, agreement.number, b.number, agreement.helper_name, agreement.helper_kind, agreement.rate_cents,
               agreement.monthly_volume_hundredths, agreement.starts_on, agreement.ends_on, u.name, agreement.approved_at,
               stop.ended_on, stop.reason, ender.name, stop.ended_at
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        LEFT JOIN users u ON u.id = agreement.approved_by
        LEFT JOIN care_agreement_ends stop ON stop.agreement_id = agreement.id
        LEFT JOIN users ender ON ender.id = stop.ended_by
        ORDER BY agreement.approved_at, agreement.id
        {FilePart.Page}
        """;

    private const string ClaimsSql = $"""
        {FilePart.Whose}
        SELECT c.id, agreement.number, c.starts_on, c.ends_on, c.volume_hundredths, c.amount_cents, u.name, c.submitted_at, c.posting_number
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        JOIN claims c ON c.agreement_id = agreement.id
        JOIN users u ON u.id = c.submitted_by
        ORDER BY c.submitted_at, c.id
        {FilePart.Page}
        """;

    private const string LinesSql = $"""
        {FilePart.Whose}
        SELECT line.id, agreement.number, line.kind, line.starts_on, line.ends_on, line.from_at, line.to_at, line.break_minutes, line.volume_hundredths, line.amount_cents, line.entered_as, u.name, line.entered_at,
               said.outcome, COALESCE(said.reason, ''), answerer.name, said.answered_at, c.posting_number
        FROM whose
        JOIN claim_lines line ON line.resident_id = whose.id
        JOIN care_agreements agreement ON agreement.id = line.agreement_id
        JOIN users u ON u.id = line.entered_by
        LEFT JOIN claim_line_answers said ON said.line_id = line.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        LEFT JOIN claims c ON c.id = said.claim_id
        ORDER BY line.entered_at, line.id
        {FilePart.Page}
        """;

    private const string AccountsSql = $"""
        {FilePart.Whose}
        SELECT account.id, agreement.number, account.holder, account.iban, u.name, CASE WHEN account.on_behalf_of IS NULL THEN 'no' ELSE 'yes' END, account.set_at, CASE seen.is_trusted WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END, looker.name, seen.seen_at
        FROM whose
        JOIN helper_accounts account ON account.resident_id = whose.id
        JOIN care_agreements agreement ON agreement.id = account.agreement_id
        JOIN users u ON u.id = account.set_by
        LEFT JOIN helper_account_looks seen ON seen.account_id = account.id
        LEFT JOIN users looker ON looker.id = seen.seen_by
        ORDER BY account.set_at, account.id
        {FilePart.Page}
        """;

    // A line that was paid and came back stands here twice, each with what was said.
    private const string PaymentsSql = $"""
        {FilePart.Whose}
        SELECT line.reference, line.reference, agreement.number, line.amount_cents, sent.made_at, word.outcome, word.said_on, NULLIF(word.reason, ''), kept.posting_number
        FROM whose
        JOIN svb_order_lines line ON line.resident_id = whose.id
        JOIN svb_orders sent ON sent.id = line.order_id
        JOIN claims c ON c.id = line.claim_id
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        LEFT JOIN svb_answer_lines word ON word.reference = line.reference
        LEFT JOIN svb_payments kept ON kept.reference = line.reference
        ORDER BY sent.made_at, line.reference, word.said_on, word.outcome, word.answer_id
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("drawnUp", FileShape.Records, DrawnUpSql,
            new("number", FieldKind.Text, "agreement_proposals.number"),
            new("budget", FieldKind.Text, "agreement_proposals.budget_id"),
            new("helper", FieldKind.Text, "agreement_proposals.helper_name"),
            new("helperKind", FieldKind.Word, "agreement_proposals.helper_kind"),
            new("agreementForm", FieldKind.Word, "agreement_proposals.form"),
            new("identifier", FieldKind.Hidden, "agreement_proposals.identifier"),
            new("iban", FieldKind.Hidden, "agreement_proposals.iban"),
            new("tasks", FieldKind.Hidden, "agreement_proposals.tasks"),
            new("pay", FieldKind.Word, "agreement_proposals.pay"),
            new("rate", FieldKind.Amount, "agreement_proposals.rate_cents"),
            new("monthlyVolume", FieldKind.Volume, "agreement_proposals.monthly_volume_hundredths"),
            new("ownPart", FieldKind.Amount, "agreement_proposals.own_part_cents"),
            new("startsOn", FieldKind.Day, "agreement_proposals.starts_on"),
            new("endsOn", FieldKind.Day, "agreement_proposals.ends_on"),
            new("replaces", FieldKind.Text, "agreement_proposals.replaces_id"),
            new("drawnBy", FieldKind.Text, "agreement_proposals.drawn_by"),
            new("onBehalf", FieldKind.Word, "agreement_proposals.on_behalf_of"),
            new("drawnAt", FieldKind.Instant, "agreement_proposals.drawn_at"),
            new("helperAccount", FieldKind.Text, "agreement_helpers.user_id"),
            new("since", FieldKind.Instant, "agreement_helpers.since"),
            new("standsInFor", FieldKind.Text, "stand_ins.agreement_id")),
        new("helperAbsences", FileShape.Records, AbsencesSql,
            new("agreement", FieldKind.Text, "helper_absences.agreement_id"),
            new("startsOn", FieldKind.Day, "helper_absences.starts_on"),
            new("endsOn", FieldKind.Day, "helper_absences.ends_on"),
            new("saidAs", FieldKind.Word, "helper_absences.said_as"),
            new("saidBy", FieldKind.Text, "helper_absences.said_by"),
            new("saidAt", FieldKind.Instant, "helper_absences.said_at"),
            new("absenceEnd", FieldKind.Word, "helper_absence_ends.kind"),
            new("lastAway", FieldKind.Day, "helper_absence_ends.last_on"),
            new("endedBy", FieldKind.Text, "helper_absence_ends.said_by"),
            new("endedAt", FieldKind.Instant, "helper_absence_ends.said_at")),
        new("agreementSteps", FileShape.Table, StepsSql,
            new("agreement", FieldKind.Text, "agreement_steps.proposal_id"),
            new("said", FieldKind.Word, "agreement_steps.kind"),
            new("reason", FieldKind.Hidden, "agreement_steps.reason") { Below = true },
            new("by", FieldKind.Text, "agreement_steps.said_by"),
            new("at", FieldKind.Instant, "agreement_steps.said_at") { Below = true }),
        new("agreements", FileShape.Records, AgreementsSql,
            new("number", FieldKind.Text, "care_agreements.number"),
            new("budget", FieldKind.Text, "care_agreements.budget_id"),
            new("helper", FieldKind.Text, "care_agreements.helper_name"),
            new("helperKind", FieldKind.Word, "care_agreements.helper_kind"),
            new("rate", FieldKind.Amount, "care_agreements.rate_cents"),
            new("monthlyVolume", FieldKind.Volume, "care_agreements.monthly_volume_hundredths"),
            new("startsOn", FieldKind.Day, "care_agreements.starts_on"),
            new("endsOn", FieldKind.Day, "care_agreements.ends_on"),
            new("approvedBy", FieldKind.Text, "care_agreements.approved_by"),
            new("approvedAt", FieldKind.Instant, "care_agreements.approved_at"),
            new("endedOn", FieldKind.Day, "care_agreement_ends.ended_on"),
            new("agreementEnd", FieldKind.Word, "care_agreement_ends.reason"),
            new("endedBy", FieldKind.Text, "care_agreement_ends.ended_by"),
            new("endedAt", FieldKind.Instant, "care_agreement_ends.ended_at")),
        new("claimLines", FileShape.Records, LinesSql,
            new("agreement", FieldKind.Text, "claim_lines.agreement_id"),
            new("lineKind", FieldKind.Word, "claim_lines.kind"),
            new("startsOn", FieldKind.Day, "claim_lines.starts_on"),
            new("endsOn", FieldKind.Day, "claim_lines.ends_on"),
            new("workedFrom", FieldKind.Instant, "claim_lines.from_at"),
            new("workedTo", FieldKind.Instant, "claim_lines.to_at"),
            new("breakMinutes", FieldKind.Number, "claim_lines.break_minutes"),
            new("volume", FieldKind.Volume, "claim_lines.volume_hundredths"),
            new("amount", FieldKind.Amount, "claim_lines.amount_cents"),
            new("enteredAs", FieldKind.Word, "claim_lines.entered_as"),
            new("enteredBy", FieldKind.Text, "claim_lines.entered_by"),
            new("enteredAt", FieldKind.Instant, "claim_lines.entered_at"),
            new("lineAnswer", FieldKind.Word, "claim_line_answers.outcome"),
            new("reason", FieldKind.Hidden, "claim_line_answers.reason"),
            new("answeredBy", FieldKind.Text, "claim_line_answers.answered_by"),
            new("answeredAt", FieldKind.Instant, "claim_line_answers.answered_at"),
            new("posting", FieldKind.Number, "claim_line_answers.claim_id")),
        new("helperAccounts", FileShape.Records, AccountsSql,
            new("agreement", FieldKind.Text, "helper_accounts.agreement_id"),
            new("accountHolder", FieldKind.Hidden, "helper_accounts.holder"),
            new("iban", FieldKind.Hidden, "helper_accounts.iban"),
            new("setBy", FieldKind.Text, "helper_accounts.set_by"),
            new("onBehalf", FieldKind.Word, "helper_accounts.on_behalf_of"),
            new("setAt", FieldKind.Instant, "helper_accounts.set_at"),
            new("isTrusted", FieldKind.Word, "helper_account_looks.is_trusted"),
            new("lookedBy", FieldKind.Text, "helper_account_looks.seen_by"),
            new("lookedAt", FieldKind.Instant, "helper_account_looks.seen_at")),
        new("helperPayments", FileShape.Records, PaymentsSql,
            new("reference", FieldKind.Text, "svb_order_lines.reference"),
            new("agreement", FieldKind.Text, "svb_order_lines.claim_id"),
            new("amount", FieldKind.Amount, "svb_order_lines.amount_cents"),
            new("sentAt", FieldKind.Instant, "svb_orders.made_at"),
            new("svbOutcome", FieldKind.Word, "svb_answer_lines.outcome"),
            new("saidOn", FieldKind.Day, "svb_answer_lines.said_on"),
            new("svbReason", FieldKind.Word, "svb_answer_lines.reason"),
            new("posting", FieldKind.Number, "svb_payments.posting_number")),
        new("claims", FileShape.Table, ClaimsSql,
            new("agreement", FieldKind.Text, "claims.agreement_id"),
            new("startsOn", FieldKind.Day, "claims.starts_on"),
            new("endsOn", FieldKind.Day, "claims.ends_on") { Below = true },
            new("volume", FieldKind.Volume, "claims.volume_hundredths"),
            new("amount", FieldKind.Amount, "claims.amount_cents"),
            new("sentBy", FieldKind.Text, "claims.submitted_by"),
            new("sentAt", FieldKind.Instant, "claims.submitted_at") { Below = true },
            new("posting", FieldKind.Number, "claims.posting_number") { Below = true }),
    ];
}
