using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Residents;

namespace Budget.Tests.Databases;

/// <summary>The declaration that a provider would send is one that the municipality accepts, and asking for it changes nothing.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DeclarationOfMonthTests(Engine engine)
{
    private static readonly Period April = Period.Month(2026, 4);
    private static readonly Period May = Period.Month(2026, 5);
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Declaration?> Of(Period month, string municipality = Town.Huizen) =>
        new DeclarationOfMonth(town.Database).Of(town.Provider, municipality, month);

    private async Task<ImportDeclaration.Result> Import(Declaration declaration) => (await town.Import(declaration)).Result!;

    private async Task Granted(decimal volume, Frequency frequency, Period period)
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new(volume), frequency, new(6600), period, FundingForm.PersonFollowing, "Dit is nodig."));
        await town.Choose(new Grant(resident, request, granted.Value.BudgetNumber));
    }

    [Test]
    public async Task What_it_writes_is_accepted_whole_and_then_nothing_is_left_for_that_month()
    {
        await Granted(3m, Frequency.Week, Period.Year(2026));
        await Granted(15.5m, Frequency.Month, Period.Year(2026));
        await Granted(40m, Frequency.Total, new Period(new(2026, 5, 12), new(2026, 9, 17)));
        var declaration = (await Of(May))!;

        var result = await Import(declaration);

        Assert.That(declaration.Lines.Select(line => line.Volume), Is.EquivalentTo([13L, 15L, 8L]), "whole hours of the month's share");
        Assert.That(declaration.Lines.Select(line => line.Period.StartsOn.Day), Is.EquivalentTo([1, 1, 12]), "cut to the assignment");
        Assert.That((result.Rejected, result.Accepted), Is.EqualTo((0, declaration.Total)));
        Assert.That(await Of(May), Is.Null);
        Assert.That((await Of(April))!.Lines, Has.Count.EqualTo(2), "another month is another declaration");
    }

    [Test]
    public async Task Asking_books_nothing_and_asking_again_gives_the_same_bytes()
    {
        await Assigned.In(town);
        await Assigned.In(town, euros: 500m);
        var picture = await town.Picture();

        var first = DeclarationOf.Bytes((await Of(May))!);
        var second = DeclarationOf.Bytes((await Of(May))!);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(await town.Picture(), Is.EqualTo(picture));
    }

    [Test]
    public async Task It_never_asks_for_more_than_is_still_reserved()
    {
        var assigned = await Assigned.In(town, euros: 659m);

        var first = (await Of(April))!;
        await Import(first);
        var second = await Of(May);

        Assert.That(first.Total, Is.EqualTo(new Money(60_000)), "ten hours of sixty euros fit in 659");
        Assert.That(second, Is.Null, "what is left does not buy an hour");
        var overview = await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber);
        Assert.That(overview!.Balance, Is.EqualTo(new Balance(Money.Zero, new(5_900), new(60_000), Money.Zero)));
    }

    [Test]
    public async Task What_was_rejected_or_credited_can_be_declared_again()
    {
        await Assigned.In(town);
        var right = (await Of(May))!;
        var line = right.Lines[0];
        var slip = line.With(line.Volume, rate: 6001);

        var rejected = await Import(right with { Total = slip.Amount, Lines = [slip] });
        var again = (await Of(May))!;
        var accepted = await Import(again);
        var credited = await Import(DeclarationOf.Lines("CREDIT", again.Lines[0].CreditedBy("CREDIT")));
        var anew = (await Of(May))!;

        Assert.That((rejected.Rejected, accepted.Rejected, credited.Rejected), Is.EqualTo((1, 0, 0)));
        Assert.That((await Import(anew)).Rejected, Is.Zero);
        Assert.That(await Of(May), Is.Null);
    }

    [Test]
    public async Task What_finance_reversed_by_hand_can_be_declared_again()
    {
        var assigned = await Assigned.In(town);
        await Import((await Of(May))!);
        await town.Reverse(assigned.Grant.BudgetNumber, 3, "verkeerd");

        var again = await Of(May);

        Assert.That(again, Is.Not.Null);
        Assert.That((await Import(again!)).Rejected, Is.Zero);
    }

    [Test]
    public async Task There_is_nothing_to_declare_elsewhere_before_or_after()
    {
        await Granted(3m, Frequency.Week, new Period(new(2026, 5, 1), new(2026, 6, 30)));
        var other = await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Zorg Nabij", "", "", ""));

        Assert.That(await Of(April), Is.Null);
        Assert.That(await Of(Period.Month(2026, 7)), Is.Null);
        Assert.That(await Of(May, Town.Hilversum), Is.Null);
        Assert.That(await new DeclarationOfMonth(town.Database).Of(other.Value, Town.Huizen, May), Is.Null);
        Assert.That(await Of(May), Is.Not.Null);
    }

    [Test]
    public async Task Support_counted_in_euros_is_declared_in_cents_without_a_rate()
    {
        var system = Actor.System("1942");
        await new OpenMunicipality(town.Database).Do(system, town.Key(), new("1942", "Gooise Meren", "035 207 0000", "wmo@example.nl",
            [new Product("10A01", "10", CareUnit.Euro, "Maatwerk", "Custom support", new Money(100))]));
        await new SignContract(town.Database).Do(system, town.Key(), new(town.Provider, "1942", "10A01", new Money(100), Period.Year(2026)));
        var caseworker = await town.User("consulent3", Role.Caseworker, "1942");
        var id = (await new RegisterResident(town.Database).Do(system, town.Key(), new("1942", "999900006", "Fien Maas", new(1960, 1, 1)))).Value;
        var actor = await town.User("bewoner", Role.Resident, "1942");
        await new GiveAccess(town.Database).Do(system, town.Key(), new(actor.UserId, id, AsRepresentative: false, new(2020, 1, 1), new(2040, 1, 1)));
        var resident = new Resident(id, actor);
        var request = await town.Request(resident);
        await new Core.Investigations.WriteReport(town.Database).Do(caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Maatwerk." }, "Toekennen."));
        var granted = await new GrantProvision(town.Database).Do(caseworker, town.Key(), new(
            request, town.Today, "10A01", new(300m), Frequency.Month, new(100), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."));
        var offers = await new Core.Assignments.ProvidersForBudget(town.Database).Of(actor, granted.Value.BudgetNumber);
        await town.Choose(new Grant(resident, request, granted.Value.BudgetNumber), offers!.Choices.Single().Offer.ContractId);

        await town.MayDeclare();
        var (number, help) = ((await Of(May, "1942"))!.Lines[0].AssignmentNumber, new DeclareHelp(town.Database));
        var other = await help.Do(town.ProviderStaff, town.Key(), new("1942", May.StartsOn, [new(number, new(300), Amount: new Money(29_900))]));
        Assert.That(other.Wrong.Single().Refusal, Is.EqualTo(Refusal.AmountNotVolume), "at its line, not at that of a file that nobody has");

        var declaration = (await Of(May, "1942"))!;
        var answer = await town.Import(declaration, system);

        Assert.That((declaration.Lines[0].Volume, declaration.Lines[0].Rate, declaration.Total), Is.EqualTo((30_000L, (Money?)null, new Money(30_000))));
        Assert.That(answer.Fault, Is.Null);
        Assert.That((answer.Result!.Rejected, answer.Result.Accepted), Is.EqualTo((0, new Money(30_000))));
        var posting = (await new BudgetOverview(town.Database).Of(actor, granted.Value.BudgetNumber))!.Postings[0];
        Assert.That((posting.Unit, posting.Volume), Is.EqualTo((CareUnit.Euro, (Quantity?)new Quantity(300))), "300 euro, not 30.000");
    }
}
