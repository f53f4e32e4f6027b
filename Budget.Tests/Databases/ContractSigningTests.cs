using Budget.Core.Assignments;
using Budget.Core.Configuration;
using Budget.Core.Delivery;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>An administrator makes a contract with a provider that is there or with one that is new, perhaps because a resident proposed it; then it can be chosen.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ContractSigningTests(Engine engine)
{
    private static readonly Period Days = new(new(2026, 6, 1), new(2030, 5, 31));
    private static readonly AdmitProvider.Entry Neighbour = new("87654321", "87654321", "Buurvrouw Zorgt", "Zorg van dichtbij", "Care from nearby", "035 777 7777");
    private Town town = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private static SignContract.Entry Entry(AdmitProvider.Entry? newcomer, ProviderId? known = null) =>
        new(known, Town.Huizen, Town.Guidance, new Money(5000), Days, NoticeDays: 14, OptionYears: 5, newcomer);

    private Task<Outcome<ContractId>> Sign(SignContract.Entry entry, Actor? by = null) => new SignContract(town.Database).Do(by ?? administrator, town.Key(), entry);

    [Test]
    public async Task A_provider_that_a_resident_proposed_gets_a_contract_and_is_chosen()
    {
        var grant = await town.BudgetOf(4_000m);
        await new ProposeProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, "Buurvrouw Zorgt", "Zij kent mij."));
        var asked = Guid.Parse((await new Proposals(town.Database).ToAnswer(town.Caseworker)).Single().Id);
        var welcome = new WelcomeProviders(town.Database);
        Assert.That(await welcome.Of(administrator), Is.Empty, "it was not answered");
        Assert.That((await Sign(Entry(Neighbour) with { Proposal = asked })).Refusal, Is.EqualTo(Refusal.ChangedMeanwhile));
        await new AnswerProposal(town.Database).Do(town.Caseworker, town.Key(), new(asked, IsWelcome: true, "Dat is goed."));
        Assert.That((await welcome.Of(administrator)).Select(item => (item.Id, item.Name, item.ProductCode)), Is.EqualTo(new[] { ($"{asked:D}", "Buurvrouw Zorgt", Town.Guidance) }));
        foreach (var by in new[] { administrator with { MunicipalityCode = Town.Hilversum }, town.Finance, town.ProviderStaff, grant.Resident.Actor })
        {
            Assert.That(await welcome.Of(by), Is.Empty, $"{by.Role}");
        }

        var signed = await Sign(Entry(Neighbour) with { IsLight = true, Proposal = asked });

        Assert.That(await welcome.Of(administrator), Is.Empty);
        Assert.That((await new Proposals(town.Database).One(town.Caseworker, asked))!.HasContract, Is.EqualTo(1));
        var row = (await new ContractList(town.Database).One(administrator, signed.Value))!;
        Assert.That((row.ProviderName, row.Rate, row.StartsOn, row.EndsOn, row.NoticeDays, row.OptionYears, row.IsLight),
            Is.EqualTo(("Buurvrouw Zorgt", new Money(5000), Days.StartsOn, Days.EndsOn, 14L, 5L, 1L)));
        Assert.That((await new ConfigurationHistory(town.Database).Of(administrator, SignContract.What, $"{signed.Value.Value:D}")).Select(item => (item.Title, item.IsNew)), Is.EqualTo(new[] { ("Buurvrouw Zorgt", true) }));
        Assert.That((await new ChooseProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, signed.Value))).Refusal, Is.Null, "no dead end");
    }

    [Test]
    public async Task Only_an_administrator_signs_for_the_own_municipality_and_no_other()
    {
        var entry = Entry(newcomer: null, town.Provider) with { ProductCode = "01A01" };
        Assert.That((await Sign(entry with { MunicipalityCode = Town.Hilversum })).Refusal, Is.EqualTo(Refusal.NotAllowed));
        foreach (var by in new[] { town.Caseworker, town.Finance, town.ProviderStaff })
        {
            Assert.That((await Sign(entry, by)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{by.Role}");
            Assert.That((await new AdmitProvider(town.Database).Do(by, town.Key(), Neighbour)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{by.Role}");
        }

        Assert.That((await Sign(entry)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_provider_that_is_there_is_not_changed_and_what_cannot_be_leaves_nothing_behind()
    {
        var before = await Rows.Of(town.ConnectionString, "SELECT id, agb, kvk, name, about_nl, phone FROM providers");
        (SignContract.Entry Entry, Refusal Why)[] wrong =
        [
            (Entry(Neighbour with { Kvk = "12345678" }), Refusal.ProviderAlreadyAdmitted),
            (Entry(Neighbour with { Agb = Town.Agb }), Refusal.AgbTaken),
            (Entry(Neighbour with { Kvk = "1234567x" }), Refusal.RequestIncomplete),
            (Entry(Neighbour with { Name = " " }), Refusal.RequestIncomplete),
            (Entry(Neighbour with { AboutNl = new string('x', 601) }), Refusal.TextTooLong.With(600)),
            (Entry(newcomer: null), Refusal.NotFound),
            (Entry(newcomer: null, new ProviderId(town.Database.NewId())), Refusal.NotFound),
            (Entry(Neighbour) with { ProductCode = "99X99" }, Refusal.ProductUnknown),
            (Entry(Neighbour) with { Rate = Money.Zero }, Refusal.AmountNotPositive),
            (Entry(Neighbour) with { NoticeDays = 367 }, Refusal.PeriodInvalid),
            (Entry(Neighbour) with { OptionYears = 21 }, Refusal.PeriodInvalid),
            (Entry(Neighbour) with { Period = new Period(new(2020, 1, 1), town.Today.AddDays(-1)) }, Refusal.PeriodInvalid),
            (Entry(Neighbour) with { Period = new Period(town.Today, town.Today.AddYears(21)) }, Refusal.PeriodInvalid),
            (Entry(newcomer: null, town.Provider), Refusal.ContractRuns.With("31-12-2040")),
            (Entry(Neighbour) with { Proposal = town.Database.NewId() }, Refusal.ChangedMeanwhile),
        ];
        foreach (var (entry, why) in wrong)
        {
            Assert.That((await Sign(entry)).Refusal, Is.EqualTo(why));
        }

        Assert.That(await Rows.Of(town.ConnectionString, "SELECT id, agb, kvk, name, about_nl, phone FROM providers"), Is.EqualTo(before));
        Assert.That((await Sql.Count(town, "contracts"), await Sql.Count(town, "configuration_changes")), Is.EqualTo((1, 0)));
        Assert.That((await new ProviderByKvk(town.Database).Of(administrator, "12345678"))!.Name, Is.EqualTo("De Helpende Hand"));
        Assert.That(await new ProviderByKvk(town.Database).Of(town.Caseworker, "12345678"), Is.Null);
    }
}
