using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// What is to settle of a claim with the SVB: due = what stands of it (nothing once it was taken back) − what the SVB paid for it and did not get back. More than nothing is paid with a next file, less is set off in it. By the same
/// equation as with providers (docs/decisions/0018-payments.md), so that every order of things needs no rule of its own.
/// </summary>
/// <param name="ApprovedOn">When the holder approved it: within thirty days it has to be paid.</param>
/// <param name="AccountId">On which the helper is paid now; none of an agreement on paper until the holder gives one.</param>
/// <param name="Reason">Why the last time it came back; none when it did not.</param>
/// <param name="BackFromId">The account from which it came back.</param>
internal sealed record ClaimToPay(
    ClaimId Id, BudgetId BudgetId, string BudgetNumber, ResidentId ResidentId, string ResidentName, AgreementId AgreementId, string AgreementNumber, string HelperName, string Unit, Money Rate, DateOnly StartsOn, DateOnly EndsOn,
    Quantity Volume, DateOnly ApprovedOn, Money Due, HelperAccountId? AccountId, string? Reason, HelperAccountId? BackFromId)
{
    public DateOnly PayBy => ApprovedOn.AddDays(PersonHeld.ClaimLines.PaidDays);

    public SvbReason? CameBack => SvbReasons.Stored(Reason);

    /// <summary>It came back from the account that still counts, for a reason that will not go by itself: the holder gives another first.</summary>
    public bool NeedsOtherAccount => CameBack?.IsOfAccount() == true && BackFromId == AccountId;

    public bool CanBeSent => AccountId is not null && !NeedsOtherAccount;

    /// <summary>All there is to settle in a municipality, the oldest first; without what waits in a file that was sent.</summary>
    public static async Task<IReadOnlyList<ClaimToPay>> Of(Session session, string municipalityCode) =>
        [.. (await session.List<ClaimToPay>(OfTownSql, new { municipalityCode })).Where(claim => claim.Due != Money.Zero)];

    /// <summary>What the SVB paid of claim "c" and did not get back, in cents.</summary>
    internal const string PaidSql = """
        COALESCE((
                SELECT CAST(SUM(sent.amount_cents) AS BIGINT)
                FROM svb_order_lines sent
                JOIN svb_answer_lines paid ON paid.reference = sent.reference AND paid.outcome = 'paid' AND paid.counts = 1
                WHERE sent.claim_id = c.id
                  AND NOT EXISTS (
                      SELECT 1
                      FROM svb_answer_lines returned
                      WHERE returned.reference = sent.reference
                        AND returned.outcome = 'returned'
                        AND returned.counts = 1)), 0)
        """;

    private const string OfTownSql = $"""
        SELECT c.id AS Id, c.budget_id AS BudgetId, b.number AS BudgetNumber, r.id AS ResidentId, r.name AS ResidentName, agreement.id AS AgreementId, agreement.number AS AgreementNumber, agreement.helper_name AS HelperName,
               p.unit AS Unit, agreement.rate_cents AS Rate, c.starts_on AS StartsOn, c.ends_on AS EndsOn, c.volume_hundredths AS Volume, c.submitted_on AS ApprovedOn,
               CASE WHEN back.number IS NULL THEN c.amount_cents ELSE CAST(0 AS BIGINT) END - {PaidSql} AS Due, account.id AS AccountId,
               (SELECT word.reason {LastWord}) AS Reason, (SELECT sent.account_id {LastWord}) AS BackFromId
        FROM claims c
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets b ON b.id = c.budget_id
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN postings back ON back.budget_id = c.budget_id AND back.reverses_number = c.posting_number
        LEFT JOIN helper_accounts account ON {HelperAccount.IsCurrent}
        WHERE b.municipality_code = @municipalityCode
          AND r.destroyed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM svb_waiting waits WHERE waits.claim_id = c.id)
          AND (back.number IS NULL AND NOT EXISTS (SELECT 1 FROM paid_claims paid WHERE paid.claim_id = c.id)
              OR back.number IS NOT NULL AND EXISTS (SELECT 1 FROM svb_order_lines known WHERE known.claim_id = c.id))
        ORDER BY c.submitted_on, agreement.number, c.starts_on, c.id
        """;

    private const string LastWord = """
        FROM svb_order_lines sent
                JOIN svb_answer_lines word ON word.reference = sent.reference AND word.counts = 1 AND word.outcome <> 'paid'
                WHERE sent.claim_id = c.id
                ORDER BY sent.reference DESC
                LIMIT 1
        """;
}
