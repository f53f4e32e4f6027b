using Budget.Core.Departures;
using Budget.Core.Delivery;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What stands out among PGBs, for the municipality; and what waits, for the holder.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class HeldSignalsTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<HeldSignals.Answer> Seen() => (await new HeldSignals(town.Database).Of(town.Caseworker))!;

    private Task<Outcome<EnterClaimLine.Answer>> Enter(Agreeing agreeing, string number, int from, int to) => new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(
        number, new DateOnly(2026, 6, 1), IsWholeMonth: false, new WorkedTime(new(2026, 6, 1), new TimeOnly(from, 0), new TimeOnly(to, 0), 0), Volume: null));

    [Test]
    public async Task A_budget_that_runs_out_and_one_that_is_hardly_used_are_named_and_the_others_are_not()
    {
        var (little, much, even) = (await Agreeing.In(town, 400m), await Agreeing.In(town, 100m), await Agreeing.In(town, 120m));
        foreach (var (agreeing, hours) in new[] { (little, 2m), (much, 20m), (even, 10m) })
        {
            var number = await agreeing.Approved(Agreeing.Terms() with { MonthlyVolume = new Quantity(hours) });
            foreach (var month in new[] { 1, 2, 3, 4, 5 })
            {
                Assert.That((await agreeing.Claim(number, month, hours)).Refusal, Is.Null);
            }
        }

        var seen = await Seen();
        Assert.That(seen.RunningOut.Select(item => item.Number), Is.EqualTo(new[] { much.Grant.BudgetNumber }));
        Assert.That(seen.HardlyUsed.Select(item => (item.Number, item.UsedPercent, item.TimePercent)), Is.EqualTo(new[] { (little.Grant.BudgetNumber, 3L, 45L) }));
        Assert.That(seen.Rates, Is.Empty);
        Assert.That(await new HeldSignals(town.Database).Of(town.Finance), Is.Null);
        Assert.That((await new HeldSignals(town.Database).Of(town.CaseworkerOfHilversum))! is { RunningOut.Count: 0, HardlyUsed.Count: 0 }, Is.True);
    }

    [Test]
    public async Task Of_a_holder_who_died_nothing_is_named()
    {
        var agreeing = await Agreeing.In(town, 400m);
        await agreeing.Approved(Agreeing.Terms() with { MonthlyVolume = new Quantity(2) });
        Assert.That((await Seen()).HardlyUsed.Select(item => item.Number), Is.EqualTo(new[] { agreeing.Grant.BudgetNumber }));
        Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, town.Today))).Refusal, Is.Null);
        Assert.That(await Seen() is { RunningOut.Count: 0, HardlyUsed.Count: 0, Rates.Count: 0 }, Is.True, "there is nobody to call");
    }

    [Test]
    public async Task A_rate_below_the_floor_that_was_set_since_is_named()
    {
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        Assert.That((await new SetHeldRules(town.Database).Do(administrator, town.Key(), new(town.Today, new Money(150), (await new HeldRules(town.Database).Of(administrator)).Seen))).Refusal, Is.Null);
        var rate = (await Seen()).Rates.Single();
        Assert.That((rate.AgreementNumber, rate.IsAbove, rate.Floor), Is.EqualTo((number, false, new Money(150))));
    }

    [Test]
    public async Task A_rate_that_will_not_fit_is_named_before_the_agreement_begins()
    {
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved(Agreeing.Terms(new(new(2026, 10, 1), new(2026, 12, 31))));
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        Assert.That((await new SetHeldRules(town.Database).Do(administrator, town.Key(), new(new(2026, 7, 1), new Money(150), (await new HeldRules(town.Database).Of(administrator)).Seen))).Refusal, Is.Null);
        var rate = (await Seen()).Rates.Single();
        Assert.That((rate.AgreementNumber, rate.StartsOn, rate.Floor), Is.EqualTo((number, (DateOnly?)new DateOnly(2026, 10, 1), new Money(150))), "by the floor of its first day");
    }

    [Test]
    public async Task A_PGB_that_ends_soon_or_just_ended_and_that_nothing_follows_is_to_be_looked_at_again()
    {
        Task<Grant> Until(int month, int day, Resident? resident = null) => town.BudgetOf(100m, Budget.Core.Decisions.FundingForm.PersonHeld, new(new(2026, 1, 1), new(2026, month, day)), resident);
        var (ends, ended, followed) = (await Until(8, 24), await Until(5, 18), await Until(7, 31));
        await Until(8, 25);
        await Until(5, 17);
        await town.BudgetOf(100m, Budget.Core.Decisions.FundingForm.PersonHeld, new(new(2026, 8, 1), new(2026, 12, 31)), followed.Resident);

        Assert.That((await Seen()).Reviews.Select(item => (item.Number, item.Cause, item.LastDay)), Is.EqualTo(new[]
        {
            (ended.BudgetNumber, ReviewCause.Ended, new DateOnly(2026, 5, 18)), (ends.BudgetNumber, ReviewCause.Ends, new DateOnly(2026, 8, 24)),
        }));
        await new SubmitSupportRequest(town.Database).Do(ends.Resident.Actor, town.Key(), new(ends.Resident.Id, (await new CaseOverview(town.Database).Of(ends.Resident.Actor, ends.RequestNumber))!.Asked.AskedAgain(ends.RequestNumber)));
        Assert.That((await Seen()).Reviews.Select(item => item.Number), Is.EqualTo(new[] { ended.BudgetNumber }), "it was asked how it goes on");
        Assert.That((await new HeldSignals(town.Database).Of(town.CaseworkerOfHilversum))!.Reviews, Is.Empty);
    }

    [Test]
    public async Task A_PGB_of_which_nobody_said_for_a_year_whether_it_works_is_to_be_looked_at_again()
    {
        var grant = await town.BudgetOf(100m, Budget.Core.Decisions.FundingForm.PersonHeld, new(new(2026, 6, 1), new(2029, 5, 31)));
        town.Clock.GoTo(new(2027, 6, 14));
        Assert.That((await Seen()).Reviews, Is.Empty);
        town.Clock.GoTo(new(2027, 6, 15));
        Assert.That((await Seen()).Reviews.Select(item => (item.Number, item.Cause)), Is.EqualTo(new[] { (grant.BudgetNumber, ReviewCause.NotEvaluated) }));
        Assert.That((await new EvaluateGoal(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, LifeDomain.Household, new(2027, 6, 1), Helps.Yes, ""))).Refusal, Is.Null);
        Assert.That((await Seen()).Reviews, Is.Empty);
    }

    [Test]
    public async Task A_helper_of_whom_more_than_a_day_was_claimed_on_one_day_is_named_over_all_holders()
    {
        var (one, other) = (await Agreeing.In(town), await Agreeing.In(town));
        var (first, second) = (await one.Approved(), await other.Approved());
        await Enter(one, first, 0, 12);
        await Enter(other, second, 8, 20);
        Assert.That((await Seen()).FullDays, Is.Empty, "twenty-four hours is a day");
        await Enter(one, first, 20, 21);
        var day = (await Seen()).FullDays.Single();
        Assert.That((day.Day, day.Minutes, day.Holders), Is.EqualTo((new DateOnly(2026, 6, 1), 25L * 60, 2L)));
        Assert.That(day.AgreementNumbers, Is.EquivalentTo(new[] { first, second }));

        var line = (await new ClaimLines(town.Database).Of(one.Holder, first))!.Waiting.First();
        await new AnswerClaimLine(town.Database).Do(one.Holder, town.Key(), new(line.Id, AnswerClaimLine.Verdict.Reject, Reason: "Zij was er niet."));
        Assert.That((await Seen()).FullDays, Is.Empty, "what was rejected is no claim");
    }

    [Test]
    public async Task The_same_minutes_with_two_holders_are_accepted_and_named_for_people_to_look_at()
    {
        var (one, other) = (await Agreeing.In(town), await Agreeing.In(town));
        var (first, second) = (await one.Approved(), await other.Approved());
        Assert.That((await Enter(one, first, 8, 11)).Refusal, Is.Null);
        Assert.That((await Enter(other, second, 11, 12)).Refusal, Is.Null);
        Assert.That((await Seen()).SameHours, Is.Empty, "right behind it");
        Assert.That((await Enter(other, second, 10, 11)).Refusal, Is.Null, "a brother and a sister may be helped together");
        Assert.That((await Enter(one, first, 20, 21)).Refusal, Is.Null);

        var same = (await Seen()).SameHours.Single();
        Assert.That((same.HelperName, same.First.AgreementNumber, same.Second.AgreementNumber), Is.EqualTo(("Fatima El Amrani", first, second)));
        Assert.That((AmsterdamDay.TimeOf(same.First.From), AmsterdamDay.TimeOf(same.First.To), AmsterdamDay.TimeOf(same.Second.From), AmsterdamDay.TimeOf(same.Second.To)), Is.EqualTo((new TimeOnly(8, 0), new TimeOnly(11, 0), new TimeOnly(10, 0), new TimeOnly(11, 0))));
        Assert.That((await new HeldSignals(town.Database).Of(town.CaseworkerOfHilversum))!.SameHours, Is.Empty);

        var line = (await new ClaimLines(town.Database).Of(one.Holder, first))!.Waiting.Single(line => line.From == same.First.From);
        await new AnswerClaimLine(town.Database).Do(one.Holder, town.Key(), new(line.Id, AnswerClaimLine.Verdict.Reject, Reason: "Zij was er niet."));
        Assert.That((await Seen()).SameHours, Is.Empty, "what was rejected is no claim");
    }

    [Test]
    public async Task Hours_that_wait_are_told_to_the_holder_at_once_and_once_more_two_weeks_later()
    {
        var agreeing = await Agreeing.In(town);
        await Mailbox.Wants(town, agreeing.Holder);
        var number = await agreeing.Approved();
        Assert.That(await new HoursWaiting(town.Database).Of(agreeing.Holder), Is.Empty);
        await Enter(agreeing, number, 9, 11);
        await Enter(agreeing, number, 13, 14);
        var item = (await new HoursWaiting(town.Database).Of(agreeing.Holder)).Single();
        Assert.That((item.AgreementNumber, item.Lines, item.AnswerBy), Is.EqualTo((number, 2L, new DateOnly(2026, 7, 13))));
        Assert.That(await new HoursWaiting(town.Database).Of(agreeing.Helper), Is.Empty);
        async Task<int> Told()
        {
            await new RemindResidents(town.Database).Do();
            return (await Mailbox.Emptied(town.Database)).Count(mail => mail.Kind == MailKind.HoursWait);
        }

        Assert.That((await Told(), await Told()), Is.EqualTo((1, 0)));
        town.Clock.Advance(TimeSpan.FromDays(14));
        Assert.That((await Told(), await Told()), Is.EqualTo((1, 0)));
        town.Clock.Advance(TimeSpan.FromDays(14));
        Assert.That(await Told(), Is.Zero, "twice is enough");
    }
}
