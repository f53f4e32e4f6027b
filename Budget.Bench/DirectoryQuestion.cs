using System.Globalization;
using Budget.Core;
using Budget.Core.Providers;
using Budget.Core.Residents;

namespace Budget.Bench;

/// <summary>
/// The question behind the directory of providers, among 300 of them with all they say of themselves: by a word, a language and a product, the nearest first. The floor is one of them found by its
/// key, plain ADO.NET, on a connection that stays open.
/// </summary>
internal static class DirectoryQuestion
{
    private const int PerRound = 30;
    private const int Providers = 300;

    public static Task<IReadOnlyList<Figure>> Run() => BenchStorage.OnEach(On);

    private static async Task<IReadOnlyList<Figure>> On(BenchStorage storage, string engine)
    {
        await using var town = await BenchTown.On(storage);
        var system = Actor.System(BenchTown.Municipality);
        ProviderId last = default;
        for (var number = 0; number < Providers; number++)
        {
            last = BenchTown.Must(await new AdmitProvider(town.Database).Do(system, town.Key(), new(
                Text(20_000_000 + number), Text(30_000_000 + number), $"Thuiszorg {number}", string.Concat(Enumerable.Repeat("Wij helpen in huis, ook in het weekend. ", 8)), "About us", "035 000 0000")));
            BenchTown.Must(await new SignContract(town.Database).Do(system, town.Key(), new(last, BenchTown.Municipality, BenchTown.Product, BenchTown.Rate, new(new(2010, 1, 1), new(2040, 12, 31)))));
            var staff = new Actor(
                BenchTown.Must(await new RegisterUser(town.Database).Do(system, town.Key(), new($"p{number}", $"Naam {number}", Role.ProviderStaff, "", last))), Role.ProviderStaff, "", last);
            BenchTown.Must(await new KeepProfile(town.Database).Do(staff, town.Key(), new(
                BenchTown.Municipality, number % 2 == 0 ? [ProviderLanguage.Dutch, ProviderLanguage.Turkish] : [ProviderLanguage.Dutch], [AccessibilityFact.Wheelchair], "Dementie", [], number % 9, "Plein 1",
                new Place(144_000 + (number * 20), 478_000 + (number * 10)), ProviderProfile.Empty(last).Mark)));
        }

        await using var connection = await storage.OpenPlain();
        await storage.Analyze();
        await using var seek = connection.CreateCommand();
        seek.CommandText = "SELECT name FROM providers WHERE id = @id";
        var id = seek.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", last.Value.ToString("D"));
        seek.Parameters.Add(id);
        await seek.PrepareAsync();
        var directory = new ProviderDirectory(town.Database);
        var wish = new ProviderDirectory.Wish("thuiszorg", BenchTown.Product, ProviderLanguage.Turkish, From: new Place(146_000, 479_000));
        var times = await Measure.InTurns(
            PerRound,
            async () => _ = await seek.ExecuteScalarAsync() ?? throw new InvalidOperationException("The last provider is not there."),
            async () => _ = (await directory.Of(BenchTown.Municipality, wish, page: 1)) is { Count: > ProviderDirectory.PageSize } found ? found : throw new InvalidOperationException("The providers are not there."));
        return [new Figure(FormattableString.Invariant($"ProviderDirectory, {Providers} providers, {engine}"), times[1], times[0], "one row by its key") { Remark = "20 on the page", Targets = [Target.AtMost(30)] }];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
