using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Configuration;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>A contract has terms, and a rate that changes from a day on: a line is held against the rate of its own first day, and what was booked stays as it was.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ContractRateTests(Engine engine)
{
    private static readonly DateOnly July = new(2026, 7, 1);
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

    private async Task<Outcome<IndexContract.Answer>> Index(DateOnly from, decimal? percent = null, Money? rate = null, Actor? by = null, string? seen = null) =>
        await new IndexContract(town.Database).Do(by ?? administrator, town.Key(), new(town.Contract, from, percent, rate, seen ?? await Seen()));

    private async Task<string> Seen() => (await new ContractList(town.Database).One(administrator, town.Contract))!.Seen;

    [Test]
    public async Task A_line_is_held_against_the_rate_of_its_first_day_and_what_was_booked_stays()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 5, 2));
        Assert.That((await Index(July, percent: 3.5m)).Value, Is.EqualTo(new IndexContract.Answer(new(6000), new(6210))));
        town.Clock.GoTo(new(2026, 8, 10));

        var declaration = DeclarationOf.Lines("M2",
            assigned.Debit("OUD-IN-JUNI", 6, 1), assigned.Debit("OUD-IN-JULI", 7, 1), assigned.Debit("NIEUW-IN-JULI", 7, 1).With(1, 6210), assigned.Debit("NIEUW-IN-APRIL", 4, 1).With(1, 6210));
        var result = await town.Import(declaration with { Period = Period.Month(2026, 7) });

        Assert.That(await town.LinesOf(result.Result!), Is.EqualTo(["OUD-IN-JUNI", "OUD-IN-JULI 0611", "NIEUW-IN-JULI", "NIEUW-IN-APRIL 0611"]));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber))!.Balance.Spent, Is.EqualTo(new Money(12_000 + 6_000 + 6_210)));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber))!.Budget.ContractRate, Is.EqualTo(new Money(6210)));
        Assert.That((await new DeclarationOfMonth(town.Database).Of(town.Provider, Town.Huizen, Period.Month(2026, 8)))!.Lines[0].Rate, Is.EqualTo(new Money(6210)));
        Assert.That((await new DeclarationOfMonth(town.Database).Of(town.Provider, Town.Huizen, Period.Month(2026, 4)))!.Lines[0].Rate, Is.EqualTo(new Money(6000)));
    }

    [Test]
    public async Task Who_chooses_after_it_reserves_at_the_new_rate_and_may_be_declared_the_old_one_for_the_months_before()
    {
        await Index(town.Today, rate: new(6200));
        var assigned = await Assigned.In(town, euros: 620m);

        var offer = (await new ProvidersForBudget(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber))!.Choices[0].Offer;
        Assert.That((offer.RateNow, offer.Rate, offer.DearestRate), Is.EqualTo((new Money(6200), new Money(6000), new Money(6200))));
        Assert.That(await town.LinesOf(await town.Import("M1", assigned.Debit("R1", 4, 1), assigned.Debit("R2", 5, 1).With(1, 6200))), Is.EqualTo(["R1", "R2 0611"]));
    }

    [Test]
    public async Task What_stays_reserved_for_who_ends_is_enough_at_the_dearest_rate()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var budget = (await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new(3), Frequency.Week, new(6600), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."))).Value.BudgetNumber;
        await town.Choose(new Grant(resident, request, budget));
        await Index(July, rate: new(7000));

        var ended = await new EndAssignment(town.Database).Do(resident.Actor, town.Key(), new(budget, new(2026, 7, 31), EndReason.Client));

        // 31 weeks of three hours at 70 euros.
        Assert.That(ended.Value.StillReserved, Is.EqualTo(new Money(651_000)));
    }

    [Test]
    public async Task A_rate_that_has_not_begun_is_put_right_by_saying_it_again_and_both_are_kept()
    {
        await Index(July, percent: 5m);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await Index(July, percent: 3m)).Value, Is.EqualTo(new IndexContract.Answer(new(6000), new(6180))), "of the rate on the day before, not of the slip");

        var row = (await new ContractList(town.Database).One(administrator, town.Contract))!;
        Assert.That((row.Rate, row.NextStartsOn, row.NextRate), Is.EqualTo((new Money(6000), (DateOnly?)July, (Money?)new Money(6180))));
        Assert.That((await History(administrator)).Select(change => (change.Title, change.Lines.Single(), change.ChangedByName)), Is.EqualTo(new[]
        {
            ("De Helpende Hand", new ConfigurationHistory.Line("ContractRate", "6000", "2026-07-01 6180"), "Naam beheer"),
            ("De Helpende Hand", new ConfigurationHistory.Line("ContractRate", "6000", "2026-07-01 6300"), "Naam beheer"),
        }));
        Assert.That(await History(administrator with { MunicipalityCode = Town.Hilversum }), Is.Empty);
        town.Clock.GoTo(July);
        Assert.That((await new ContractList(town.Database).One(administrator, town.Contract))!.Rate, Is.EqualTo(new Money(6180)));
    }

    private Task<IReadOnlyList<ConfigurationHistory.Item>> History(Actor by) => new ConfigurationHistory(town.Database).Of(by, SignContract.What, $"{town.Contract.Value:D}");

    [Test]
    public async Task Of_two_who_set_a_rate_at_once_the_second_has_to_see_the_first()
    {
        var seen = await Seen();
        Assert.That((await Index(July, percent: 5m, seen: seen)).Refusal, Is.Null);
        Assert.That((await Index(July, percent: 3m, seen: seen)).Refusal, Is.EqualTo(Refusal.ChangedMeanwhile));
        Assert.That(await Sql.Count(town, "contract_rates"), Is.EqualTo(1));
        Assert.That((await Index(July, percent: 3m)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_rate_that_is_set_after_the_choice_counts_also_when_it_begins_before_the_help_does()
    {
        var assigned = await Assigned.In(town, period: new Period(new(2026, 7, 15), new(2026, 12, 31)));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await Index(July, rate: new(6200));
        Assert.That((await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Single().Rate, Is.EqualTo(new Money(6200)), "on its first day");

        town.Clock.GoTo(new(2026, 9, 5));
        var declaration = DeclarationOf.Lines("M1", assigned.Debit("OUD", 8, 1), assigned.Debit("NIEUW", 8, 1).With(1, 6200));
        var result = await town.Import(declaration with { Period = Period.Month(2026, 8) });
        Assert.That(await town.LinesOf(result.Result!), Is.EqualTo(["OUD 0611", "NIEUW"]));
    }

    [Test]
    public async Task What_ends_within_half_a_year_or_whose_option_waits_is_on_top_until_another_takes_its_place()
    {
        async Task Sign(string product, DateOnly from, DateOnly until, int option = 0) => Assert.That((await new SignContract(town.Database).Do(
            administrator, town.Key(), new(town.Provider, Town.Huizen, product, new(3000), new Period(from, until), OptionYears: option))).Refusal, Is.Null);
        async Task<IEnumerable<(string, DateOnly, long)>> Ending() =>
            (await new ContractList(town.Database).Of(administrator, "zoekt iets anders", page: 1)).Ending.Select(row => (row.ProductNl, row.EndsOn, row.OptionYears));
        Assert.That(await Ending(), Is.Empty);
        await Sign("01A01", new(2022, 1, 1), new(2026, 12, 15), option: 5);
        Assert.That(await Ending(), Is.EqualTo(new[] { ("Hulp bij het huishouden", new DateOnly(2026, 12, 15), 5L) }));
        town.Clock.GoTo(new(2026, 6, 14));
        Assert.That(await Ending(), Is.Empty, "half a year and a day");
        town.Clock.GoTo(new(2026, 6, 15));
        await Sign("01A01", new(2026, 12, 16), new(2030, 12, 31));
        Assert.That(await Ending(), Is.Empty);
    }

    [Test]
    public async Task Only_an_administrator_of_the_municipality_changes_it_from_a_day_that_is_not_past_and_by_no_slip()
    {
        Assert.That((await Index(town.Today.AddDays(-1), percent: 3m)).Refusal!.Is(Refusal.DayOutsideContract), Is.True);
        Assert.That((await Index(new(2041, 1, 1), percent: 3m)).Refusal!.Is(Refusal.DayOutsideContract), Is.True);
        Assert.That((await Index(July, percent: 30m)).Refusal!.Is(Refusal.RateImplausible), Is.True);
        Assert.That((await Index(July, rate: new(600))).Refusal!.Is(Refusal.RateImplausible), Is.True);
        Assert.That((await Index(July, percent: 3m, by: administrator with { MunicipalityCode = Town.Hilversum })).Refusal, Is.EqualTo(Refusal.NotFound));
        foreach (var by in new[] { town.Caseworker, town.Finance, town.ProviderStaff, Actor.System(Town.Huizen) })
        {
            Assert.That((await Index(July, percent: 3m, by: by)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{by.Role}");
        }

        Assert.That((await Sql.Count(town, "contract_rates"), await Sql.Count(town, "configuration_changes")), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_contract_of_five_and_five_years_goes_on_for_five_more_once()
    {
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(
            town.Provider, Town.Huizen, "01A01", new(3000), new Period(new(2022, 1, 1), new(2026, 12, 31)), NoticeDays: 30, OptionYears: 5))).Value;
        Task<Outcome<DateOnly>> Take(Actor by) => new TakeOption(town.Database).Do(by, town.Key(), contract);
        Assert.That((await Take(administrator with { MunicipalityCode = Town.Hilversum })).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Take(town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));

        Assert.That((await Take(administrator)).Value, Is.EqualTo(new DateOnly(2031, 12, 31)));
        Assert.That((await Take(administrator)).Refusal, Is.EqualTo(Refusal.NoOption));
        Assert.That((await new TakeOption(town.Database).Do(administrator, town.Key(), town.Contract)).Refusal, Is.EqualTo(Refusal.NoOption), "one without an option");
        var row = (await new ContractList(town.Database).Of(administrator, "huishouden", page: 1)).Contracts.Single();
        Assert.That((row.EndsOn, row.NoticeDays, row.OptionYears, row.OptionTakenOn), Is.EqualTo((new DateOnly(2031, 12, 31), 30L, 5L, (DateOnly?)town.Today)));
    }
}
