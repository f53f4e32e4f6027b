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
    [
        .. from one in actor.Role == Role.Resident ? await RunningBudgets.Of(session, actor) : []
           where one.Budget.Gone == 0 && one.Known.HasForecast
           let forecast = one.Known.Forecast()
           where forecast.WeeksEarly >= LeastWeeks
           select new Item(one.Budget.Number, one.Budget.RequestNumber, one.Budget.ResidentName, one.Budget.ProductNl, one.Budget.ProductEn, session.Today, forecast),
    ]);
}
