using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>A reservation in its phases: made, used in parts, released; the money follows the resident to the next provider.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ReservationTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        assigned = await Assigned.In(town);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Balance> Balance() => (await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber))!.Balance;

    private Task<Outcome<EndAssignment.Answer>> End(DateOnly day, EndReason reason = EndReason.Client) =>
        new EndAssignment(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(assigned.Grant.BudgetNumber, day, reason));

    private Task<Outcome<Money>> Release() =>
        new ReleaseReservation(town.Database).Do(town.Finance, town.Key(), new(assigned.Grant.BudgetNumber, assigned.Number));

    [Test]
    public async Task It_is_used_in_parts_and_the_rest_is_released()
    {
        await town.Import("M1", assigned.Debit("R1", 3, 4), assigned.Debit("R2", 4, 3));
        await town.Import("M2", assigned.Debit("R3", 5, 2));
        var ended = await End(new(2026, 5, 31));

        Assert.That(ended.Value, Is.EqualTo(new EndAssignment.Answer(assigned.Number, Released: new(120_000 - 54_000), StillReserved: Money.Zero)));
        Assert.That(await Balance(), Is.EqualTo(new Balance(new(66_000), Money.Zero, new(54_000), Money.Zero)));
        Assert.That((await Release()).Refusal!.Is(Refusal.ReservationTooLow), Is.True, "there is nothing left to release");
    }

    [Test]
    public async Task What_may_still_be_invoiced_stays_reserved_until_finance_releases_it()
    {
        await town.Import("M1", assigned.Debit("R1", 3, 4));
        var ended = (await End(new(2026, 4, 30))).Value;

        Assert.That(ended.StillReserved.IsPositive, Is.True, "April was not declared yet");
        Assert.That(ended.Released + ended.StillReserved, Is.EqualTo(new Money(96_000)));
        Assert.That(await town.LinesOf(await town.Import("M2", assigned.Debit("R2", 4, 1), assigned.Debit("R3", 5, 1))), Is.EqualTo(["R2", "R3 9307 9308"]),
            "April can be declared, May cannot");
        Assert.That((await Release()).Value, Is.EqualTo(ended.StillReserved - new Money(6_000)));
        Assert.That((await Balance()).Reserved, Is.EqualTo(Money.Zero));
    }

    [Test]
    public async Task The_money_follows_the_resident_to_the_next_provider()
    {
        await town.Import("M1", assigned.Debit("R1", 5, 5));
        await End(new(2026, 5, 31), EndReason.OtherProvider);
        var other = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Anders", "Over", "About", "035 111 1111"))).Value;
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(other, Town.Huizen, Town.Guidance, new Money(5000), new Period(new(2020, 1, 1), new(2040, 12, 31))))).Value;

        var chosen = await town.Choose(assigned.Grant, contract);

        Assert.That(chosen.Reserved, Is.EqualTo(new Money(90_000)), "all that was not spent");
        Assert.That(await Balance(), Is.EqualTo(new Balance(Money.Zero, new(90_000), new(30_000), Money.Zero)));
        var overview = await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber);
        Assert.That((overview!.Budget.ProviderName, overview.Budget.AssignmentNumber), Is.EqualTo(("Anders", (long?)chosen.AssignmentNumber)));
        Assert.That((await new BudgetList(town.Database).Of(town.Finance)).Count(item => item.Number == assigned.Grant.BudgetNumber), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_a_running_assignment_ends_and_only_within_what_was_not_invoiced_yet()
    {
        await town.Import("M1", assigned.Debit("R1", 5, 5));

        Assert.That((await End(new(2026, 5, 30))).Refusal, Is.EqualTo(Refusal.DayOutsideAssignment), "the provider has invoiced the whole of May");
        Assert.That((await End(new(2027, 1, 1))).Refusal, Is.EqualTo(Refusal.DayOutsideAssignment));
        Assert.That((await Release()).Refusal, Is.EqualTo(Refusal.AssignmentRuns));
        Assert.That((await End(new(2026, 5, 31))).IsRefused, Is.False);
        Assert.That((await End(new(2026, 5, 31))).Refusal, Is.EqualTo(Refusal.NotAssigned));
        var stranger = await town.Resident("Piet Vreemd");
        var foreign = await new EndAssignment(town.Database).Do(stranger.Actor, town.Key(), new(assigned.Grant.BudgetNumber, new(2026, 5, 31), EndReason.Client));
        Assert.That(foreign.Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task Using_and_releasing_the_same_money_at_once_has_exactly_one_winner()
    {
        for (var round = 1; round <= 12; round++)
        {
            // Sixty euros are one hour of this provider: the invoice wants exactly what the release would give back.
            assigned = await Assigned.In(town, euros: 60m);
            await End(new(2026, 5, 31));

            var invoice = Task.Run(() => town.Import($"M{round}", assigned.Debit($"R{round}", 5, 1)));
            var release = Task.Run(Release);
            await Task.WhenAll(invoice, release);

            var invoiced = (await invoice).Rejected == 0;
            var after = await Balance();
            Assert.That((await release).IsRefused, Is.EqualTo(invoiced), $"round {round}: one of the two, and only one");
            Assert.That(after, Is.EqualTo(invoiced ? new Balance(Money.Zero, Money.Zero, new(6_000), Money.Zero) : new Balance(new(6_000), Money.Zero, Money.Zero, Money.Zero)));
        }
    }
}
