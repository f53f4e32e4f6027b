using Budget.Core.Mail;
using Budget.Core.PersonHeld;

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
