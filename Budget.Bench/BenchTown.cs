using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Bench;

/// <summary>
/// A town to measure in, written by doing the deeds themselves: what is measured is what the product would have written, hashes,
/// audit rows and all. Everything runs from 2017 on and today is 15 June 2026, so that there are months enough to claim.
/// </summary>
internal sealed class BenchTown : IAsyncDisposable
{
    public const string Municipality = "0406";
    public const string Agb = "12345678";
    public const string Product = "02A01";
    public const string Category = "02";
    public static readonly Money Rate = new(1000);
    public static readonly DateOnly Today = new(2026, 6, 15);
    public static readonly Period Running = new(new DateOnly(2017, 1, 1), new DateOnly(2026, 12, 31));
    private const int MonthsPerAgreement = 100;
    private static readonly Actor System = Actor.System(Municipality);
    private int count;
    private int bsn = 999_900_006;

    private BenchTown(BenchStorage storage)
    {
        Storage = storage;
        Database = new Database(storage.ConnectionString, new BenchClock());
    }

    public BenchStorage Storage { get; }
    public Database Database { get; }
    public Actor Caseworker { get; private set; } = null!;
    public Actor Finance { get; private set; } = null!;
    public ContractId Contract { get; private set; }

    /// <summary>A key that was not used before.</summary>
    public IdempotencyKey Key() => IdempotencyKey.Of($"bench-key-{++count}");

    public static async Task<BenchTown> On(BenchStorage storage)
    {
        var town = new BenchTown(storage);
        await Migrator.Migrate(town.Database);
        Must(await new OpenMunicipality(town.Database).Do(System, town.Key(), new(
            Municipality, "Huizen", "035 528 1911", "wmo@example.nl", [new(Product, Category, CareUnit.Hour, "Begeleiding", "Guidance", Rate)])));
        var provider = Must(await new AdmitProvider(town.Database).Do(System, town.Key(), new(
            Agb, "12345678", "De Helpende Hand", "Over ons", "About us", "035 000 0000")));
        town.Contract = Must(await new SignContract(town.Database).Do(System, town.Key(), new(
            provider, Municipality, Product, Rate, new Period(new(2010, 1, 1), new(2040, 12, 31)))));
        town.Caseworker = await town.User("consulent", Role.Caseworker);
        town.Finance = await town.User("financien", Role.Finance);
        return town;
    }

    /// <summary>A resident who can sign in, whose request was investigated.</summary>
    public async Task<Resident> Resident(string login)
    {
        var number = NextBsn();
        var id = Must(await new RegisterResident(Database).Do(System, Key(), new(Municipality, number, "Mevrouw A. de Vries", new(1948, 3, 12))));
        var actor = await User(login, Role.Resident);
        Must(await new GiveAccess(Database).Do(System, Key(), new(actor.UserId, id, AsRepresentative: false, new(2000, 1, 1), new(2100, 1, 1))));
        var request = Must(await new SubmitSupportRequest(Database).Do(actor, Key(), new(id, new RequestContent(
            "Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "Mijn dochter", "Hulp", "", WishedForm.PersonHeld))));
        Must(await new WriteReport(Database).Do(Caseworker, Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen.")));
        return new Resident(actor, number, request);
    }

    /// <summary>A budget of ten thousand hours.</summary>
    public async Task<GrantedBudget> Grant(Resident resident, FundingForm form)
    {
        var granted = Must(await new GrantProvision(Database).Do(Caseworker, Key(), new(
            resident.RequestNumber, Today, Product, new Quantity(10_000), Frequency.Total, Rate, Running, form, "Dit is nodig.")));
        return new GrantedBudget(resident.Actor, granted.BudgetNumber);
    }

    /// <summary>A PGB with exactly this many postings: the grant, claims of one hour, and now and then a claim that finance reverses.</summary>
    public async Task<GrantedBudget> PersonHeldBudget(string login, int postings)
    {
        var holder = await Grant(await Resident(login), FundingForm.PersonHeld);
        var written = 1;
        await foreach (var claim in Claims(holder))
        {
            if (written == postings)
            {
                break;
            }

            Must(await claim());
            written++;
            if (written % 5 == 0 && written < postings)
            {
                Must(await new ReversePosting(Database).Do(Finance, Key(), new(holder.Number, written, "wrong month")));
                written++;
            }
        }

        return holder;
    }

    /// <summary>One claim after the other that this holder can make; a new care agreement when the months of one are used up.</summary>
    public async IAsyncEnumerable<Func<Task<Outcome<ForwardClaim.Answer>>>> Claims(GrantedBudget holder)
    {
        while (true)
        {
            var agreement = Must(await new ApproveCareAgreement(Database).Do(Caseworker, Key(), new(
                holder.Number, "Fatima El Amrani", HelperKind.Freelancer, Rate, new Quantity(40), Running)));
            foreach (var month in Running.Months().Take(MonthsPerAgreement))
            {
                yield return () => new ForwardClaim(Database).Do(holder.Holder, Key(), new(agreement, month.StartsOn, new Quantity(1)));
            }
        }
    }

    /// <summary>The provider chosen for a PVB: the number of the assignment.</summary>
    public async Task<long> Choose(GrantedBudget budget) =>
        Must(await new ChooseProvider(Database).Do(budget.Holder, Key(), new(budget.Number, Contract))).AssignmentNumber;

    public static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException($"The town broke a rule: {outcome.Refusal}") : outcome.Value;

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Storage.DisposeAsync();
    }

    private async Task<Actor> User(string login, Role role) =>
        new(Must(await new RegisterUser(Database).Do(System, Key(), new(login, $"Naam {login}", role, Municipality))), role, Municipality);

    /// <summary>The next BSN of the test range that passes the eleven test.</summary>
    private string NextBsn()
    {
        for (bsn++; ; bsn++)
        {
            var text = bsn.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
            if (Bsn.IsWellFormed(text))
            {
                return text;
            }
        }
    }

    /// <summary>Eight in the morning of <see cref="Today"/>, and a millisecond later at each look: ids keep the order of writing.</summary>
    private sealed class BenchClock : TimeProvider
    {
        private DateTimeOffset now = AmsterdamDay.At(Today, new TimeOnly(8, 0));

        public override DateTimeOffset GetUtcNow() => now += TimeSpan.FromMilliseconds(1);
    }
}

internal sealed record Resident(Actor Actor, string Bsn, string RequestNumber);

internal sealed record GrantedBudget(Actor Holder, string Number);
