namespace Budget.Core.Invoices;

/// <summary>A line that its resident disputes, while nobody has settled it: it is set aside, and not paid. A fragment of a WHERE clause over invoice_lines as "line".</summary>
internal static class OpenDispute
{
    public const string Sql = """
        EXISTS (
                  SELECT 1
                  FROM disputes dispute
                  WHERE dispute.line_id = line.id
                    AND NOT EXISTS (
                        SELECT 1
                        FROM dispute_ends ending
                        WHERE ending.dispute_id = dispute.id))
        """;
}
