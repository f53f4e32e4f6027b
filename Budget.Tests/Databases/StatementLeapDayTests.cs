using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Providers;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>A statement over the 29th of February and over a switch of provider, as the deeds book them: nothing is lost between two statements.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class StatementLeapDayTests(Engine engine)
{
    private static readonly DateOnly LeapDay = new(2028, 2, 29);
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine, FakeClock.On(2028, 2, 10));

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<ContractId> Contract(string number, string name, long rate)
    {
        var provider = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(number, number, name, "Over", "About", "035 111 1111"))).Value;
        return (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(provider, Town.Huizen, Town.Guidance, new Money(rate), new Period(new(2020, 1, 1), new(2040, 12, 31)), 0))).Value;
    }

    [Test]
    public async Task What_is_booked_on_the_leap_day_is_on_the_statement_of_that_day_and_both_sides_of_it_make_the_year()
    {
        var (first, second) = (await Contract("87654321", "Eerst Zorg", 6000), await Contract("11112222", "Daarna Zorg", 5000));
        var resident = await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new(3), Frequency.Week, new(6600), Period.Year(2028), FundingForm.PersonFollowing, "Dit is nodig."));
        var grant = new Grant(resident, request, granted.Value.BudgetNumber);
        var from = (await town.Choose(grant, first)).AssignmentNumber;
        town.Clock.GoTo(LeapDay);
        var entry = new SwitchProvider.Entry(grant.BudgetNumber, from, second, new DateOnly(2028, 3, 1), "");
        var draft = await new SwitchProvider(town.Database).Draft(resident.Actor, entry);
        Assert.That((await new SwitchProvider(town.Database).Do(resident.Actor, town.Key(), entry with { Seen = draft.Value.Mark })).Refusal, Is.Null);
        town.Clock.GoTo(new(2028, 3, 20));

        var statement = new BudgetStatement(town.Database);
        async Task<Statement> Of(DateOnly start, DateOnly end) => (await statement.Of(town.Finance, grant.BudgetNumber, new Period(start, end)))!;
        var (before, on, after, year) = (
            await Of(new(2028, 1, 1), LeapDay.AddDays(-1)), await Of(LeapDay, LeapDay), await Of(LeapDay.AddDays(1), new(2028, 12, 31)), await Of(new(2028, 1, 1), new(2028, 12, 31)));
        Assert.That(on.Lines, Is.Not.Empty, "the switch is booked on the day on which it is made");
        Assert.That((on.Opening, after.Opening, after.Closing), Is.EqualTo((before.Closing, on.Closing, year.Closing)));
        Assert.That(before.Lines.Concat(on.Lines).Concat(after.Lines), Is.EqualTo(year.Lines));
        Assert.That(year.Closing, Is.EqualTo((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance));
        Assert.That(year.Lines.Select(line => line.Who), Does.Contain("Eerst Zorg").And.Contain("Daarna Zorg"));
        Assert.That(StatementDocument.Write(on, System.Globalization.CultureInfo.GetCultureInfo("nl-NL")), Is.Not.Empty);
    }
}
