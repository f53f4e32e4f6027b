namespace Budget.Bench;

/// <summary>The budget page of a resident with 500 postings (<see cref="ServedPage"/>).</summary>
internal static class BalancePage
{
    private const string Persona = "devries";

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var holder = await town.PersonHeldBudget(Persona, postings: 500);
        var times = await ServedPage.Ask(town, Persona, $"/mijn-budget/{holder.Number}");
        return
        [
            new Figure("Budget page, 500 postings, at the server", times.AtServer, times.FileAtServer, "a static file")
            {
                EachRequest = true,
                Remark = $"{times.AtServer.InOrder.Count} requests, {times.Bytes / 1024} kB of HTML",
                Targets = [Target.AtMost(5)],
            },
            new Figure("The same, at a client on loopback", times.AtClient, times.FileAtClient, "a static file") { EachRequest = true },
        ];
    }
}
