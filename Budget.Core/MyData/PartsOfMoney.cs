using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>The budgets with every posting, who gives the help, and what was claimed for it.</summary>
internal static class PartsOfMoney
{
    private const string BudgetsSql = $"""
        {FilePart.Whose}
        SELECT b.id, b.number, d.number, CASE WHEN @Language = 'en' THEN p.name_en ELSE p.name_nl END, b.product_code, b.funding_form, b.volume_hundredths,
               p.unit, b.frequency, b.rate_cents, b.starts_on, b.ends_on
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN decisions d ON d.id = b.decision_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        ORDER BY b.number
        {FilePart.Page}
        """;

    // The reason of all but a reversal is a code, and what it names stands beside it.
    private const string PostingsSql = $"""
        {FilePart.Whose}
        SELECT p.budget_id || '/' || COALESCE(CAST(p.reverses_number AS TEXT), ''), b.number, p.number, p.posted_at, p.occurred_on, p.effective_on,
               p.kind, COALESCE(provider.name, p.counterparty), p.origin_kind, p.reverses_number, u.name,
               CASE WHEN p.on_behalf_of IS NULL THEN 'no' ELSE 'yes' END,
               CASE p.kind WHEN 'reversal' THEN p.reason ELSE '' END,
               p.amount_cents, p.from_account, p.to_account, p.available_cents, p.reserved_cents, p.payable_cents, p.paid_cents, p.reservation_left_cents
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN postings p ON p.budget_id = b.id
        LEFT JOIN providers provider ON provider.agb = p.counterparty
        LEFT JOIN users u ON u.id = p.actor_id
        ORDER BY b.number, p.number
        {FilePart.Page}
        """;

    private const string YearsSql = $"""
        {FilePart.Whose}
        SELECT '', b.number, y.year, y.posting_number, y.available_cents, y.reserved_cents, y.payable_cents, y.paid_cents
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN year_balances y ON y.budget_id = b.id
        ORDER BY b.number, y.year
        {FilePart.Page}
        """;

    private const string AssignmentsSql = $"""
        {FilePart.Whose}
        SELECT a.id, CAST(a.number AS TEXT), b.number, provider.name, a.rate_cents, a.starts_on, a.ends_on, chooser.name, a.chosen_at,
               stop.ended_on, stop.reason, ender.name, stop.ended_at, wish.wished_on
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN assignments a ON a.budget_id = b.id
        JOIN providers provider ON provider.id = a.provider_id
        JOIN users chooser ON chooser.id = a.chosen_by
        LEFT JOIN assignment_ends stop ON stop.assignment_id = a.id
        LEFT JOIN users ender ON ender.id = stop.ended_by
        LEFT JOIN start_wishes wish ON wish.assignment_id = a.id
        ORDER BY a.chosen_at, a.id
        {FilePart.Page}
        """;

