using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>What each kind of decision does to the money, and when it may be taken. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DecisionKindTests(Engine engine)
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

    private async Task<Balance> Balance(Grant grant) => (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance;

    private Task<Outcome<ForwardClaim.Answer>> Claim(Grant grant, string agreement, int month, decimal hours) =>
        new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, month, 1), new(hours)));

    [Test]
    public async Task A_withdrawn_budget_keeps_what_is_spent_and_what_may_still_be_declared_and_gives_back_the_rest()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("R1", 4, 8), assigned.Debit("R2", 5, 8));

        var withdrawn = (await town.Withdraw(assigned.Grant, new(2026, 6, 30))).Value;

        // June touches five ISO weeks, of which the first is 1 June: ten hours of sixty euros.
        Assert.That(withdrawn.Effect, Is.EqualTo(new EndedBudget(new(2026, 6, 30), Spent: new(96_000), StillReserved: new(60_000), StillAvailable: Money.Zero, Returned: new(636_000 - 156_000), assigned.Number)));
        Assert.That(await Balance(assigned.Grant), Is.EqualTo(new Balance(Money.Zero, new(60_000), new(96_000), Money.Zero)));
        var last = (await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber))!.Postings[0];
        Assert.That((last.Kind, last.OriginNumber, last.Amount), Is.EqualTo(("expiry", withdrawn.DecisionNumber, new Money(480_000))));
        Assert.That(PostingText.For(last, System.Globalization.CultureInfo.GetCultureInfo("nl")), Is.EqualTo($"Terug naar de gemeente: het budget stopt eerder (besluit {withdrawn.DecisionNumber})"));
    }

    [Test]
    public async Task After_its_end_nothing_is_chosen_declared_claimed_or_agreed_for_later_days()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Withdraw(assigned.Grant, new(2026, 5, 31));
        Assert.That(await town.LinesOf(await town.Import("M1", assigned.Debit("R1", 5, 8), assigned.Debit("R2", 6, 8))), Is.EqualTo(["R1", "R2 9307 9308 9319"]), "May can be declared, June cannot");
        Assert.That((await new ChooseProvider(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(assigned.Grant.BudgetNumber, town.Contract))).Refusal, Is.EqualTo(Refusal.BudgetEnded));

        var held = await town.Weekly(FundingForm.PersonHeld);
        var agreement = await town.Agreement(held, rate: 60m, hours: 8m);
        await Claim(held, agreement, 4, 8m);
        Assert.That((await town.Withdraw(held, new(2026, 5, 20))).IsRefused, Is.False);
        Assert.That((await Claim(held, agreement, 5, 8m)).Value.Amount, Is.EqualTo(new Money(48_000)), "the days of May up to the twentieth");
        town.Clock.GoTo(new(2026, 7, 15));
        Assert.That((await Claim(held, agreement, 6, 8m)).Refusal, Is.EqualTo(Refusal.BudgetEnded));
        var late = await new ApproveCareAgreement(town.Database).Do(town.Caseworker, town.Key(), new(
            held.BudgetNumber, "Fatima El Amrani", HelperKind.Network, new Money(2000), new Quantity(4), new Period(new(2026, 5, 1), new(2026, 5, 21))));
        Assert.That(late.Refusal, Is.EqualTo(Refusal.DayOutsideBudget));
    }

    [Test]
    public async Task Of_a_withdrawn_PGB_the_months_that_were_not_claimed_yet_stay_available()
    {
        var held = await town.Weekly(FundingForm.PersonHeld);
        // No agreement is of more than the decision grants for a month; three together are.
        foreach (var hours in new[] { 7m, 7m, 6m })
        {
            await Claim(held, await town.Agreement(held, rate: 60m, hours: 10m), 1, hours);
        }

        var effect = (await town.Withdraw(held, new(2026, 3, 31))).Value.Effect;

        // February and March at the thirty hours of the agreements, more than the 14 weeks of two hours less January's twenty.
        Assert.That((effect.Spent, effect.StillAvailable, effect.Returned), Is.EqualTo((new Money(120_000), new Money(360_000), new Money(156_000))));
    }

    [Test]
    public async Task Without_an_agreement_or_a_provider_the_days_that_are_left_keep_what_they_were_granted()
    {
        var held = await town.Weekly(FundingForm.PersonHeld);
        Assert.That((await town.Withdraw(held, new(2026, 1, 31))).Value.Effect.StillAvailable, Is.EqualTo(new Money(5 * 12_000)), "five weeks, for an agreement that is made late");

        var following = await town.Weekly();
        Assert.That((await town.Withdraw(following, new(2026, 6, 14))).Value.Effect.StillAvailable, Is.EqualTo(Money.Zero), "nobody can be chosen for days that are over");

        var chosenLate = await town.Weekly();
        Assert.That((await town.Withdraw(chosenLate, new(2026, 6, 30))).Value.Effect.StillAvailable.IsPositive, Is.True);
        var chosen = await new ChooseProvider(town.Database).Do(chosenLate.Resident.Actor, town.Key(), new(chosenLate.BudgetNumber, town.Contract));
        Assert.That(chosen.Value.Reserved, Is.EqualTo(new Money(27 * 12_000)), "up to the last day and no further");
    }

    [Test]
    public async Task A_budget_ends_once_inside_its_own_period_and_not_before_help_that_was_declared()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("R1", 5, 8));

        Assert.That((await town.Withdraw(assigned.Grant, new(2026, 5, 30))).Refusal, Is.EqualTo(Refusal.EndsBeforeHelp.With("31-05-2026")));
        Assert.That((await town.Withdraw(assigned.Grant, new(2026, 12, 31))).Refusal, Is.EqualTo(Refusal.DayOutsideBudget), "that is when it ends");
        Assert.That((await town.Withdraw(assigned.Grant, new(2025, 12, 30))).Refusal, Is.EqualTo(Refusal.DayOutsideBudget));
        Assert.That((await town.Withdraw(assigned.Grant, new(2026, 5, 31))).IsRefused, Is.False);
        Assert.That((await town.Withdraw(assigned.Grant, new(2026, 6, 30))).Refusal, Is.EqualTo(Refusal.BudgetEnded));
        Assert.That((await town.Extend(assigned.Grant, new(2027, 3, 31))).Refusal, Is.EqualTo(Refusal.BudgetEnded));

        var neverRan = await town.Weekly();
        Assert.That((await town.Withdraw(neverRan, new(2025, 12, 31))).Value.Effect.Returned, Is.EqualTo(new Money(636_000)), "on the day before it began: all of it goes back");
        Assert.That((await new ChooseProvider(town.Database).Do(neverRan.Resident.Actor, town.Key(), new(neverRan.BudgetNumber, town.Contract))).Refusal, Is.EqualTo(Refusal.BudgetEnded));
    }

    [Test]
    public async Task A_revision_ends_the_old_budget_and_begins_a_new_one_the_next_day_in_one_decision()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("R1", 5, 8));

        var revised = (await town.Revise(assigned.Grant, new(2026, 6, 30), new(2026, 12, 31), hours: 3m)).Value;

        Assert.That(revised.Granted, Is.EqualTo(Money.Of(new(6000), GrantedVolume.Over(new(new(2026, 7, 1), new(2026, 12, 31)), new(3m), Frequency.Week))));
        Assert.That(await Balance(assigned.Grant), Is.EqualTo(new Balance(Money.Zero, new(60_000), new(48_000), Money.Zero)));
        var anew = assigned.Grant with { BudgetNumber = revised.BudgetNumber };
        Assert.That((await town.Choose(anew)).Reserved, Is.EqualTo(revised.Granted));
        Assert.That((await town.Revise(anew, new(2026, 9, 30), new(2026, 12, 31), form: FundingForm.PersonHeld)).Refusal, Is.EqualTo(Refusal.FormStays), "another form is a decision of its own");
    }

    [Test]
    public async Task An_extension_follows_the_day_after_and_leaves_the_old_budget_alone()
    {
        var grant = await town.Weekly();
        var before = await Balance(grant);

        var extended = (await town.Extend(grant, new(2027, 6, 30))).Value;

        Assert.That(await Balance(grant), Is.EqualTo(before));
        Assert.That((await Balance(grant with { BudgetNumber = extended.BudgetNumber })).Available, Is.EqualTo(extended.Granted));
        Assert.That((await town.Extend(grant, new(2027, 12, 31))).Refusal, Is.EqualTo(Refusal.AlreadyGranted), "those days were granted");
        Assert.That((await town.Extend(grant, new(2026, 12, 31))).Refusal, Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That((await town.Extend(grant with { RequestNumber = (await town.Weekly()).RequestNumber }, new(2027, 6, 30))).Refusal, Is.EqualTo(Refusal.NotFound), "of another request");
    }

    [Test]
    public async Task Help_at_once_needs_no_report_lasts_some_weeks_and_becomes_a_provision_for_good_after_it()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        Assert.That((await town.HelpAtOnce(request, town.Today, weeks: 9)).Refusal, Is.EqualTo(Refusal.TemporaryTooLong.With(8)));
        var helped = (await town.HelpAtOnce(request, town.Today, weeks: 8)).Value;
        var grant = new Grant(resident, request, helped.BudgetNumber);
        Assert.That((await town.Choose(grant)).Reserved, Is.EqualTo(helped.Granted), "a budget like another");

        Assert.That((await town.Revise(grant, new(2026, 6, 30), new(2026, 12, 31))).Refusal, Is.EqualTo(Refusal.ReportMissing));
        await town.Report(request);
        Assert.That((await town.Revise(grant, new(2026, 6, 30), new(2026, 12, 31))).Refusal, Is.EqualTo(Refusal.ApplicationMissing));
        await new ApplyForSupport(town.Database).Do(resident.Actor, town.Key(), request);
        Assert.That((await town.Revise(grant, new(2026, 6, 30), new(2026, 12, 31))).IsRefused, Is.False);
        Assert.That((await town.HelpAtOnce(request, new(2027, 1, 1), weeks: 2)).Refusal, Is.EqualTo(Refusal.RequestDecided));
        await Sql.Execute(town, $"INSERT INTO decision_terms (municipality_code, temporary_weeks, objection_weeks) VALUES ('{Town.Huizen}', 2, 12)");
        Assert.That((await town.HelpAtOnce(await town.Request(resident), new(2027, 1, 1), weeks: 3)).Refusal, Is.EqualTo(Refusal.TemporaryTooLong.With(2)), "the municipality's own term");
    }

    [Test]
    public async Task A_refusal_opens_no_budget_and_nothing_is_granted_on_that_request_after_it()
    {
        var grant = await town.Weekly();
        Assert.That((await town.Refuse(grant.RequestNumber)).Refusal, Is.EqualTo(Refusal.RequestDecided));
        var resident = await town.Resident();
        var request = await town.Request(resident);
        Assert.That((await town.Refuse(request)).Refusal, Is.EqualTo(Refusal.ReportMissing));
        await town.Report(request);
        var budgets = await Sql.Count(town, "budgets");

        Assert.That((await town.Refuse(request)).IsRefused, Is.False);

        Assert.That(await Sql.Count(town, "budgets"), Is.EqualTo(budgets));
        Assert.That((await town.Refuse(request)).Refusal, Is.EqualTo(Refusal.RequestDecided));
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, AppliedOn: null, Town.Guidance, new Quantity(2m), Frequency.Week, new Money(6000), Period.Year(2026), FundingForm.PersonFollowing, "Toch."));
        Assert.That(granted.Refusal, Is.EqualTo(Refusal.RequestRefused));
    }

    [Test]
    public async Task Recovery_is_a_claim_beside_the_budget_after_wrong_data_on_purpose_and_never_more_than_was_spent()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("R1", 5, 8));
        Assert.That((await town.Recover(assigned.Grant, 10_000)).Refusal, Is.EqualTo(Refusal.RecoveryNotAllowed), "it was not withdrawn");
        await town.Withdraw(assigned.Grant, new(2026, 5, 31), WithdrawalGround.A);
        var before = await Balance(assigned.Grant);
        var postings = await Sql.Count(town, "postings");

        Assert.That((await town.Recover(assigned.Grant, 10_000, isOnPurpose: false)).Refusal, Is.EqualTo(Refusal.RecoveryNotAllowed));
        Assert.That((await town.Recover(assigned.Grant, 40_000)).Value.PayBy, Is.EqualTo(new DateOnly(2026, 7, 27)));
        Assert.That((await town.Recover(assigned.Grant, 8_001)).Refusal, Is.EqualTo(Refusal.AmountAboveSpent.With(new Money(8_000))));
        Assert.That((await town.Recover(assigned.Grant, 8_000)).IsRefused, Is.False);

        Assert.That(await Balance(assigned.Grant), Is.EqualTo(before));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(postings));
        var other = await town.Weekly();
        await town.Withdraw(other, new(2026, 6, 30));
        Assert.That((await town.Recover(other, 1)).Refusal, Is.EqualTo(Refusal.RecoveryNotAllowed), "no longer needed is no wrong data");
    }

    [Test]
    public async Task Of_two_caseworkers_who_decide_at_once_one_is_told_and_the_money_moves_once()
    {
        var grant = await town.Weekly();
        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        var entry = new WithdrawProvision.Entry(grant.RequestNumber, grant.BudgetNumber, new(2026, 6, 30), WithdrawalGround.B, "Het is niet meer nodig.", Seen: 1);
        var revision = new ReviseProvision.Entry(
            grant.RequestNumber, grant.BudgetNumber, new(2026, 6, 30), null, new(3m), Frequency.Week, new(6000), new(2026, 12, 31), FundingForm.PersonFollowing, "Het is meer.", Seen: 1);

        var outcomes = await Task.WhenAll(
            Task.Run(async () => (await new WithdrawProvision(town.Database).Do(town.Caseworker, town.Key(), entry)).Refusal),
            Task.Run(async () => (await new ReviseProvision(town.Database).Do(colleague, town.Key(), revision)).Refusal));

        Assert.That(outcomes, Is.EquivalentTo(new[] { null, Refusal.DecidedMeanwhile }));
        Assert.That(await Sql.Count(town, "decision_kinds WHERE ended_on IS NOT NULL"), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_a_caseworker_of_the_municipality_decides_and_a_draft_writes_nothing()
    {
        var grant = await town.Weekly();
        var entry = new WithdrawProvision.Entry(grant.RequestNumber, grant.BudgetNumber, new(2026, 6, 30), WithdrawalGround.B, "Niet meer nodig.");
        var rows = await Sql.Count(town, "postings") + await Sql.Count(town, "decisions") + await Sql.Count(town, "traces");

        Assert.That((await new WithdrawProvision(town.Database).Do(grant.Resident.Actor, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new WithdrawProvision(town.Database).Do(town.CaseworkerOfHilversum, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.NotFound));
        var draft = (await new WithdrawProvision(town.Database).Draft(town.Caseworker, entry)).Value;

        Assert.That(await Sql.Count(town, "postings") + await Sql.Count(town, "decisions") + await Sql.Count(town, "traces"), Is.EqualTo(rows));
        Assert.That((await new WithdrawProvision(town.Database).Do(town.Caseworker, town.Key(), entry)).Value.Effect, Is.EqualTo(draft.Effect), "and does what it said");
    }

    [Test]
    public async Task A_budget_that_ended_early_gives_back_what_was_left_for_late_papers_when_its_year_is_closed()
    {
        var held = await town.Weekly(FundingForm.PersonHeld);
        await town.Agreement(held, rate: 60m, hours: 8m);
        var left = (await town.Withdraw(held, new(2026, 4, 30))).Value.Effect.StillAvailable;
        town.Clock.GoTo(new(2027, 2, 1));

        var closed = (await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026))).Value;

        Assert.That(closed.Expired.Single(expired => expired.Number == held.BudgetNumber), Is.EqualTo(new CloseYear.ExpiredBudget(held.BudgetNumber, new(2026, 4, 30), Money.Zero, left)));
    }

    [Test]
    public async Task A_decision_about_days_in_a_closed_year_changes_nothing_in_that_year()
    {
        var grant = await town.BudgetOf(2400m, FundingForm.PersonHeld, new Period(new(2026, 1, 1), new(2027, 12, 31)));
        town.Clock.GoTo(new(2027, 2, 1));
        await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026));

        var effect = (await town.Withdraw(grant, new(2026, 12, 15))).Value.Effect;
        await town.MustBeSound();

        Assert.That(effect.StillAvailable.IsPositive && effect.Returned.IsPositive, Is.True);
        town.Clock.GoTo(new(2028, 2, 1));
        var closed = (await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2027))).Value;
        Assert.That(closed.Expired.Single(expired => expired.Number == grant.BudgetNumber).Returned, Is.EqualTo(effect.StillAvailable));
    }
}
