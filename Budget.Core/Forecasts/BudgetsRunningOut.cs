using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Forecasts;

/// <summary>
/// Which budgets that are held by residents themselves will not last, as it stands today, of whom this user acts for. Below a week early nobody is alarmed: a forecast knows no days. For residents only; the pages of
/// those budgets leave the trace.
/// </summary>
public sealed class BudgetsRunningOut(Database database)
{
    public const int LeastWeeks = 1;

    /// <param name="RequestNumber">The case in which it was granted.</param>
    public sealed record Item(string Number, string RequestNumber, string ResidentName, string ProductNl, string ProductEn, DateOnly Today, BudgetForecast Forecast);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session =>
    {
        List<Item> items = [];
        if (actor.Role != Role.Resident)
        {
            return items;
        }

        foreach (var number in await session.List<string>(RunningSql, Access.Of(actor, session)))
        {
            if (await BudgetQuery.Find(session, actor, number) is { } budget
                && await ForecastOfBudget.In(session, budget, await PostingHistory.BalanceOf(session, budget.Id)) is { HasForecast: true } answer
                && answer.Forecast() is { WeeksEarly: >= LeastWeeks } forecast)
            {
                items.Add(new Item(number, budget.RequestNumber, budget.ResidentName, budget.ProductNl, budget.ProductEn, session.Today, forecast));
            }
        }

        return items;
    });

    private const string RunningSql = $"""
        SELECT file.number
        FROM budgets file
        JOIN residents r ON r.id = file.resident_id
        WHERE {Access.ToFile}
          AND r.destroyed_at IS NULL
          AND {Departure.StillHere}
          AND file.funding_form = 'personheld'
          AND file.starts_on <= @Today
          AND file.ends_on >= @Today
        ORDER BY file.ends_on, file.number
        """;
}
