using Budget.Core.Caseload;
using Budget.Core.SupportRequests;

namespace Budget.Bench;

/// <summary>
/// The worklist of a caseworker in <see cref="WorklistTown"/>: the question in process, at the first page and at the last, and the page at the server. The floor of the question is one case found by
/// its number, plain ADO.NET, on a connection that stays open.
/// </summary>
internal static class WorklistQuestion
{
    private const int PerRound = 10;

    public static Task<IReadOnlyList<Figure>> Run() => BenchStorage.OnEach(On);

    private static async Task<IReadOnlyList<Figure>> On(BenchStorage storage, string engine)
    {
        await using var town = await BenchTown.On(storage);
        await WorklistTown.Write(town);
        await storage.Analyze();
        var (worklist, cases) = (new Worklist(town.Database), new CaseList(town.Database));
        var all = await worklist.Of(town.Caseworker, WorklistView.All);
        await using var connection = await storage.OpenPlain();
        await using var seek = connection.CreateCommand();
        seek.CommandText = "SELECT id FROM support_requests WHERE number = @number";
        var number = seek.CreateParameter();
        (number.ParameterName, number.Value) = ("@number", all.Items.First(item => item.Number.Length > 0 && item.Kind == "decide").Number);
        seek.Parameters.Add(number);
        await seek.PrepareAsync();
        var lastOfCases = WorklistTown.Residents / CaseList.PageSize;
        var times = await Measure.InTurns(
            PerRound,
            async () => _ = await seek.ExecuteScalarAsync() ?? throw new InvalidOperationException("The case is not there."),
            async () => _ = await worklist.Of(town.Caseworker, WorklistView.All),
            async () => _ = await worklist.Of(town.Caseworker, WorklistView.All, all.Pages),
            async () => _ = await worklist.Find(town.Caseworker, "yilmaz"),
            async () => _ = await cases.OfMunicipality(town.Caseworker),
            async () => _ = (await cases.OfMunicipality(town.Caseworker, page: lastOfCases)) is { Items.Count: > 0 } found ? found : throw new InvalidOperationException("There is no last page."),
            async () => _ = await cases.OfMunicipality(town.Caseworker, "yilmaz"));
        var page = await ServedPage.Ask(town, "consulent", "/consulent?van=iedereen", rounds: 3);
        var list = await ServedPage.Ask(town, "consulent", "/consulent?van=hulpvragen", rounds: 3);
        Figure Question(string what, int at) => new($"{what}, {engine}", times[at], times[0], "one case by its number");
        return
        [
            new Figure($"Worklist page of 3,000 residents, at the server, {engine}", page.AtServer, page.FileAtServer, "a static file")
            {
                EachRequest = true, Remark = $"{all.All} wait, {page.Bytes / 1024} kB of HTML", Targets = [Target.AtMost(30)],
            },
            new Figure($"The page of all its cases, {engine}", list.AtServer, list.FileAtServer, "a static file") { EachRequest = true, Targets = [Target.AtMost(30)] },
            Question("Worklist, page 1", 1),
            Question($"Worklist, page {all.Pages}", 2),
            Question("Worklist, a name", 3),
            Question("CaseList, page 1", 4),
            Question($"CaseList, page {lastOfCases}", 5),
            Question("CaseList, a name", 6),
        ];
    }
}
