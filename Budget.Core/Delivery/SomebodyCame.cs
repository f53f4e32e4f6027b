using Budget.Core.Invoices;

namespace Budget.Core.Delivery;

/// <summary>Whether help was ever given under an assignment: its start was said, or a line of a declaration stands. A fragment over assignments as "a".</summary>
internal static class SomebodyCame
{
    public const string Sql = $"""
        (EXISTS (SELECT 1 FROM delivery_reports said WHERE said.assignment_id = a.id AND said.kind = 'started')
            OR EXISTS (SELECT 1 FROM invoice_lines line WHERE line.assignment_id = a.id AND {StandingDebit.Sql}))
        """;
}
