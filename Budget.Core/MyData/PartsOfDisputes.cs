using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>What the resident said of the lines of invoices, and what was said to it.</summary>
internal static class PartsOfDisputes
{
    private const string DisputesSql = $"""
        {FilePart.Whose}
        SELECT dispute.id, b.number, line.posting_number, line.reference, dispute.place, dispute.reason, dispute.delivered_hundredths, dispute.explanation, disputer.name, dispute.disputed_at,
               said.explanation, answerer.name, said.answered_at, ending.outcome, ending.explanation, ender.name, ending.ended_at, ending.reversal_number
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN invoice_lines line ON line.budget_id = b.id
        JOIN disputes dispute ON dispute.line_id = line.id
        JOIN users disputer ON disputer.id = dispute.disputed_by
        LEFT JOIN dispute_answers said ON said.dispute_id = dispute.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        LEFT JOIN dispute_ends ending ON ending.dispute_id = dispute.id
        LEFT JOIN users ender ON ender.id = ending.ended_by
        ORDER BY dispute.disputed_at, dispute.id
        {FilePart.Page}
        """;

    private const string ConfirmedSql = $"""
        {FilePart.Whose}
        SELECT '', b.number, line.posting_number, u.name, confirmed.confirmed_at
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN invoice_lines line ON line.budget_id = b.id
        JOIN confirmed_lines confirmed ON confirmed.line_id = line.id
        JOIN users u ON u.id = confirmed.confirmed_by
        ORDER BY confirmed.confirmed_at, line.id
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("disputes", FileShape.Records, DisputesSql,
            new("budget", FieldKind.Text, "invoice_lines.budget_id"),
            new("posting", FieldKind.Number, "invoice_lines.posting_number"),
            new("reference", FieldKind.Text, "disputes.line_id"),
            new("disputePlace", FieldKind.Number, "disputes.place"),
            new("disputeReason", FieldKind.Word, "disputes.reason"),
            new("disputeDelivered", FieldKind.Volume, "disputes.delivered_hundredths"),
            new("disputeWords", FieldKind.Hidden, HiddenColumn.DisputeExplanation),
            new("by", FieldKind.Text, "disputes.disputed_by"),
            new("at", FieldKind.Instant, "disputes.disputed_at"),
            new("disputeAnswer", FieldKind.Hidden, HiddenColumn.DisputeAnswer),
            new("answeredBy", FieldKind.Text, "dispute_answers.answered_by"),
            new("answeredAt", FieldKind.Instant, "dispute_answers.answered_at"),
            new("disputeOutcome", FieldKind.Word, "dispute_ends.outcome"),
            new("disputeSettlement", FieldKind.Hidden, HiddenColumn.DisputeSettlement),
            new("decidedBy", FieldKind.Text, "dispute_ends.ended_by"),
            new("decidedAt", FieldKind.Instant, "dispute_ends.ended_at"),
            new("reversal", FieldKind.Number, "dispute_ends.reversal_number")),
        new("confirmedLines", FileShape.Table, ConfirmedSql,
            new("budget", FieldKind.Text, "invoice_lines.budget_id"),
            new("posting", FieldKind.Number, "confirmed_lines.line_id"),
            new("by", FieldKind.Text, "confirmed_lines.confirmed_by"),
            new("at", FieldKind.Instant, "confirmed_lines.confirmed_at")),
    ];
}
