using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Configuration;
using Budget.Core.Disputes;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// The statement of one budget over the days of booking in a period: what the book said before, every posting, what it said after. Asked for the screen, for
/// paper, for the files and for who checks a paper: there is no second sum anywhere.
/// </summary>
public sealed class BudgetStatement(Database database)
{
    public Task<Statement?> OfYear(Actor actor, string budgetNumber, int year) => Of(actor, budgetNumber, Period.Year(year));

    public Task<Statement?> Of(Actor actor, string budgetNumber, Period booked) => database.Look(actor, nameof(BudgetStatement), budgetNumber, async session =>
        await BudgetQuery.Find(session, actor, budgetNumber) is { } budget ? await In(session, budget, booked, await Letterheads.On(session, budget.MunicipalityCode, session.Today)) : null,
        statement => statement.Budget.ResidentId);

    /// <summary>Of a budget that was found for who asks.</summary>
    /// <param name="letterhead">Of today; the same on all statements of a municipality, and its logo is not small.</param>
    internal static async Task<Statement> In(Session session, PersonalBudget budget, Period booked, Letterhead letterhead)
    {
        var opening = await OpeningBalance.Of(session, budget.Id, booked.StartsOn);
        var lines = await PostingHistory.Between(session, budget.Id, booked);
        var head = await PostingHistory.Head(session, budget.Id, booked.EndsOn);
        return new Statement(budget, booked, session.Today, opening, lines, lines.Count > 0 ? lines[^1].After : opening)
        {
            Disputed = session.Today < booked.EndsOn ? await StandingSql.Disputed(session, budget.Id) : Money.Zero,
            Corrected = await Corrected(session, budget.Id, lines),
            Standings = lines.Count == 0 || budget.IsPersonHeld ? new Dictionary<long, LineStanding>() : await StandingSql.OfPostings(session, budget.Id, lines[0].Number, lines[^1].Number),
            Letterhead = letterhead,
            Head = head?.Number ?? 0,
            HeadHash = head?.Hash ?? "",
        };
    }

    /// <summary>What the reversals among these lines take back, also where that was booked before the period.</summary>
    private static async Task<IReadOnlyDictionary<long, PostingLine>> Corrected(Session session, BudgetId budgetId, IReadOnlyList<PostingLine> lines)
    {
        var here = lines.ToDictionary(line => line.Number);
        Dictionary<long, PostingLine> corrected = [];
        foreach (var number in lines.Select(line => line.ReversesNumber).OfType<long>())
        {
            corrected[number] = here.TryGetValue(number, out var line) ? line : await PostingHistory.One(session, budgetId, number);
        }

        return corrected;
    }
}
