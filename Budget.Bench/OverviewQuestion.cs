using Budget.Core.Budgets;

namespace Budget.Bench;

/// <summary>
/// The question behind the budget page, in process, with a short, a long and a very long history: beyond one page of postings its cost
/// must not grow. The floor is one row found through the primary key, plain ADO.NET, on a connection that stays open.
/// </summary>
internal static class OverviewQuestion
{
    private const int PerRound = 30;

    public static Task<IReadOnlyList<Figure>> Run() => BenchStorage.OnEach(On);

    private static async Task<IReadOnlyList<Figure>> On(BenchStorage storage, string engine)
    {
        await using var town = await BenchTown.On(storage);
        var overview = new BudgetOverview(town.Database);
        List<Figure> figures = [];
        foreach (var postings in new[] { 10, 500, 5_000 })
        {
            var holder = await town.PersonHeldBudget($"holder{postings}", postings);
            var budget = (await overview.Of(holder.Holder, holder.Number))!.Budget.Id.Value.ToString("D");
            await using var connection = await storage.OpenPlain();
            await storage.Analyze();
            await using var seek = connection.CreateCommand();
            seek.CommandText = "SELECT available_cents FROM postings WHERE budget_id = @budget AND number = @number";
            foreach (var (name, value) in new (string, object)[] { ("@budget", budget), ("@number", (long)postings) })
            {
                var parameter = seek.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                seek.Parameters.Add(parameter);
            }

            await seek.PrepareAsync();
            var times = await Measure.InTurns(
                PerRound,
                async () => _ = await seek.ExecuteScalarAsync() ?? throw new InvalidOperationException("The last posting is not there."),
                async () => _ = await overview.Of(holder.Holder, holder.Number) ?? throw new InvalidOperationException("The budget is not there."));
            figures.Add(new Figure(FormattableString.Invariant($"BudgetOverview, {postings:#,0} postings, {engine}"), times[1], times[0], "one row by its key")
            {
                Remark = $"{Math.Min(postings, BudgetOverview.PageSize)} postings on the page",
            });
        }

        return figures;
    }
}
