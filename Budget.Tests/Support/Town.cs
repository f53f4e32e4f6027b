using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Support;

/// <summary>
/// A small town to test in, built with the deeds themselves: Huizen and Hilversum, one product, one provider, and whatever a test asks for.
/// </summary>
public sealed class Town : IAsyncDisposable
{
    public const string Huizen = "0406";
    public const string Hilversum = "0402";
    public const string Guidance = "02A01";
    public const string Agb = "12345678";
    private readonly TestDatabase storage;
    private int count;

    private Town(TestDatabase storage, FakeClock clock) => (this.storage, Clock) = (storage, clock);

    public Database Database => storage.Database;
    public string ConnectionString => storage.ConnectionString;
    public FakeClock Clock { get; }
    public Actor Caseworker { get; private set; } = null!;
    public Actor CaseworkerOfHilversum { get; private set; } = null!;
    public Actor Finance { get; private set; } = null!;
    /// <summary>A colleague of <see cref="Finance"/>, for four eyes.</summary>
    public Actor FinanceToo { get; private set; } = null!;
    public Actor ProviderStaff { get; private set; } = null!;
    public ProviderId Provider { get; private set; }
    public ContractId Contract { get; private set; }
    public DateOnly Today => Clock.Today();

    /// <summary>A key that was not used before.</summary>
    public IdempotencyKey Key() => IdempotencyKey.Of($"test-key-{Interlocked.Increment(ref count)}");

    /// <param name="idSeed">For a test that needs the same ids each time, or on both engines.</param>
    public static async Task<Town> On(Engine engine, FakeClock? clock = null, int? idSeed = null)
    {
        clock ??= FakeClock.On(2026, 6, 15);
        var town = new Town(await TestDatabase.Create(engine, clock, idSeed), clock);
        await town.Build();
        return town;
    }

    /// <summary>On a database server of its own.</summary>
    public static async Task<Town> At(string connectionString)
    {
        var clock = FakeClock.On(2026, 6, 15);
        var town = new Town(await TestDatabase.At(connectionString, clock), clock);
        await town.Build();
        return town;
    }

    private async Task Build()
    {
        var system = Actor.System(Huizen);
        foreach (var (code, name) in new[] { (Huizen, "Huizen"), (Hilversum, "Hilversum") })
        {
            await new OpenMunicipality(Database).Do(system, Key(), new MunicipalityEntry(code, name, "035 528 1911", "wmo@example.nl",
            [
                new Product(Guidance, "02", CareUnit.Hour, "Begeleiding", "Guidance", new Money(6600)),
                new Product("01A01", "01", CareUnit.Hour, "Hulp bij het huishouden", "Household help", new Money(3180)),
            ]));
        }

        Provider = (await new AdmitProvider(Database).Do(system, Key(), new(Agb, "12345678", "De Helpende Hand", "Over ons", "About us", "035 000 0000"))).Value;
        Contract = (await new SignContract(Database).Do(system, Key(), new(Provider, Huizen, Guidance, new Money(6000), new Period(new(2020, 1, 1), new(2040, 12, 31))))).Value;
        Caseworker = await User("consulent", Role.Caseworker, Huizen);
        CaseworkerOfHilversum = await User("consulent2", Role.Caseworker, Hilversum);
        Finance = await User("financien", Role.Finance, Huizen);
        FinanceToo = await User("financien2", Role.Finance, Huizen);
        ProviderStaff = await User("aanbieder", Role.ProviderStaff, "", Provider);
    }

    public async Task<Actor> User(string login, Role role, string municipality, ProviderId? provider = null)
    {
        var id = await new RegisterUser(Database).Do(Actor.System(Huizen), Key(), new($"{login}-{Interlocked.Increment(ref count)}", $"Naam {login}", role, municipality, provider));
        return new Actor(id.Value, role, municipality, provider);
    }

    /// <summary>Lets its provider's people declare, and send messages.</summary>
    public async Task MayDeclare(Actor? whom = null) =>
        Assert.That((await new Core.SignIn.SetOfficeRight(Database).Do(Actor.System(Huizen), Key(), new((whom ?? ProviderStaff).UserId, Core.SignIn.OfficeRight.Submit))).Refusal, Is.Null);

