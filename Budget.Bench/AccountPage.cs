using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Forecasts;
using Budget.Core.PersonHeld;

namespace Budget.Bench;

/// <summary>
/// The account page of a PGB whose helper claims line by line: with five years of postings, and with 10 beside 10,000. What is on the page is what is on it: twenty postings at most, the bar in four parts, the forecast. And the forecast alone, which asks nothing.
/// </summary>
internal static class AccountPage
{
    private const string Persona = "devries";

    /// <summary>A helper who comes five times a week for five years.</summary>
    private const int FiveYears = 1_300;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        List<Figure> figures = [await Served(FiveYears), await Grown()];
        figures.AddRange(await BenchStorage.OnEach(Questions));
        return figures;
    }

    private static async Task<Figure> Served(int postings)
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var holder = await town.BudgetWithLines(Persona, postings);
        var times = await ServedPage.Ask(town, Persona, $"/mijn-budget/{holder.Number}");
        return new Figure(FormattableString.Invariant($"Account page of a PGB, {postings:#,0} postings in five years, at the server"), times.AtServer, times.FileAtServer, "a static file")
        {
            EachRequest = true,
            Remark = $"{times.AtServer.InOrder.Count} requests, {times.Bytes / 1024} kB of HTML",
            Targets = [Target.AtMost(10)],
        };
    }

    /// <summary>Two residents would sign in one after the other: both budgets are of one, so that the two pages take turns.</summary>
    private static async Task<Figure> Grown()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var resident = await town.Resident(Persona);
        var (young, old) = (await town.BudgetWithLines(resident, 10, BenchTown.OtherProduct), await town.BudgetWithLines(resident, 10_000));
        var times = await ServedPage.Ask(town, Persona, $"/mijn-budget/{old.Number}", $"/mijn-budget/{young.Number}");
        return new Figure("Account page of a PGB, 10,000 postings, at the server", times.AtServer, times.FileAtServer, "10 postings")
        {
            EachRequest = true,
            Remark = "20 and 10 of them on the page",
            Targets = [Target.RatioAtMost(1.5)],
        };
    }

    private static async Task<IReadOnlyList<Figure>> Questions(BenchStorage storage, string engine)
    {
        await using var town = await BenchTown.On(storage);
        var (shortOne, longOne) = (await town.BudgetWithLines("kort", 60), await town.BudgetWithLines("lang", 10_000));
        await storage.Analyze();
        var (overview, forecasts) = (new BudgetOverview(town.Database), new ForecastOfBudget(town.Database));
        var answer = (await forecasts.Of(longOne.Holder, longOne.Number))!;
        var times = await Measure.InTurns(
            30,
            async () => _ = await overview.Of(shortOne.Holder, shortOne.Number) ?? throw new InvalidOperationException("The budget is not there."),
            async () => _ = await overview.Of(longOne.Holder, longOne.Number) ?? throw new InvalidOperationException("The budget is not there."),
            () => answer.Forecast().Months.Count > 0 ? Task.CompletedTask : throw new InvalidOperationException("Nothing is forecast."));
        return
        [
            new Figure($"BudgetOverview of a PGB, 10,000 postings line by line, {engine}", times[1], times[0], "60 postings") { Remark = "20 postings on each page", Targets = [Target.RatioAtMost(1.5)] },
            new Figure($"BudgetForecast of a budget of ten years, {engine}", times[2]) { Targets = [Target.AtMost(1)] },
        ];
    }
}