    private const string LinesSql = $"""
        {FilePart.Whose}
        SELECT line.id, message.received_on, COALESCE(provider.name, line.sender_agb), message.declaration_number, line.line_number, line.reference,
               line.previous_reference, CAST(line.assignment_number AS TEXT), line.category || ' ' || line.product_code, line.starts_on, line.ends_on,
               line.volume, line.unit, line.rate_cents, line.amount_cents, line.debit_credit, line.return_codes, b.number, line.posting_number
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN assignments a ON a.budget_id = b.id
        JOIN invoice_lines line ON line.assignment_id = a.id
        JOIN declaration_messages message ON message.id = line.message_id
        LEFT JOIN providers provider ON provider.agb = line.sender_agb
        ORDER BY message.received_at, line.message_id, line.line_number
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("budgets", FileShape.Records, BudgetsSql,
            new("number", FieldKind.Text, "budgets.number"),
            new("decision", FieldKind.Text, "budgets.decision_id"),
            new("product", FieldKind.Text, "budgets.product_code"),
            new("productCode", FieldKind.Text, "budgets.product_code"),
            new("form", FieldKind.Word, "budgets.funding_form"),
            new("volume", FieldKind.Volume, "budgets.volume_hundredths"),
            new("unit", FieldKind.Word, "budgets.product_code"),
            new("frequency", FieldKind.Word, "budgets.frequency"),
            new("rate", FieldKind.Amount, "budgets.rate_cents"),
            new("startsOn", FieldKind.Day, "budgets.starts_on"),
            new("endsOn", FieldKind.Day, "budgets.ends_on")),
        new("postings", FileShape.Table, PostingsSql,
            new("budget", FieldKind.Text, "postings.budget_id"),
            new("posting", FieldKind.Number, "postings.number") { Below = true },
            new("postedAt", FieldKind.Instant, "postings.posted_at"),
            new("occurredOn", FieldKind.Day, "postings.occurred_on") { Below = true },
            new("effectiveOn", FieldKind.Day, "postings.effective_on") { Below = true },
            new("kind", FieldKind.Word, "postings.kind"),
            new("counterparty", FieldKind.Text, "postings.counterparty") { Below = true },
            new("origin", FieldKind.Word, "postings.origin_kind") { Below = true },
            new("reverses", FieldKind.Number, "postings.reverses_number") { Below = true },
            new("by", FieldKind.Text, "postings.actor_id") { Below = true },
            new("onBehalf", FieldKind.Word, "postings.on_behalf_of") { Below = true },
            new("reason", FieldKind.Hidden, HiddenColumn.PostingReason) { Below = true },
            new("amount", FieldKind.Amount, "postings.amount_cents"),
            new("from", FieldKind.Word, "postings.from_account") { Below = true },
            new("to", FieldKind.Word, "postings.to_account") { Below = true },
            new("available", FieldKind.Amount, "postings.available_cents"),
            new("reserved", FieldKind.Amount, "postings.reserved_cents") { Below = true },
            new("payable", FieldKind.Amount, "postings.payable_cents") { Below = true },
            new("paid", FieldKind.Amount, "postings.paid_cents") { Below = true },
            new("reservationLeft", FieldKind.Amount, "postings.reservation_left_cents") { Below = true }),
        new("years", FileShape.Table, YearsSql,
            new("budget", FieldKind.Text, "year_balances.budget_id"),
            new("year", FieldKind.Number, "year_balances.year"),
            new("posting", FieldKind.Number, "year_balances.posting_number") { Below = true },
            new("available", FieldKind.Amount, "year_balances.available_cents"),
            new("reserved", FieldKind.Amount, "year_balances.reserved_cents"),
            new("payable", FieldKind.Amount, "year_balances.payable_cents"),
            new("paid", FieldKind.Amount, "year_balances.paid_cents")),
        new("assignments", FileShape.Records, AssignmentsSql,
            new("number", FieldKind.Text, "assignments.number"),
            new("budget", FieldKind.Text, "assignments.budget_id"),
            new("provider", FieldKind.Text, "assignments.provider_id"),
            new("rate", FieldKind.Amount, "assignments.rate_cents"),
            new("startsOn", FieldKind.Day, "assignments.starts_on"),
            new("endsOn", FieldKind.Day, "assignments.ends_on"),
            new("chosenBy", FieldKind.Text, "assignments.chosen_by"),
            new("chosenAt", FieldKind.Instant, "assignments.chosen_at"),
            new("endedOn", FieldKind.Day, "assignment_ends.ended_on"),
            new("endReason", FieldKind.Word, "assignment_ends.reason"),
            new("endedBy", FieldKind.Text, "assignment_ends.ended_by"),
            new("endedAt", FieldKind.Instant, "assignment_ends.ended_at"),
            new("wishedOn", FieldKind.Day, "start_wishes.wished_on")),
        new("invoiceLines", FileShape.Table, LinesSql,
            new("receivedOn", FieldKind.Day, "declaration_messages.received_on"),
            new("provider", FieldKind.Text, "invoice_lines.sender_agb") { Below = true },
            new("declaration", FieldKind.Text, "declaration_messages.declaration_number") { Below = true },
            new("line", FieldKind.Number, "invoice_lines.line_number") { Below = true },
            new("reference", FieldKind.Text, "invoice_lines.reference"),
            new("previousReference", FieldKind.Text, "invoice_lines.previous_reference") { Below = true },
            new("assignment", FieldKind.Text, "invoice_lines.assignment_number") { Below = true },
            new("productCode", FieldKind.Text, "invoice_lines.category", "invoice_lines.product_code") { Below = true },
            new("startsOn", FieldKind.Day, "invoice_lines.starts_on"),
            new("endsOn", FieldKind.Day, "invoice_lines.ends_on") { Below = true },
            new("count", FieldKind.Number, "invoice_lines.volume") { Below = true },
            new("unit", FieldKind.Word, "invoice_lines.unit") { Below = true },
            new("rate", FieldKind.Amount, "invoice_lines.rate_cents") { Below = true },
            new("amount", FieldKind.Amount, "invoice_lines.amount_cents"),
            new("debitCredit", FieldKind.Word, "invoice_lines.debit_credit") { Below = true },
            new("returnCodes", FieldKind.Text, "invoice_lines.return_codes") { Below = true },
            new("budget", FieldKind.Text, "invoice_lines.budget_id") { Below = true },
            new("posting", FieldKind.Number, "invoice_lines.posting_number") { Below = true }),
    ];
}
