namespace Budget.Core.HelperPayments;

/// <summary>Where the payment of a claim stands: fragments of a question over claims as "c".</summary>
internal static class PaymentOfClaim
{
    /// <summary>Gives "sent", the last line with which it was to be paid, and what the SVB said of that: "word", that it was paid, and "bounced", that it was not or came back.</summary>
    public const string Joins = """
        LEFT JOIN svb_order_lines sent ON sent.reference = (
                SELECT MAX(latest.reference)
                FROM svb_order_lines latest
                WHERE latest.claim_id = c.id
                  AND latest.amount_cents > 0)
            LEFT JOIN svb_answer_lines word ON word.reference = sent.reference AND word.outcome = 'paid' AND word.counts = 1
            LEFT JOIN svb_answer_lines bounced ON bounced.reference = sent.reference AND bounced.outcome <> 'paid' AND bounced.counts = 1
        """;

    /// <summary>In this order: whether it was sent (1), when it was paid, when it came back and why.</summary>
    public const string Columns = """
        CASE WHEN sent.reference IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsSent, word.said_on AS PaidOn, bounced.said_on AS BackOn, bounced.reason AS BackReason
        """;
}
