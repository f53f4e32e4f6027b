using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>Hours of a helper, line by line: what is entered, what is refused, and what the holder says of it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ClaimLineTests(Engine engine)
{
    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved();
    }

    [TearDown]
    public async Task Stop()
    {
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
        await KeptBeside.MustAgree(town);
        await town.DisposeAsync();
    }

    private Task<Outcome<EnterClaimLine.Answer>> Enter(string day, string from, string to, Actor? by = null, int pause = 0, string? agreement = null)
    {
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd");
        return new EnterClaimLine(town.Database).Do(
            by ?? agreeing.Helper, town.Key(), new(agreement ?? number, on, IsWholeMonth: false, new WorkedTime(on, TimeOnly.ParseExact(from, "HH:mm"), TimeOnly.ParseExact(to, "HH:mm"), pause), Volume: null));
    }

    private Task<Outcome<EnterClaimLine.Answer>> Month(int month, decimal hours, Actor? by = null) =>
        new EnterClaimLine(town.Database).Do(by ?? agreeing.Helper, town.Key(), new(number, new DateOnly(2026, month, 1), IsWholeMonth: true, Time: null, new Quantity(hours)));

    private Task<Outcome<AnswerClaimLine.Answer>> Say(ClaimLines.Line line, AnswerClaimLine.Verdict verdict, decimal? less = null, string reason = "", Actor? by = null) =>
        new AnswerClaimLine(town.Database).Do(by ?? agreeing.Holder, town.Key(), new(line.Id, verdict, less is { } hours ? new Quantity(hours) : null, reason));

    private async Task<IReadOnlyList<ClaimLines.Line>> Lines(Actor? by = null) => (await new ClaimLines(town.Database).Of(by ?? agreeing.Holder, number))!.Lines;

    private async Task<Money> Available() => (await new BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Balance.Available;

    [Test]
    public async Task Each_line_is_answered_by_itself_and_a_bad_one_holds_up_no_other()
    {
        Assert.That((await Enter("2026-06-01", "09:00", "12:00")).Value, Is.EqualTo(new EnterClaimLine.Answer(new Money(300), new Quantity(3), IsBooked: false)));
        await Enter("2026-06-02", "09:00", "12:00");
        await Enter("2026-06-03", "09:00", "12:30", pause: 30);
        await Enter("2026-06-04", "09:00", "12:00");
        Assert.That(await Available(), Is.EqualTo(new Money(600_000)), "nothing is booked before the holder says so");
        var lines = (await Lines()).OrderBy(line => line.StartsOn).ToList();

        Assert.That((await Say(lines[1], AnswerClaimLine.Verdict.Reject)).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await Say(lines[1], AnswerClaimLine.Verdict.Reject, reason: "U was er niet.")).Refusal, Is.Null);
        Assert.That((await Say(lines[0], AnswerClaimLine.Verdict.Approve)).Value.Amount, Is.EqualTo(new Money(300)));
        Assert.That((await Say(lines[2], AnswerClaimLine.Verdict.Change, 3m, "Later gekomen.")).Refusal, Is.EqualTo(Refusal.ChangeIsNotLess));
        Assert.That((await Say(lines[2], AnswerClaimLine.Verdict.Change, 2.5m, "Later gekomen.")).Value.Amount, Is.EqualTo(new Money(250)));
        Assert.That((await Say(lines[3], AnswerClaimLine.Verdict.Withdraw, by: agreeing.Helper)).Refusal, Is.Null);
        Assert.That((await Say(lines[0], AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That((await Say(lines[3], AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.LineWithdrawn), "the helper was first");

        Assert.That(await Available(), Is.EqualTo(new Money(600_000 - 550)));
        var seen = (await Lines(agreeing.Helper)).OrderBy(line => line.StartsOn).ToList();
        Assert.That(seen.Select(line => (line.State, line.Reason)), Is.EqualTo(new[]
        {
            (ClaimLineState.Approved, ""), (ClaimLineState.Rejected, "U was er niet."), (ClaimLineState.Changed, "Later gekomen."), (ClaimLineState.Withdrawn, ""),
        }));
        Assert.That((seen[0].PaidBy, seen[2].Booked, seen[2].BookedAmount), Is.EqualTo((town.Today.AddDays(30), new Quantity(2.5m), new Money(250))));
        Assert.That((await Enter("2026-06-02", "09:00", "11:00")).Refusal, Is.Null, "what was rejected can be entered again");
    }

    [Test]
    public async Task What_cannot_be_is_refused_with_its_reason()
    {
        Assert.That((await Enter("2025-12-31", "09:00", "10:00")).Refusal, Is.EqualTo(Refusal.WorkOutsideAgreement), "a day before the agreement");
        Assert.That((await Enter("2026-06-16", "09:00", "10:00")).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await Enter("2026-06-15", "23:00", "23:30")).Refusal, Is.EqualTo(Refusal.DayInFuture), "later today");
        Assert.That((await Enter("2026-03-29", "02:30", "05:00")).Refusal, Is.EqualTo(Refusal.TimeDoesNotExist));
        Assert.That((await Enter("2026-06-01", "09:00", "10:00", pause: 60)).Refusal, Is.EqualTo(Refusal.BreakTooLong));
        Assert.That((await Enter("2026-06-01", "09:00", "12:00")).Refusal, Is.Null);
        Assert.That((await Enter("2026-06-01", "11:59", "13:00")).Refusal, Is.EqualTo(Refusal.ClaimedTwice));
        Assert.That((await Enter("2026-05-31", "23:00", "09:01")).Refusal, Is.EqualTo(Refusal.ClaimedTwice), "also from the evening before");
        Assert.That((await Enter("2026-06-01", "12:00", "13:00")).Refusal, Is.Null, "right behind it");
        Assert.That((await Enter("2026-06-02", "00:00", "23:59")).Refusal, Is.Null);
        Assert.That((await Enter("2026-06-03", "00:00", "12:02")).Refusal, Is.EqualTo(Refusal.VolumeAboveAgreement.With(new Quantity(40))), "above forty in the month");
        Assert.That((await Month(5, 41m)).Refusal, Is.EqualTo(Refusal.VolumeAboveAgreement.With(new Quantity(40))));
        Assert.That((await Month(6, 1m)).Refusal, Is.EqualTo(Refusal.MonthNotOver));
        Assert.That((await Month(5, 40m)).Refusal, Is.Null);
        Assert.That((await Month(5, 1m)).Refusal, Is.EqualTo(Refusal.MonthAlreadyClaimed));
        Assert.That((await Enter("2026-05-04", "09:00", "10:00")).Refusal, Is.EqualTo(Refusal.MonthAlreadyClaimed));
        Assert.That((await agreeing.Claim(number, 5, 1m)).Refusal, Is.EqualTo(Refusal.MonthAlreadyClaimed), "also while it waits");
        Assert.That((await Enter("2026-04-04", "09:00", "10:00")).Refusal, Is.Null);
        Assert.That((await agreeing.Claim(number, 4, 1m)).Refusal, Is.EqualTo(Refusal.MonthAlreadyClaimed));
    }

    [Test]
    public async Task A_month_that_was_claimed_is_known_as_such_long_after_its_lines_are_told()
    {
        Assert.That((await Month(4, 10m, agreeing.Holder)).Refusal, Is.Null);
        Assert.That((await Month(5, 5m)).Refusal, Is.Null);
        Assert.That((await Say((await Lines()).Single(line => line.State == ClaimLineState.WaitsForHolder), AnswerClaimLine.Verdict.Reject, reason: "U was er niet.")).Refusal, Is.Null);
        Assert.That((await Enter("2026-06-01", "09:00", "10:00")).Refusal, Is.Null);
        town.Clock.GoTo(new(2027, 6, 30));
        var answer = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!;
        Assert.That(answer.Lines.Select(line => line.StartsOn.Month), Has.None.EqualTo(4), "a year of lines");
        Assert.That(answer.MonthsClaimed.Order(), Is.EqualTo(new DateOnly[] { new(2026, 4, 1), new(2026, 6, 1) }), "what was rejected can be entered again");
    }

    [Test]
    public async Task What_the_holder_copies_from_paper_is_booked_at_once()
    {
        Assert.That((await Enter("2026-06-01", "09:00", "10:20", agreeing.Holder)).Value, Is.EqualTo(new EnterClaimLine.Answer(new Money(133), Quantity.FromHundredths(133), IsBooked: true)));
        Assert.That((await Month(5, 12.5m, agreeing.Holder)).Value.IsBooked, Is.True);
        Assert.That(await Available(), Is.EqualTo(new Money(600_000 - 133 - 1_250)));
        Assert.That((await Lines()).Select(line => line.State), Is.All.EqualTo(ClaimLineState.Approved));
        Assert.That((await town.Reverse(agreeing.Grant.BudgetNumber, posting: 2)).Refusal, Is.Null);
        Assert.That((await Lines()).Single(line => line.Kind == "times").State, Is.EqualTo(ClaimLineState.TakenBack));
        Assert.That((await Enter("2026-06-01", "09:00", "10:00", agreeing.Holder)).Refusal, Is.Null, "and can be entered again");
    }

    [Test]
    public async Task An_hour_is_paid_once_whichever_agreement_of_the_same_two_it_is_entered_on()
    {
        var other = await town.AlsoGrant(agreeing.Grant, 500m, FundingForm.PersonHeld);
        var second = (await new DrawUpAgreement(town.Database).Do(agreeing.Holder, town.Key(), new(other, Agreeing.Terms()))).Value;
        await agreeing.Take(second);
        await agreeing.Sign(second);
        await agreeing.Decide(second);
        await Enter("2026-06-01", "09:00", "12:00");
        Assert.That((await Enter("2026-06-01", "10:00", "11:00", agreement: second)).Refusal, Is.EqualTo(Refusal.ClaimedTwice));
        Assert.That((await Enter("2026-06-01", "12:00", "13:00", agreement: second)).Refusal, Is.Null);
    }

    [Test]
    public async Task Nobody_else_enters_answers_or_reads()
    {
        await Enter("2026-06-01", "09:00", "12:00");
        var line = (await Lines()).Single();
        var stranger = await town.User("vreemde", Role.Resident, "");
        foreach (var actor in new[] { stranger, town.ProviderStaff, town.Caseworker, town.Finance, (await Agreeing.In(town)).Holder })
        {
            Assert.That((await Enter("2026-06-02", "09:00", "12:00", actor)).Refusal, Is.EqualTo(actor.Role == Role.Caseworker ? Refusal.HolderAnswers : actor.Role == Role.Finance ? Refusal.NotAllowed : Refusal.NotFound), $"{actor.Role}");
            Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: actor)).Refusal, Is.EqualTo(actor.Role == Role.Caseworker ? Refusal.HolderAnswers : actor.Role == Role.Finance ? Refusal.NotAllowed : Refusal.NotFound), $"{actor.Role}");
        }

        Assert.That(await new ClaimLines(town.Database).Of(stranger, number), Is.Null);
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: agreeing.Helper)).Refusal, Is.EqualTo(Refusal.NotFound), "not the own hours");
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Withdraw)).Refusal, Is.EqualTo(Refusal.NotFound), "that is the helper's");
        Assert.That((await new ClaimLines(town.Database).Of(agreeing.Helper, number)) is { IsHelper: true, Available: null }, Is.True, "what is left is no business of the helper");
    }

    [Test]
    public async Task A_helper_is_told_that_more_waits_than_there_is_money_for_and_not_how_much_there_is()
    {
        var poor = await Agreeing.In(town, 40m);
        var agreement = await poor.Approved();
        async Task<ClaimLines.Answer> Read() => (await new ClaimLines(town.Database).Of(poor.Helper, agreement))!;
        Assert.That((await new EnterClaimLine(town.Database).Do(poor.Helper, town.Key(), new(agreement, new(2026, 5, 1), IsWholeMonth: true, Time: null, new Quantity(40)))).Refusal, Is.Null);
        Assert.That((await Read()).WaitsForMoney, Is.False, "forty hours for forty euros");
        Assert.That((await Enter("2026-06-02", "09:00", "10:00", poor.Helper, agreement: agreement)).Refusal, Is.Null, "it is no reason to refuse it: the holder may reject another");
        Assert.That(((await Read()).WaitsForMoney, (await Read()).Available), Is.EqualTo((true, (Money?)null)));
        Assert.That((await Read()).Lines.Select(line => line.State), Is.All.EqualTo(ClaimLineState.WaitsForHolder));
        var parts = (await new BudgetOverview(town.Database).Of(poor.Holder, poor.Grant.BudgetNumber))!.Parts;
        Assert.That((parts.OnItsWay, parts.NotCovered), Is.EqualTo((new Money(4_000), new Money(100))), "and the holder reads how much");
    }

    [Test]
    public async Task Older_lines_are_told_by_the_year_and_none_without_a_word()
    {
        Assert.That((await Enter("2026-02-02", "09:00", "10:00", agreeing.Holder)).Refusal, Is.Null);
        Assert.That((await Enter("2026-03-01", "09:00", "10:00", agreeing.Holder)).Refusal, Is.Null);
        town.Clock.GoTo(new(2027, 3, 10));
        async Task<ClaimLines.Answer> Shown(DateOnly? month) => (await new ClaimLines(town.Database).Of(agreeing.Holder, number, month))!;

        foreach (var recent in new[] { await Shown(month: null), await Shown(new(2026, 3, 31)) })
        {
            Assert.That((recent.ShownSince, recent.ShownUntil, recent.HasOlder), Is.EqualTo((new DateOnly(2026, 3, 1), (DateOnly?)null, true)), "whole months");
            Assert.That(recent.Lines.Select(line => line.StartsOn), Is.EqualTo(new[] { new DateOnly(2026, 3, 1) }));
        }

        var older = await Shown(new(2026, 2, 28));
        Assert.That((older.ShownSince, older.ShownUntil, older.HasOlder), Is.EqualTo((new DateOnly(2025, 3, 1), (DateOnly?)new DateOnly(2026, 2, 28), false)));
        Assert.That(older.Lines.Select(line => line.StartsOn), Is.EqualTo(new[] { new DateOnly(2026, 2, 2) }));
    }

    [Test]
    public async Task Of_a_holder_who_died_the_days_until_then_are_approved_and_no_later_ones()
    {
        await Enter("2026-06-01", "09:00", "12:00");
        await Enter("2026-06-10", "09:00", "12:00");
        await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, new(2026, 6, 5)));
        var lines = (await Lines()).OrderBy(line => line.StartsOn).ToList();

        Assert.That((await Say(lines[0], AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.HolderDied), "the municipality does");
        Assert.That((await Enter("2026-06-05", "11:00", "12:00", agreeing.Holder)).Refusal, Is.EqualTo(Refusal.HolderDied));
        Assert.That((await Say(lines[0], AnswerClaimLine.Verdict.Approve, by: town.Caseworker)).Refusal, Is.Null);
        Assert.That((await Say(lines[1], AnswerClaimLine.Verdict.Approve, by: town.Caseworker)).Refusal, Is.EqualTo(Refusal.HolderDied));
        Assert.That((await Enter("2026-06-06", "09:00", "12:00")).Refusal, Is.EqualTo(Refusal.HolderDied));
        Assert.That((await Enter("2026-06-05", "09:00", "10:00")).Refusal, Is.Null);
    }
}
