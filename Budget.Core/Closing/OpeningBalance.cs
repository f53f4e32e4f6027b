using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>What a budget opens a period with: what the book said when the first day began.</summary>
internal static class OpeningBalance
{
    /// <exception cref="InvalidOperationException">
    /// The year before was closed with another balance: somebody changed the past. No statement is made of figures that contradict each other.
    /// </exception>
    public static async Task<Balance> Of(Session session, BudgetId budgetId, DateOnly firstDay)
    {
        var opening = await PostingHistory.BalanceBefore(session, budgetId, firstDay);
        if (firstDay is { Month: 1, Day: 1 }
            && await session.FirstOrNone<Closing>(ClosingSql, new { budgetId, Year = firstDay.Year - 1 }) is { } closing
            && closing.Balance != opening)
        {
            throw new InvalidOperationException($"The books of {firstDay.Year - 1} were closed with another balance than {firstDay.Year} opens with: run verify.");
        }

        return opening;
    }

    private sealed record Closing(Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    private const string ClosingSql = """
        SELECT available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid
        FROM year_balances
        WHERE budget_id = @budgetId
          AND year = @Year
        """;
}
