using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>The last posting of each budget of a municipality at the end of a day of booking, in the order of the budgets' ids.</summary>
internal sealed record LastPosting(BudgetId BudgetId, long Number, Money Available, Money Reserved, Money Payable, Money Paid, string Hash)
{
    public Balance After => new(Available, Reserved, Payable, Paid);

    public static Task<IReadOnlyList<LastPosting>> UpTo(Session session, string municipalityCode, DateOnly day) =>
        session.List<LastPosting>(UpToSql, new { municipalityCode, day });

    private const string UpToSql = """
        SELECT p.budget_id AS BudgetId, p.number AS Number, p.available_cents AS Available, p.reserved_cents AS Reserved,
               p.payable_cents AS Payable, p.paid_cents AS Paid, p.hash AS Hash
        FROM budgets b
        JOIN postings p ON p.budget_id = b.id
            AND p.number = (
                SELECT earlier.number
                FROM postings earlier
                WHERE earlier.budget_id = b.id
                  AND earlier.posted_on <= @day
                ORDER BY earlier.number DESC
                LIMIT 1)
        WHERE b.municipality_code = @municipalityCode
        ORDER BY b.id
        """;
}
