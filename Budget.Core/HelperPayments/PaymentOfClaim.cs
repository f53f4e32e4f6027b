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

    /// <summary>In this order: whether it was sent (1), when it was paid, when it came back and why, and whether the account to which it was sent is not trusted (1).</summary>
    public const string Columns = """
        CASE WHEN sent.reference IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsSent, paid.said_on AS PaidOn, word.said_on AS BackOn, word.reason AS BackReason,
               CASE WHEN EXISTS (SELECT 1 FROM helper_account_looks seen WHERE seen.account_id = sent.account_id AND seen.is_trusted = 0)
                   OR EXISTS (SELECT 1 FROM unseen_helper_accounts held WHERE held.account_id = sent.account_id AND held.is_held = 1) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsDistrusted
        """;
}
