using System.Globalization;
using Budget.Core;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;

namespace Budget.Bench;

/// <summary>
/// The question behind the page of what there is for everybody, among 300 offers: by two words, a part of life and what somebody needs, the nearest first. The floor is one of
/// them found by its key, plain ADO.NET, on a connection that stays open.
/// </summary>
internal static class OfferQuestion
{
    private const int PerRound = 30;
    private const int Offers = 300;

    public static Task<IReadOnlyList<Figure>> Run() => BenchStorage.OnEach(On);

    private static async Task<IReadOnlyList<Figure>> On(BenchStorage storage, string engine)
    {
        await using var town = await BenchTown.On(storage);
        var administrator = new Actor(
            (await new RegisterUser(town.Database).Do(Actor.System(BenchTown.Municipality), town.Key(), new("beheer", "Beheer", Role.Administrator, BenchTown.Municipality))).Value,
            Role.Administrator, BenchTown.Municipality);
        for (var number = 0; number < 20; number++)
        {
            await new DrawNeighbourhood(town.Database).Do(administrator, town.Key(), new(new(Code(number), $"Wijk {number}", 144_000 + (number * 250), 478_000 + (number * 90)), ""));
        }

        var save = new SaveGeneralProvision(town.Database);
        GeneralProvisionId last = default;
        for (var number = 0; number < Offers; number++)
        {
            last = (await save.Do(administrator, town.Key(), new(Id: null, Offer(number), ""))).Value;
        }

        await using var connection = await storage.OpenPlain();
        await storage.Analyze();
        await using var seek = connection.CreateCommand();
        seek.CommandText = "SELECT name_nl FROM general_provisions WHERE id = @id";
        var id = seek.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", last.Value.ToString("D"));
        seek.Parameters.Add(id);
        await seek.PrepareAsync();
        var search = new OfferSearch(town.Database);
        var wish = new OfferSearch.Wish(BenchTown.Municipality, "samen eten", Code(7), [LifeDomain.Contact], [AccessFact.StepFree]);
        var times = await Measure.InTurns(
            PerRound,
            async () => _ = await seek.ExecuteScalarAsync() ?? throw new InvalidOperationException("The last offer is not there."),
            async () => _ = (await search.Of(wish, page: 1)) is { Total: > OfferSearch.PageSize } found ? found : throw new InvalidOperationException("The offers are not there."));
        return [new Figure(FormattableString.Invariant($"OfferSearch, {Offers} offers, {engine}"), times[1], times[0], "one row by its key") { Remark = "20 on the page", Targets = [Target.AtMost(30)] }];
    }

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"wijk-{number}");

    private static GeneralProvision Offer(int number) => new(
        OfferKind.EatingTogether, number % 2 == 0 ? $"Samen eten {number}" : $"Wandelen {number}", "", string.Concat(Enumerable.Repeat("Een middag met buurtgenoten, met koffie en tijd om te praten. ", 8)), "",
        [number % 3 == 0 ? LifeDomain.Health : LifeDomain.Contact], "Buurthuis", "Plein 1", number % 5 == 0 ? "" : Code(number % 20), "Elke week", "", "€ 5", "", "035 000 0000", "", "",
        number % 4 == 0 ? [AccessFact.StepFree, AccessFact.Quiet] : [AccessFact.StepFree], SignsUpHere: true, Places: 20, StartsOn: null, EndsOn: null, []);
}
