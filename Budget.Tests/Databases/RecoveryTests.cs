using Budget.Core.Budgets;
using Budget.Core.Decisions;

namespace Budget.Tests.Databases;

/// <summary>What is had by wrong data is asked back, also when that is found out when the budget is over; and what an objection took away counts no longer. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RecoveryTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Grant> Spent()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("R1", 5, 8));
        return assigned.Grant;
    }

    private async Task<DecisionOverview.Answer> Read(Grant grant, string decision) => (await new DecisionOverview(town.Database).Of(grant.Resident.Actor, decision))!;

    [Test]
    public async Task Wrong_data_that_are_found_after_the_term_are_withdrawn_and_recovered_by_one_decision_that_moves_no_money()
    {
        var grant = await Spent();
        Assert.That((await town.Recover(grant, 10_000)).Refusal, Is.EqualTo(Refusal.RecoveryNotAllowed), "it runs: first it is withdrawn");
        Assert.That((await new RequestToDecide(town.Database).Of(town.Caseworker, grant.RequestNumber))!.May(DecisionKind.Recovery), Is.False);
        town.Clock.GoTo(new(2027, 1, 15));
        var (before, postings) = ((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance, await Sql.Count(town, "postings"));
        Assert.That((await new RequestToDecide(town.Database).Of(town.Caseworker, grant.RequestNumber))!.May(DecisionKind.Recovery), Is.True);
        Assert.That((await town.Recover(grant, 10_000, isOnPurpose: false)).Refusal, Is.EqualTo(Refusal.RecoveryNotAllowed));

        var recovered = (await town.Recover(grant, 48_000)).Value;

        Assert.That(((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance, await Sql.Count(town, "postings")), Is.EqualTo((before, postings)));
        var said = DecisionText.Of(await Read(grant, recovered.DecisionNumber), System.Globalization.CultureInfo.GetCultureInfo("nl")).Parts.SelectMany(part => part.Sentences);
        Assert.That(said, Has.Some.Contains("trekken wij ook het besluit in"));
    }

    [Test]
    public async Task Of_a_budget_that_ended_on_another_ground_it_is_recovered_once_that_is_over()
    {
        var grant = await Spent();
        await town.Withdraw(grant, new(2026, 6, 20));
        Assert.That((await town.Recover(grant, 10_000)).Refusal, Is.EqualTo(Refusal.RecoveryNotAllowed), "until the twentieth it runs");
        town.Clock.GoTo(new(2026, 6, 21));

        Assert.That((await town.Recover(grant, 10_000)).IsRefused, Is.False);

        var other = await town.Assigned(await town.Weekly());
        await town.Import("M2", other.Debit("R2", 5, 8));
        await town.Withdraw(other.Grant, new(2026, 6, 20), WithdrawalGround.A);
        Assert.That((await Read(other.Grant, (await town.Recover(other.Grant, 10_000)).Value.DecisionNumber)).Decision.WithdrawsToo, Is.Zero, "that was done already");
    }

    [Test]
    public async Task A_recovery_against_which_an_objection_was_right_leaves_room_for_another()
    {
        var grant = await Spent();
        await town.Withdraw(grant, new(2026, 5, 31), WithdrawalGround.A);
        var recovered = (await town.Recover(grant, 48_000)).Value.DecisionNumber;
        Assert.That((await town.Recover(grant, 1)).Refusal, Is.EqualTo(Refusal.AmountAboveSpent.With(Money.Zero)));
        var objection = (await new ObjectToDecision(town.Database).Do(grant.Resident.Actor, town.Key(), new(recovered, "Het was minder."))).Value.ObjectionNumber;
        await new DecideObjection(town.Database).Do(await town.User("collega", Role.Caseworker, Town.Huizen), town.Key(), new(objection, ObjectionOutcome.Partly, "U hebt gelijk."));

        Assert.That((await town.Recover(grant, 48_001)).Refusal, Is.EqualTo(Refusal.AmountAboveSpent.With(new Money(48_000))));
        Assert.That((await town.Recover(grant, 30_000)).IsRefused, Is.False);
    }
}
