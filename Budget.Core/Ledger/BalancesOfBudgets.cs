using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>The trial balance of a day, budget by budget: added up it is what <see cref="TrialBalance"/> says, by booking and by care.</summary>
public sealed class BalancesOfBudgets(Database database)
{
    public sealed record Line(string Number, Balance ByBooking, Balance ByCare);

    /// <returns>In the order of the budgets' numbers, those with a posting that counts; none for who may not see the municipality's books.</returns>
    public Task<IReadOnlyList<Line>?> On(Actor actor, DateOnly day) => database.Read<IReadOnlyList<Line>?>(async session => actor.MaySeeBooks
        ? [.. (await session.List<Row>(LinesSql, new { actor.MunicipalityCode, day })).Select(row => row.ToLine())]
        : null);

    /// <summary>What was booked by then, and how much more of it counts by then.</summary>
    private sealed record Row(
        string Number, Money Available, Money Reserved, Money Payable, Money Paid, Money LaterAvailable, Money LaterReserved, Money LaterPayable, Money LaterPaid)
    {
        public Line ToLine()
        {
            var booked = new Balance(Available, Reserved, Payable, Paid);
            return new Line(Number, booked, booked.Plus(new Balance(LaterAvailable, LaterReserved, LaterPayable, LaterPaid)));
        }
    }

    // Nothing counts later than it was posted: by care is what was booked by then and what was posted later and counts by then.
    private const string LinesSql = """
        SELECT b.number AS Number,
               COALESCE(last.available_cents, 0) AS Available, COALESCE(last.reserved_cents, 0) AS Reserved,
               COALESCE(last.payable_cents, 0) AS Payable, COALESCE(last.paid_cents, 0) AS Paid,
               COALESCE(later.available, 0) AS LaterAvailable, COALESCE(later.reserved, 0) AS LaterReserved,
               COALESCE(later.payable, 0) AS LaterPayable, COALESCE(later.paid, 0) AS LaterPaid
        FROM budgets b
        LEFT JOIN postings last ON last.budget_id = b.id
            AND last.number = (
                SELECT earlier.number
                FROM postings earlier
                WHERE earlier.budget_id = b.id
                  AND earlier.posted_on <= @day
                ORDER BY earlier.number DESC
                LIMIT 1)
        LEFT JOIN (
            SELECT p.budget_id,
                   CAST(SUM(CASE 'available' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS available,
                   CAST(SUM(CASE 'reserved' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS reserved,
                   CAST(SUM(CASE 'payable' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS payable,
                   CAST(SUM(CASE 'paid' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS paid
            FROM postings p
            JOIN budgets own ON own.id = p.budget_id
            WHERE own.municipality_code = @MunicipalityCode
              AND p.posted_on > @day
              AND p.effective_on <= @day
            GROUP BY p.budget_id
        ) later ON later.budget_id = b.id
        WHERE b.municipality_code = @MunicipalityCode
          AND (last.budget_id IS NOT NULL OR later.budget_id IS NOT NULL)
        ORDER BY b.number
        """;
}
