using System.Diagnostics;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Portal.Hosting;

namespace Portal.Demo;

/// <summary>
/// The demo town: Huizen with its neighbours, written by doing the deeds themselves through a year (or more) of fake time that ends today.
/// The same wish on the same day gives the same town, down to the hashes of the ledger.
/// </summary>
internal sealed class DemoTown(Database database, TimeProvider time, IConfiguration configuration)
{
    public const int DefaultResidents = 40;

    public sealed record Wish(int Residents, int Years, int Seed);

    public sealed record Made(long Residents, long Budgets, long Postings, double Seconds);

    /// <summary>What a deed answered; the demo town breaks no rule.</summary>
    public static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException($"The demo town broke a rule: {outcome.Refusal}") : outcome.Value;

    public async Task SeedIfEmpty(Progress progress)
    {
        if ((await new Municipalities(database).All()).Count == 0)
        {
            await Write(new Wish(DefaultResidents, Years: 1, Seed: 1), progress);
        }
    }

    public async Task<Made> Reset(Wish wish, Progress progress)
    {
        await Migrator.Empty(database, login =>
            login.StartsWith(DemoClerk.NeighbourLogin, StringComparison.Ordinal) || Persona.All.Any(persona => persona.Login == login));
        return await Write(wish, progress);
    }

    private async Task<Made> Write(Wish wish, Progress progress)
    {
        var watch = Stopwatch.StartNew();
        var today = time.Today();
        var clock = new DemoClock();
        // Its own door to the same database: with the fake clock, and with ids that the seed decides.
        var keys = PortalHost.KeysFile(configuration);
        await using var town = new Database(configuration.GetConnectionString("Budget")!, clock, wish.Seed, masterKeys: () => MasterKeys.Read(keys));
        await OpenKeys.Of(town, keys);
        var clerk = new DemoClerk(town, clock, wish, today);
        await clerk.Write(progress);
        await new WriteLedgerHeads(town).Do();
        var verified = await new VerifyLedger(town).Run();
        return verified.FirstFault is { } fault
            ? throw new InvalidOperationException($"The demo town's ledger is wrong at {fault.Where}: {fault.Why}.")
            : new Made(clerk.ResidentCount, verified.Budgets, verified.Postings, watch.Elapsed.TotalSeconds);
    }
}

/// <summary>The clock of the demo town while it is being written.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    /// <summary>Ten in the morning; each deed after it is a little later, so that no two deeds of a day share their instant.</summary>
    public void GoTo(DateOnly day) => now = AmsterdamDay.At(day, new TimeOnly(10, 0));

    public override DateTimeOffset GetUtcNow() => now += TimeSpan.FromMilliseconds(1);
}
