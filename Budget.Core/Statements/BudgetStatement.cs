using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Disputes;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// The statement of one budget over the days of booking in a period: what the book said before, every posting, what it said after.
/// The figures are the postings' own; nothing is added up a second way.
/// </summary>
public sealed record Statement(
    PersonalBudget Budget, Period Booked, DateOnly MadeOn, Balance Opening, IReadOnlyList<PostingLine> Lines, Balance Closing)
{
    /// <summary>What is set aside on the day it was made, because the resident says that it is not so; of a period that is over nothing is told here.</summary>
    public Money Disputed { get; init; }

    public bool IsRunning => MadeOn < Booked.EndsOn;

    /// <summary>The day of the closing balance: the last of the period, or the day it was made when the period is still running.</summary>
    public DateOnly ClosesOn => IsRunning && MadeOn >= Booked.StartsOn ? MadeOn : Booked.EndsOn;
}

public sealed class BudgetStatement(Database database)
{
    public Task<Statement?> OfYear(Actor actor, string budgetNumber, int year) => Of(actor, budgetNumber, Period.Year(year));

    public Task<Statement?> Of(Actor actor, string budgetNumber, Period booked) => database.Look(actor, nameof(BudgetStatement), budgetNumber, async session =>
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget)
        {
            return null;
        }

        var opening = await OpeningBalance.Of(session, budget.Id, booked.StartsOn);
        var lines = await PostingHistory.Between(session, budget.Id, booked);
        return new Statement(budget, booked, session.Today, opening, lines, lines.Count > 0 ? lines[^1].After : opening)
        {
            Disputed = session.Today < booked.EndsOn ? await StandingSql.Disputed(session, budget.Id) : Money.Zero,
        };
    }, statement => statement.Budget.ResidentId);
}