    public async Task<Resident> Resident(string name = "Jan Jansen", string? bsn = null)
    {
        var id = (await new RegisterResident(Database).Do(Actor.System(Huizen), Key(), new(Huizen, bsn ?? NextBsn(), name, new(1950, 5, 5)))).Value;
        var actor = await User("bewoner", Role.Resident, Huizen);
        await new GiveAccess(Database).Do(Actor.System(Huizen), Key(), new(actor.UserId, id, AsRepresentative: false, new(2000, 1, 1), new(9999, 12, 31)));
        return new Resident(id, actor);
    }

    /// <summary>A resident with a decided budget of this many euros: as many hours of one euro.</summary>
    public async Task<Grant> BudgetOf(decimal euros, FundingForm form = FundingForm.PersonFollowing, Period? period = null, Resident? resident = null)
    {
        resident ??= await Resident();
        var request = await Request(resident);
        await Report(request);
        var granted = await new GrantProvision(Database).Do(Caseworker, Key(), new(
            request, Today, Guidance, new Quantity(euros), Frequency.Total, new Money(100), period ?? Period.Year(Today.Year), form, "Dit is nodig."));
        return new Grant(resident, request, granted.Value.BudgetNumber);
    }

    /// <summary>Another budget in the same case, for household help.</summary>
    /// <returns>Its number.</returns>
    public async Task<string> AlsoGrant(Grant grant, decimal euros, FundingForm form = FundingForm.PersonFollowing, Period? period = null) => (await new GrantProvision(Database).Do(Caseworker, Key(), new(
        grant.RequestNumber, Today, "01A01", new Quantity(euros), Frequency.Total, new Money(100), period ?? Period.Year(Today.Year), form, "Ook dit is nodig."))).Value.BudgetNumber;

    public static readonly RequestContent Said = new("Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "Mijn dochter", "Hulp", "", WishedForm.PersonFollowing);

    public Task<Outcome<string>> Ask(Resident resident) => new SubmitSupportRequest(Database).Do(resident.Actor, Key(), new(resident.Id, Said));

    public async Task<string> Request(Resident resident) => (await Ask(resident)).Value;

    public async Task Report(string request, long plan = 0) => await new WriteReport(Database).Do(Caseworker, Key(),
        new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen.") { Plan = plan });

    public async Task<ChooseProvider.Answer> Choose(Grant grant, ContractId? contract = null) =>
        (await new ChooseProvider(Database).Do(grant.Resident.Actor, Key(), new(grant.BudgetNumber, contract ?? Contract))).Value;

    public async Task<string> Agreement(Grant grant, decimal rate = 1m, decimal hours = 40m, Period? period = null) =>
        (await new ApproveCareAgreement(Database).Do(Caseworker, Key(), new(
            grant.BudgetNumber, "Fatima El Amrani", HelperKind.Freelancer, new Money((long)(rate * 100)), new Quantity(hours), period ?? Period.Year(Today.Year)))).Value;

    /// <summary>Reverses a posting with four eyes: one proposes, a colleague approves.</summary>
    public async Task<Outcome<long>> Reverse(string budgetNumber, long posting, string reason = "verkeerd")
    {
        var proposed = await new ProposeReversal(Database).Do(Finance, Key(), new(budgetNumber, posting, reason));
        return proposed.IsRefused ? proposed.Refusal! : await new ApproveReversal(Database).Do(FinanceToo, Key(), proposed.Value);
    }

    /// <summary>The next BSN of the test range that passes the eleven test.</summary>
    private string NextBsn()
    {
        for (var number = 999_900_006 + (Interlocked.Increment(ref count) * 12); ; number++)
        {
            var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (Bsn.IsWellFormed(text))
            {
                return text;
            }
        }
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}

public sealed record Resident(ResidentId Id, Actor Actor);

public sealed record Grant(Resident Resident, string RequestNumber, string BudgetNumber);
