using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>Which payments to helpers the SVB did not make or got back, and that are not on their way again: for the holder and who acts for the holder, who can give another account. The newest first.</summary>
public sealed class HelperPaymentsBack(Database database)
{
    /// <param name="Amount">Of all that came back of this agreement.</param>
    /// <param name="NeedsAccount">Nothing is paid before another account was given; otherwise the municipality sees to it.</param>
    public sealed record Item(string AgreementNumber, string ResidentName, string HelperName, Money Amount, DateOnly On, SvbReason Reason, bool NeedsAccount);

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Resident ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(HelperPaymentsBack), async session =>
    [
        .. (await session.List<Row>(BackSql, Access.Of(actor, session))).GroupBy(row => row.AgreementNumber).Select(rows =>
        {
            var last = rows.First();
            var reason = SvbReasons.Stored(last.Reason)!.Value;
            return new Item(last.AgreementNumber, last.ResidentName, last.HelperName, rows.Aggregate(Money.Zero, (sum, row) => sum + row.Amount), last.On, reason, reason.IsOfAccount() && last.IsOfCurrent == 1);
        }),
    ], OthersSql);

    private sealed record Row(string AgreementNumber, string ResidentName, string HelperName, Money Amount, DateOnly On, string Reason, long IsOfCurrent);

    private const string BackSql = $"""
        SELECT agreement.number AS AgreementNumber, r.name AS ResidentName, agreement.helper_name AS HelperName, c.amount_cents AS Amount, bounced.said_on AS "On", bounced.reason AS Reason,
               CASE WHEN sent.account_id = account.id THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsOfCurrent
        FROM claims c
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets file ON file.id = c.budget_id
        JOIN residents r ON r.id = file.resident_id
        {PaymentOfClaim.Joins}
        LEFT JOIN helper_accounts account ON {HelperAccount.IsCurrent}
        WHERE {Access.ToFile}
          AND r.destroyed_at IS NULL
          AND bounced.reference IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = c.budget_id AND back.reverses_number = c.posting_number)
        ORDER BY bounced.said_on DESC, sent.reference DESC
        LIMIT 500
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM budgets file
        JOIN svb_order_lines line ON line.resident_id = file.resident_id
        WHERE file.resident_id IN ({Access.Others})
        """;
}
