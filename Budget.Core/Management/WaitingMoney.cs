using Budget.Core.HelperPayments;
using Budget.Core.Payments;
using Budget.Core.Storage;

namespace Budget.Core.Management;

/// <summary>
/// What was accepted and is not paid yet, by how many days ago its declaration was dated (Dagtekening): within thirty days it has to be paid (<see cref="DueLine.TermDays"/>). And what helpers of PGBs wait for.
/// The figures are those of the payments page, of the same lines.
/// </summary>
/// <param name="Fresh">Ten days or less.</param>
/// <param name="Running">Eleven to thirty days.</param>
/// <param name="Late">More than thirty days.</param>
/// <param name="SetAside">Disputed by a resident, and not settled: waits for that.</param>
/// <param name="ForHolder">Hours that helpers or others entered and that the holder did not answer yet.</param>
/// <param name="ForSvb">Claims that the holder approved and that did not go to the SVB yet.</param>
/// <param name="ForSvbLate">Of those, approved more than thirty days ago.</param>
public sealed record WaitingMoney(
    PaymentsDue.Sum Fresh, PaymentsDue.Sum Running, PaymentsDue.Sum Late, PaymentsDue.Sum SetAside, PaymentsDue.Sum ForHolder, PaymentsDue.Sum ForSvb, PaymentsDue.Sum ForSvbLate)
{
    public const int FreshDays = 10;

    public long Lines => Fresh.Lines + Running.Lines + Late.Lines + SetAside.Lines + ForHolder.Lines + ForSvb.Lines;

    internal static async Task<WaitingMoney> In(Session session, string municipality)
    {
        var lines = (await DueLine.Of(session, municipality)).Where(line => line.Due.IsPositive).ToList();
        var open = lines.Where(line => !line.IsSetAside).Select(line => (Days: session.Today.DayNumber - line.DatedOn.DayNumber, line.Due)).ToList();
        var claims = (await ClaimToPay.Of(session, municipality)).Where(claim => claim.Due.IsPositive).ToList();
        var forHolder = await session.Single<Waiting>(ForHolderSql, new { municipality });
        return new WaitingMoney(
            Add(open.Where(line => line.Days <= FreshDays).Select(line => line.Due)),
            Add(open.Where(line => line.Days is > FreshDays and <= DueLine.TermDays).Select(line => line.Due)),
            Add(open.Where(line => line.Days > DueLine.TermDays).Select(line => line.Due)),
            Add(lines.Where(line => line.IsSetAside).Select(line => line.Due)),
            new PaymentsDue.Sum(forHolder.Lines, forHolder.Amount),
            Add(claims.Select(claim => claim.Due)),
            Add(claims.Where(claim => claim.PayBy < session.Today).Select(claim => claim.Due)));
    }

    private static PaymentsDue.Sum Add(IEnumerable<Money> amounts) => amounts.Aggregate(new PaymentsDue.Sum(0, Money.Zero), (sum, amount) => new PaymentsDue.Sum(sum.Lines + 1, sum.Amount + amount));

    private sealed record Waiting(long Lines, Money Amount);

    private const string ForHolderSql = """
        SELECT CAST(COALESCE(SUM(claimed.waiting_lines), 0) AS BIGINT) AS Lines, CAST(COALESCE(SUM(claimed.waiting_cents), 0) AS BIGINT) AS Amount
        FROM claimed_months claimed
        JOIN care_agreements agreement ON agreement.id = claimed.agreement_id
        JOIN budgets b ON b.id = agreement.budget_id
        WHERE b.municipality_code = @municipality
          AND claimed.waiting_lines > 0
        """;
}
