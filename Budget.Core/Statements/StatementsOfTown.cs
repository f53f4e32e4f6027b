using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// Statements of many budgets at once, for a paper of each: with their codes given, and a trace in the file of each resident, in one transaction for a few of them. What cannot be
/// read of one budget is said of that one.
/// </summary>
public sealed class StatementsOfTown(Database database)
{
    /// <param name="Statement">None when something in the books of this budget does not fit; <paramref name="Fault"/> says what.</param>
    public sealed record One(string Number, Statement? Statement, string Fault = "");

    public Task<IReadOnlyList<string>> Numbers(Actor actor, StatementSelection which) => database.Read(session => which.Numbers(session, actor));

    /// <returns>In the order of the numbers; nothing for who may not see the books.</returns>
    public Task<IReadOnlyList<One>> Of(Actor actor, IReadOnlyList<string> numbers, Period booked) => database.Overwrite<IReadOnlyList<One>>(async session =>
    {
        List<One> made = [];
        if (!actor.MaySeeBooks)
        {
            return made;
        }

        var letterhead = await Letterheads.On(session, actor.MunicipalityCode, session.Today);
        foreach (var number in numbers)
        {
            made.Add(await Read(session, actor, number, booked, letterhead));
        }

        foreach (var statement in made.Select(one => one.Statement).OfType<Statement>())
        {
            if (statement.Code is { } code)
            {
                await GiveStatementCode.Write(session, statement, code);
            }

            // Who asked for the whole of it is known by that: each of its files is no alarm of its own.
            await Trace.Write(session, actor, TraceAction.Look, nameof(BudgetStatement), statement.Budget.Number, statement.Budget.ResidentId, null, Trace.BasisOf(actor, null));
        }

        return made;
    });

    private static async Task<One> Read(Session session, Actor actor, string number, Period booked, Letterhead letterhead)
    {
        try
        {
            return await BudgetQuery.Find(session, actor, number) is { } budget
                ? new One(number, await BudgetStatement.In(session, budget, booked, letterhead))
                : new One(number, null, "It is not there any more.");
        }
        // Figures that contradict one another, or a row that says no number where it must: the rest of the town waits for nobody.
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or OverflowException or FormatException)
        {
            return new One(number, null, fault.Message);
        }
    }
}
