using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>Why a helper cannot be paid yet.</summary>
public enum PaymentObstacle
{
    /// <summary>An agreement on paper, of which the holder did not give the account.</summary>
    NoAccount,
    /// <summary>Something came back from that account for a reason that will not go by itself: the holder gives another, or of one in another name the right name.</summary>
    CameBack,
    /// <summary>A caseworker does not trust the account.</summary>
    NotTrusted,
    /// <summary>The SVB says of a line that is not paid, as its last word, that it was paid after all: somebody asks the SVB. Held until the SVB says once more that it was not, or somebody of finance does (<see cref="LookIntoSvbLine"/>).</summary>
    ToLookAt,
    /// <summary>It is of days after the death of the holder, which are not paid (docs/decisions/0023): finance reverses it.</summary>
    AfterDeath,
}

/// <summary>
/// What is to settle of a claim with the SVB: due = what stands of it (nothing once it was taken back) − what the SVB paid for it and did not get back. More than nothing is paid with a next file, less is set off in it. By the same
/// equation as with providers (docs/decisions/0018-payments.md), so that every order of things needs no rule of its own.
/// </summary>
/// <param name="ApprovedOn">When the holder approved it: within thirty days it has to be paid.</param>
/// <param name="AccountId">On which the helper is paid now; none of an agreement on paper until the holder gives one.</param>
/// <param name="AccountReason">Why the last payment to that account came back, when that is of the account itself.</param>
/// <param name="Reason">Why the last line of this claim came back; none when it did not.</param>
/// <param name="BackBy">Who took in the answer that said so.</param>
/// <param name="RequestNumber">The case in which the budget was granted.</param>
/// <param name="PostingNumber">With which it was booked.</param>
/// <param name="IsAfterDeath">1 when its last day is after that of the holder.</param>
/// <param name="BackAccountId">From which account the last line came back.</param>
/// <param name="LookedBy">Who looked into what the SVB said otherwise of a line of it, and let it go again.</param>
internal sealed record ClaimToPay(
    ClaimId Id, BudgetId BudgetId, string BudgetNumber, ResidentId ResidentId, string ResidentName, AgreementId AgreementId, string AgreementNumber, string HelperName, string Unit, Money Rate, DateOnly StartsOn, DateOnly EndsOn,
    Quantity Volume, DateOnly ApprovedOn, Money Due, HelperAccountId? AccountId, long IsDistrusted, string? AccountReason, string? Reason, UserId? BackBy, long IsToLookAt,
    string RequestNumber, long PostingNumber, long IsAfterDeath, HelperAccountId? BackAccountId, UserId? LookedBy)
{
    public DateOnly PayBy => ApprovedOn.AddDays(PersonHeld.ClaimLines.PaidDays);

    /// <summary>Why it came back. Of what is held by its account the own reason, unless that was of an account which another took the place of; of what was never sent to it that of the account.</summary>
    public SvbReason? CameBack => SvbReasons.Stored(Obstacle == PaymentObstacle.CameBack && !CameBackByItself ? AccountReason : Reason);

    private bool CameBackByItself => SvbReasons.Stored(Reason) is { } own && (!own.IsOfAccount() || BackAccountId == AccountId);

    /// <summary>None of what can be sent.</summary>
    public PaymentObstacle? Obstacle =>
        Due.IsPositive && IsAfterDeath == 1 ? PaymentObstacle.AfterDeath
        : AccountId is null ? PaymentObstacle.NoAccount
        : IsToLookAt == 1 ? PaymentObstacle.ToLookAt
        : !Due.IsPositive ? null
        : IsDistrusted == 1 ? PaymentObstacle.NotTrusted
        : AccountReason is not null ? PaymentObstacle.CameBack
        : null;

    /// <summary>Whether this person may send it: of what is paid once more one takes in that it came back, or looks into it, and another sends it again.</summary>
    public bool CanBeSentBy(UserId user) => Obstacle is null && !(Due.IsPositive && (BackBy == user || LookedBy == user));

    /// <summary>All there is to settle in a municipality, the oldest first; without what waits in a file that was sent.</summary>
    public static async Task<IReadOnlyList<ClaimToPay>> Of(Session session, string municipalityCode) =>
        [.. (await session.List<ClaimToPay>(OfTownSql, new { municipalityCode })).Where(claim => claim.Due != Money.Zero)];

    /// <summary>After something was booked or heard of a claim: whether anything is to settle of it.</summary>
    public static async Task Recount(Session session, ClaimId claim)
    {
        await session.Wire.Send(ForgetSql, [claim.Value]);
        await session.Wire.Send(KeepSql, [claim.Value]);
    }

    /// <summary>What the SVB paid of claim "c" and did not get back, in cents.</summary>
    private const string PaidSql = """
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

    private const string DueSql = $"CASE WHEN back.number IS NULL THEN c.amount_cents ELSE CAST(0 AS BIGINT) END - {PaidSql}";

    // The word on a line "sent" that it is not paid, as long as none says otherwise.
    private const string BackWord = $"""
        JOIN svb_answer_lines word ON word.reference = sent.reference AND {PaymentOfClaim.IsBack}
        """;

    private const string LastWord = $"""
        FROM svb_order_lines sent
                {BackWord}
                JOIN svb_answers answer ON answer.id = word.answer_id
                WHERE sent.claim_id = c.id
                ORDER BY sent.reference DESC
                LIMIT 1
        """;

    /// <summary>All of it, of claims_to_settle as "due": without the condition whose.</summary>
    internal const string SelectSql = $"""
        SELECT c.id AS Id, c.budget_id AS BudgetId, b.number AS BudgetNumber, r.id AS ResidentId, r.name AS ResidentName, agreement.id AS AgreementId, agreement.number AS AgreementNumber, agreement.helper_name AS HelperName,
               p.unit AS Unit, agreement.rate_cents AS Rate, c.starts_on AS StartsOn, c.ends_on AS EndsOn, c.volume_hundredths AS Volume, c.submitted_on AS ApprovedOn, {DueSql} AS Due, account.id AS AccountId,
               CASE WHEN {HelperAccount.IsDistrusted} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsDistrusted,
               {HelperAccount.ReasonSql} AS AccountReason,
               (SELECT word.reason {LastWord}) AS Reason, (SELECT answer.received_by {LastWord}) AS BackBy,
               CASE WHEN EXISTS (
                   SELECT 1
                   FROM svb_order_lines sent
                   LEFT {BackWord}
                   JOIN svb_answer_lines later ON later.reference = sent.reference AND later.outcome = 'paid' AND later.counts = 0
                   JOIN svb_answers heard ON heard.id = later.answer_id
                   WHERE sent.claim_id = c.id
                     AND (word.reference IS NOT NULL OR {WithdrawSvbOrder.IsWithdrawn})
                     AND NOT EXISTS (SELECT 1 FROM svb_word_looks looked WHERE looked.answer_id = later.answer_id AND looked.reference = later.reference AND looked.outcome = 'ours')
                     AND NOT EXISTS (
                         SELECT 1
                         FROM svb_answer_lines final
                         JOIN svb_answers last ON last.id = final.answer_id
                         WHERE final.reference = later.reference
                           AND final.outcome <> 'paid'
                           AND last.received_at > heard.received_at)) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsToLookAt,
               (SELECT request.number FROM decisions granted JOIN support_requests request ON request.id = granted.request_id WHERE granted.id = b.decision_id) AS RequestNumber,
               c.posting_number AS PostingNumber,
               CASE WHEN EXISTS (
                   SELECT 1
                   FROM departures gone
                   WHERE gone.resident_id = r.id
                     AND gone.reason = 'died'
                     AND gone.last_on < c.ends_on
                     AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = r.id)) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsAfterDeath,
               (SELECT sent.account_id {LastWord}) AS BackAccountId,
               (SELECT looked.looked_by
                FROM svb_order_lines sent
                JOIN svb_word_looks looked ON looked.reference = sent.reference AND looked.outcome = 'ours'
                WHERE sent.claim_id = c.id
                ORDER BY looked.looked_at DESC, looked.answer_id
                LIMIT 1) AS LookedBy
        FROM claims_to_settle due
        JOIN claims c ON c.id = due.claim_id
        JOIN svb_starts begun ON begun.municipality_code = due.municipality_code AND begun.starts_on <= c.submitted_on
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets b ON b.id = c.budget_id
        JOIN residents r ON r.id = b.resident_id AND r.destroyed_at IS NULL
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN postings back ON back.budget_id = c.budget_id AND back.reverses_number = c.posting_number
        LEFT JOIN helper_accounts account ON {HelperAccount.IsCurrent}
        """;

    /// <summary>Without what waits in a file that was sent; the oldest first.</summary>
    internal const string LimitSql = """
          AND NOT EXISTS (SELECT 1 FROM svb_waiting waits WHERE waits.claim_id = c.id)
        ORDER BY c.submitted_on, agreement.number, c.starts_on, c.id
        """;

    private const string OfTownSql = $"""
        {SelectSql}
        WHERE due.municipality_code = @municipalityCode
        {LimitSql}
        """;

    private const string ForgetSql = """
        DELETE FROM claims_to_settle
        WHERE claim_id = $1
        """;

    private const string KeepSql = $"""
        INSERT INTO claims_to_settle (claim_id, municipality_code, resident_id)
        SELECT c.id, b.municipality_code, b.resident_id
        FROM claims c
        JOIN budgets b ON b.id = c.budget_id
        LEFT JOIN postings back ON back.budget_id = c.budget_id AND back.reverses_number = c.posting_number
        WHERE c.id = $1
          AND {DueSql} <> 0
        """;
}
