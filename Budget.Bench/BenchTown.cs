using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
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

    /// <summary>For a second budget of one resident.</summary>
    public const string OtherProduct = "02A02";
    public const string Category = "02";
    public static readonly Money Rate = new(1000);
    public static readonly DateOnly Today = new(2026, 6, 15);
    public static readonly Period Running = new(new DateOnly(2017, 1, 1), new DateOnly(2026, 12, 31));
    private static readonly DateOnly FiveYearsAgo = new(2021, 7, 1);
    private const int MonthsPerAgreement = 100;
    private static readonly Actor System = Actor.System(Municipality);
    private static readonly byte[] MasterKey = "a key for measuring, 32 bytes long"u8[..32].ToArray();
    public static readonly MasterKeys Keys = MasterKeys.Of(MasterKey);
    private readonly List<ContractId> contracts = [];
    private readonly BenchClock clock = new();
    private int count;
    private int residents;

    /// <summary>The key as a portal reads it, in the folder of what is measured.</summary>
    public static async Task<string> KeysFileIn(string folder)
    {
        var file = Path.Combine(folder, "measured.keys");
        await File.WriteAllTextAsync(file, $"{Keys.Current} {Convert.ToBase64String(MasterKey)}\n");
        return file;
    }

    private BenchTown(BenchStorage storage)
    {
        Storage = storage;
        Database = Door(clock);
    }

    public BenchStorage Storage { get; }
    public Database Database { get; private set; }
    public Actor Caseworker { get; private set; } = null!;
    public Actor Finance { get; private set; } = null!;
    private Actor FinanceToo { get; set; } = null!;
    public ProviderId Provider { get; private set; }
    public ContractId Contract => contracts[0];

    /// <summary>The provider's, one a municipality.</summary>
    public IReadOnlyList<ContractId> Contracts => contracts;

    public static string MunicipalityCode(int index) =>
        index == 0 ? Municipality : (2000 + index).ToString(global::System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lets go of the file, for who wants it alone for a while.</summary>
    public async Task Reopen()
    {
        await Database.DisposeAsync();
        Database = Door(Database.Time);
    }

    private Database Door(TimeProvider time) => new(Storage.ConnectionString, time, masterKeys: () => Keys);

    /// <summary>A key that was not used before.</summary>
    public IdempotencyKey Key() => IdempotencyKey.Of($"bench-key-{Interlocked.Increment(ref count)}");

    /// <param name="municipalities">How many there are; people sign in at the first, and the provider has a contract with each.</param>
    public static async Task<BenchTown> On(BenchStorage storage, int municipalities = 1)
    {
        var town = new BenchTown(storage);
        await Migrator.Migrate(town.Database);
        await OpenKeys.Make(town.Database);
        town.Provider = Must(await new AdmitProvider(town.Database).Do(System, town.Key(), new(
            Agb, "12345678", "De Helpende Hand", "Over ons", "About us", "035 000 0000")));
        for (var index = 0; index < municipalities; index++)
        {
            var code = MunicipalityCode(index);
            Must(await new OpenMunicipality(town.Database).Do(System, town.Key(), new(
                code, "Huizen", "035 528 1911", "wmo@example.nl", [new(Product, Category, CareUnit.Hour, "Begeleiding", "Guidance", Rate), new(OtherProduct, Category, CareUnit.Hour, "Andere begeleiding", "Other guidance", Rate)])));
            town.contracts.Add(Must(await new SignContract(town.Database).Do(System, town.Key(), new(
                town.Provider, code, Product, Rate, new Period(new(2010, 1, 1), new(2040, 12, 31))))));
        }

        town.Caseworker = await town.User("consulent", Role.Caseworker);
        town.Finance = await town.User("financien", Role.Finance);
        town.FinanceToo = await town.User("financien2", Role.Finance);
        return town;
    }

    /// <summary>A resident who can sign in, whose request was investigated.</summary>
    public async Task<Resident> Resident(string login)
    {
        var number = TestBsns.At(residents++);
        var id = Must(await new RegisterResident(Database).Do(System, Key(), new(Municipality, number, "Mevrouw A. de Vries", new(1948, 3, 12))));
        var actor = await User(login, Role.Resident);
        Must(await new GiveAccess(Database).Do(System, Key(), new(actor.UserId, id, AsRepresentative: false, new(2000, 1, 1), new(2100, 1, 1))));
        var request = Must(await new SubmitSupportRequest(Database).Do(actor, Key(), new(id, new RequestContent(
            "Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "Mijn dochter", "Hulp", "", WishedForm.PersonHeld))));
        Must(await new WriteReport(Database).Do(Caseworker, Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen.")));
        return new Resident(actor, number, request);
    }

    /// <summary>A budget of ten thousand hours.</summary>
    public async Task<GrantedBudget> Grant(Resident resident, FundingForm form, string product = Product)
    {
        var granted = Must(await new GrantProvision(Database).Do(Caseworker, Key(), new(
            resident.RequestNumber, Today, product, new Quantity(10_000), Frequency.Total, Rate, Running, form, "Dit is nodig.")));
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
                await Reverse(holder.Number, written);
                written++;
            }
        }

        return holder;
    }

    /// <summary>A PGB with exactly this many postings: the grant, and a quarter of an hour each that the holder entered from paper, up to six a day, on one care agreement over five years; the newest at the end of the book.</summary>
    public async Task<GrantedBudget> BudgetWithLines(string login, int postings) => await BudgetWithLines(await Resident(login), postings);

    public async Task<GrantedBudget> BudgetWithLines(Resident resident, int postings, string product = Product)
    {
        var holder = await Grant(resident, FundingForm.PersonHeld, product);
        var agreement = Must(await new ApproveCareAgreement(Database).Do(Caseworker, Key(), new(holder.Number, "Fatima El Amrani", HelperKind.Freelancer, Rate, new Quantity(60), new Period(FiveYearsAgo, Running.EndsOn))));
        var days = Today.DayNumber - 1 - FiveYearsAgo.DayNumber;
        for (var line = 0; line < postings - 1; line++)
        {
            // Spread evenly over the days.
            var (day, within) = ((int)((long)line * days / (postings - 1)), line % 12);
            var on = FiveYearsAgo.AddDays(day);
            Must(await new EnterClaimLine(Database).Do(holder.Holder, Key(), new(agreement, on, IsWholeMonth: false, new WorkedTime(on, new TimeOnly(8 + within, 0), new TimeOnly(8 + within, 15), 0), Volume: null)));
        }

        return holder;
    }

    public async Task<BudgetId> IdOf(GrantedBudget budget) =>
        (await new BudgetOverview(Database).Of(budget.Holder, budget.Number))!.Budget.Id;

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

    /// <summary>One proposes, a colleague approves.</summary>
    public async Task Reverse(string budgetNumber, long posting) =>
        Must(await new ApproveReversal(Database).Do(FinanceToo, Key(), Must(await new ProposeReversal(Database).Do(Finance, Key(), new(budgetNumber, posting, "wrong month")))));

    public static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException($"The town broke a rule: {outcome.Refusal}") : outcome.Value;

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Storage.DisposeAsync();
    }

    /// <summary>From now on it is that day.</summary>
    public void GoTo(DateOnly day) => clock.GoTo(day);

    public async Task<Actor> User(string login, Role role) =>
        new(Must(await new RegisterUser(Database).Do(System, Key(), new(login, $"Naam {login}", role, Municipality))), role, Municipality);

    /// <summary>Eight in the morning of <see cref="Today"/>, and a millisecond later at each look: ids keep the order of writing.</summary>
    private sealed class BenchClock : TimeProvider
    {
        private long now = MorningOf(Today);

        public void GoTo(DateOnly day) => Interlocked.Exchange(ref now, MorningOf(day));

        private static long MorningOf(DateOnly day) => AmsterdamDay.At(day, new TimeOnly(8, 0)).ToUnixTimeMilliseconds();

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Increment(ref now));
    }
}

internal sealed record Resident(Actor Actor, string Bsn, string RequestNumber);

internal sealed record GrantedBudget(Actor Holder, string Number);
