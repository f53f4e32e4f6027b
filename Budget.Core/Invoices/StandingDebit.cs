namespace Budget.Core.Invoices;

/// <summary>
/// A declared line that stands: accepted, for more than nothing, and not taken back, be it by a credit of its sender or by the hand of
/// finance. What stands cannot be declared again (9389), and need not be. A fragment of a WHERE clause over invoice_lines as "line".
/// </summary>
internal static class StandingDebit
{
    public const string Sql = """
        line.debit_credit = 'D'
              AND line.return_codes = ''
              AND line.amount_cents > 0
              AND NOT EXISTS (
                  SELECT 1
                  FROM postings reversal
                  WHERE reversal.budget_id = line.budget_id
                    AND reversal.reverses_number = line.posting_number)
        """;
}
