namespace Budget.Core.HelperPayments;

/// <summary>Where the payment of a claim stands: fragments of a question over claims as "c".</summary>
internal static class PaymentOfClaim
{
    /// <summary>Of svb_answer_lines as "word": it says that its line is not paid, and counts, and no later word says that it was after all.</summary>
    public const string IsBack = """
        word.counts = 1 AND (word.outcome = 'returned'
                OR word.outcome = 'refused' AND NOT EXISTS (
                    SELECT 1
                    FROM svb_answer_lines after
                    WHERE after.reference = word.reference
                      AND after.outcome = 'paid'
                      AND after.counts = 1))
        """;

    /// <summary>Of svb_order_lines as "sent": "paid", that the SVB paid it, and "word", that it did not or got it back.</summary>
    public const string Words = $"""
        LEFT JOIN svb_answer_lines paid ON paid.reference = sent.reference AND paid.outcome = 'paid' AND paid.counts = 1
            LEFT JOIN svb_answer_lines word ON word.reference = sent.reference AND {IsBack}
        """;

    /// <summary>Gives "sent", the last line with which it was to be paid, and what the SVB said of that (<see cref="Words"/>).</summary>
    public const string Joins = $"""
        LEFT JOIN svb_order_lines sent ON sent.reference = (
                SELECT MAX(sent.reference)
                FROM svb_order_lines sent
                WHERE sent.claim_id = c.id
                  AND sent.amount_cents > 0
                  AND NOT {WithdrawSvbOrder.IsWithdrawn})
            {Words}
        """;

    /// <summary>In this order: whether it was sent (1), when it was paid, when it came back and why.</summary>
    public const string Columns = """
        CASE WHEN sent.reference IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsSent, paid.said_on AS PaidOn, word.said_on AS BackOn, word.reason AS BackReason
        """;
}
