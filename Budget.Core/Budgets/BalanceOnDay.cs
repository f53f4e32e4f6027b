using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>
/// "What was my balance on…" has two answers: what the book said at the end of that day, and what had really happened by then
/// (help is invoiced later). Both are the ledger's own.
/// </summary>
public sealed class BalanceOnDay(Database database)
{
    /// <param name="ByBooking">What had been written down by the end of the day.</param>
    /// <param name="ByCare">What had happened by the end of the day, also when it was written down later.</param>
    public sealed record Answer(DateOnly Day, Balance ByBooking, Balance ByCare);

    public Task<Answer?> Of(Actor actor, string budgetNumber, DateOnly day) => database.Read(async session =>
        await BudgetQuery.Find(session, actor, budgetNumber) is { } budget
            ? new Answer(
                day,
                await PostingHistory.BalanceBefore(session, budget.Id, day.AddDays(1)),
                await PostingHistory.BalanceByCare(session, budget.Id, day))
            : null);
}
