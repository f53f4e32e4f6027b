using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A posting is reversed by two people of finance, and the books say which two.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class FourEyesTests(Engine engine)
{
    private Town town = null!;
    private string budget = null!;
    private Actor holder = null!;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(2026, 4, 1), new Quantity(10)));
        (budget, holder) = (grant.BudgetNumber, grant.Resident.Actor);
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private async Task<ReversalId> Propose() => (await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(budget, 2, "Verkeerde maand"))).Value;

    private Task<Outcome<long>> Approve(Actor actor, ReversalId id) => new ApproveReversal(town.Database).Do(actor, town.Key(), id);

    private Task<Outcome<ReversalId>> Reject(Actor actor, ReversalId id, string answer) => new RejectReversal(town.Database).Do(actor, town.Key(), new(id, answer));

    private async Task<ReversalsToApprove.Item> Look(ReversalId id) => (await new ReversalsToApprove(town.Database).One(town.Finance, id))!;

    [Test]
    public async Task What_one_proposes_a_colleague_approves_and_not_oneself()
    {
        var proposal = await Propose();

        Assert.That(await Sql.Count(town, "postings WHERE kind = 'reversal'"), Is.Zero, "a proposal books nothing");
        Assert.That((await Approve(town.Finance, proposal)).Refusal, Is.EqualTo(Refusal.OwnProposal));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'reversal'"), Is.Zero);
        Assert.That((await Approve(town.FinanceToo, proposal)).Value, Is.EqualTo(3));
        Assert.That(await Look(proposal), Is.EqualTo(await Look(proposal) with
        {
            Outcome = "reversed",
            ReversalNumber = 3,
            Reason = "Verkeerde maand",
            ProposedBy = town.Finance.UserId,
            ProposedByName = "Naam financien",
            DecidedByName = "Naam financien2",
            Answer = "",
        }));
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }

    [Test]
    public async Task A_colleague_rejects_with_a_reason_and_then_it_may_be_proposed_again()
    {
        var proposal = await Propose();

        Assert.That((await Reject(town.FinanceToo, proposal, " ")).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await Reject(town.FinanceToo, proposal, "Het klopt wel.")).Refusal, Is.Null);
        Assert.That(await Look(proposal), Is.EqualTo(await Look(proposal) with { Outcome = "rejected", Answer = "Het klopt wel.", ReversalNumber = null }));
        Assert.That((await Approve(town.FinanceToo, proposal)).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That((await Approve(town.FinanceToo, await Propose())).Refusal, Is.Null);
    }

    [Test]
    public async Task Who_proposed_it_takes_it_back_without_a_reason()
    {
        var proposal = await Propose();

        Assert.That((await Reject(town.Finance, proposal, "")).Refusal, Is.Null);
        Assert.That((await Look(proposal)).Outcome, Is.EqualTo("withdrawn"));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'reversal'"), Is.Zero);
        Assert.That((await Sql.Count(town, "traces WHERE what = 'WithdrawReversal'"), await Sql.Count(town, "traces WHERE what = 'RejectReversal'")), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task The_resident_reads_why_a_posting_was_reversed_and_nothing_of_a_proposal_that_waits()
    {
        var proposal = await Propose();
        var budgets = new BudgetOverview(town.Database);

        Assert.That((await budgets.Of(town.Finance, budget))!.Proposed, Is.EqualTo(new Dictionary<long, ReversalId> { [2] = proposal }));
        Assert.That((await budgets.Of(holder, budget))!.Proposed, Is.Empty);
        await Approve(town.FinanceToo, proposal);
        Assert.That((await budgets.Of(holder, budget))!.Postings[0], Has.Property("Words").EqualTo("Verkeerde maand").And.Property("Reason").Empty);
    }

    [Test]
    public async Task A_colleague_is_told_that_who_proposed_it_was_blocked_since()
    {
        var proposal = await Propose();
        Assert.That((await Look(proposal)).ProposerBlockedAt, Is.Null);

        await Sql.Execute(town, "UPDATE users SET blocked_at = proposed_at FROM proposed_reversals WHERE users.id = proposed_by");

        Assert.That((await Look(proposal)).ProposerBlockedAt, Is.Not.Null);
    }

    [Test]
    public async Task Of_two_who_approve_and_reject_at_the_same_moment_one_is_told_that_it_was_decided()
    {
        for (var round = 0; round < 5; round++)
        {
            var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
            await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(2026, 4, 1), new Quantity(10)));
            var proposal = (await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(grant.BudgetNumber, 2, "Verkeerde maand"))).Value;
            var (approve, reject) = (Approve(town.FinanceToo, proposal), Reject(town.Finance, proposal, ""));
            Assert.That(new[] { (await approve).Refusal, (await reject).Refusal }, Is.EquivalentTo(new[] { null, Refusal.AlreadyDecided }));
        }
    }

    [Test]
    public async Task Another_municipality_and_another_role_do_not_see_it_and_do_not_decide()
    {
        var proposal = await Propose();
        var elsewhere = await town.User("financien", Role.Finance, Town.Hilversum);

        Assert.That((await Approve(elsewhere, proposal)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Reject(elsewhere, proposal, "x")).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Approve(town.Caseworker, proposal)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await new ReversalsToApprove(town.Database).One(elsewhere, proposal), Is.Null);
        Assert.That(await new ReversalsToApprove(town.Database).Of(elsewhere), Is.Empty);
        Assert.That(await new ReversalsToApprove(town.Database).Of(town.Caseworker), Is.Empty);
    }

    [Test]
    public async Task The_database_itself_refuses_an_approval_of_ones_own()
    {
        await Propose();

        Assert.That(
            async () => await Sql.Execute(town, "UPDATE proposed_reversals SET outcome = 'reversed', decided_by = proposed_by, decided_at = proposed_at, reversal_number = 3"),
            Throws.Exception.With.Message.Contains(engine == Engine.Sqlite ? "CHECK" : "check"));
    }

    [TestCase("proposed_by = decided_by, decided_by = proposed_by")]
    [TestCase("reason = 'enc1:anders'")]
    [TestCase("posting_number = 1")]
    public async Task Who_changes_the_two_people_behind_a_reversal_is_found(string change)
    {
        await Approve(town.FinanceToo, await Propose());

        Assert.That(async () => await Sql.Execute(town, $"UPDATE proposed_reversals SET {change}"), Throws.Exception.With.Message.Contains("append-only"));
        await Sql.Execute(town, engine == Engine.Sqlite ? "DROP TRIGGER proposed_reversals_refuse_update" : "DROP TRIGGER proposed_reversals_refuse_update ON proposed_reversals");
        await Sql.Execute(town, $"UPDATE proposed_reversals SET {change}");

        var fault = (await new VerifyLedger(town.Database).Run()).FirstFault;
        Assert.That(fault, Is.EqualTo(new VerifyLedger.Fault($"{budget}/3", "who proposed or approved it, or why, was changed after it was booked")));
    }
}
