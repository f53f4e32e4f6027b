using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>What does one posting of a budget say? For who proposes or decides on its reversal.</summary>
public sealed class OnePosting(Database database)
{
    /// <param name="Proposed">The reversal of it that waits for a colleague; only who sees the books is told.</param>
    public sealed record Answer(PostingLine Line, ResidentId ResidentId, ReversalId? Proposed);

    public Task<Answer?> Of(Actor actor, string budgetNumber, long number) => database.Look(
        actor, nameof(OnePosting), $"{budgetNumber}/{number}", async session =>
        {
            if (number is <= 0 or long.MaxValue || await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget
                // The page of history that ends at this posting.
                || await PostingHistory.Page(session, budget.Id, number + 1, count: 1) is not [var line] || line.Number != number)
            {
                return null;
            }

            ReversalId? proposed = actor.MaySeeBooks && (await ReversalsToApprove.WaitingOf(session, budget.Id)).TryGetValue(number, out var waiting) ? waiting : null;
            return new Answer(line, budget.ResidentId, proposed);
        },
        answer => answer.ResidentId);
}
