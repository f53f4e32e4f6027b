using Budget.Core.Decisions;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A helper who is away: who says so, which hours are not claimed then, what a fixed amount does, and that all of it can be taken back.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class HelperAbsenceTests(Engine engine)
{
    private Town town = null!;
    private Agreeing agreeing = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
    }

    [TearDown]
    public async Task Stop()
    {
        await KeptBeside.MustAgree(town);
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
        await town.DisposeAsync();
    }

    private static AgreementTerms Wage => Agreeing.Terms(new(new(2026, 4, 1), new(2026, 12, 31))) with { Pay = AgreementPay.Monthly };

    private static AgreementTerms Employed => Wage with { HelperKind = HelperKind.Network, Form = AgreementForm.Employment, Identifier = "999990019" };

    private Task<Outcome<string>> Away(string number, int month, int day, int? untilMonth = null, int? untilDay = null, Actor? by = null) => new SayHelperAway(town.Database).Do(
        by ?? agreeing.Helper, town.Key(), new(number, new(2026, month, day), untilDay is { } last ? new DateOnly(2026, untilMonth ?? month, last) : null));

    private async Task<Outcome<string>> Back(string number, DateOnly? on, Actor? by = null) =>
        await new SayHelperBack(town.Database).Do(by ?? agreeing.Holder, town.Key(), new(number, (await Read(number)).Absences[0].Id, on));

    private async Task<HelperAbsences.Answer> Read(string number, Actor? by = null) => (await new HelperAbsences(town.Database).Of(by ?? agreeing.Holder, number))!;

    private Task<Outcome<EnterClaimLine.Answer>> Enter(string number, int month, int day, Actor? by = null)
    {
        var on = new DateOnly(2026, month, day);
        return new EnterClaimLine(town.Database).Do(by ?? agreeing.Helper, town.Key(), new(number, on, IsWholeMonth: false, new WorkedTime(on, new TimeOnly(9, 0), new TimeOnly(10, 0), 0), Volume: null));
    }

    private async Task<Money> Spent() => (await new Core.Budgets.BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Balance.Spent;

    [Test]
    public async Task Of_days_away_no_hours_are_claimed_by_whomever_and_the_days_beside_them_are()
    {
        var number = await agreeing.Approved();
        Assert.That((await Away(number, 5, 1, 6, 10)).Refusal, Is.Null);
        foreach (var by in new[] { agreeing.Helper, agreeing.Holder })
        {
            Assert.That((await Enter(number, 6, 10, by)).Refusal, Is.EqualTo(Refusal.HelperWasAway));
        }

        Assert.That((await Enter(number, 6, 11)).Refusal, Is.Null);
        Assert.That((await agreeing.Claim(number, 5, 1m)).Refusal, Is.EqualTo(Refusal.HelperWasAway), "all of May");
        Assert.That((await agreeing.Claim(number, 4, 1m)).Refusal, Is.Null);
        Assert.That((await Read(number, agreeing.Helper)) is { IsHelper: true, StandIns.Count: 0, Absences: [{ StartsOn.Day: 1, LastOn: { Month: 6, Day: 10 }, IsBack: false }] }, Is.True);
    }

    [Test]
    public async Task Who_is_back_claims_again_and_what_was_a_mistake_was_none_also_once_it_is_past()
    {
        var number = await agreeing.Approved();
        await Away(number, 6, 1, by: agreeing.Holder);
        Assert.That((await new CareAgreements(town.Database).Of(agreeing.Holder)).Absences.Single(), Is.EqualTo(new CareAgreements.Away(number, new(2026, 6, 1), null)));
        Assert.That((await Back(number, new(2026, 6, 1))).Refusal, Is.EqualTo(Refusal.BackOutsideAbsence));
        Assert.That((await Back(number, new(2026, 6, 8), agreeing.Helper)).Refusal, Is.Null);
        Assert.That((await Back(number, new(2026, 6, 5))).Refusal, Is.EqualTo(Refusal.HelperIsBack));
        Assert.That((await Enter(number, 6, 7)).Refusal, Is.EqualTo(Refusal.HelperWasAway));
        Assert.That((await Enter(number, 6, 8)).Refusal, Is.Null);
        Assert.That((await new CareAgreements(town.Database).Of(agreeing.Holder)).Absences, Is.Empty);

        Assert.That((await Back(number, on: null)).Refusal, Is.Null);
        Assert.That((await Enter(number, 6, 7)).Refusal, Is.Null);
        Assert.That((await Read(number)).Absences, Is.Empty);
        await Away(number, 6, 10, 6, 12);
        Assert.That((await Back(number, new(2026, 6, 13))).Refusal, Is.EqualTo(Refusal.BackOutsideAbsence), "the day after the last is nothing new");
    }

    [Test]
    public async Task The_holder_is_told_by_email_when_the_helper_says_it_and_not_of_what_the_holder_says()
    {
        await Mailbox.Wants(town, agreeing.Holder);
        var number = await agreeing.Approved();
        await Away(number, 6, 1, 6, 5, by: agreeing.Holder);
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Has.None.EqualTo(MailKind.HelperIsAway));
        await Away(number, 6, 10);
        Assert.That((await Mailbox.Emptied(town.Database)).Count(mail => mail.Kind == MailKind.HelperIsAway), Is.EqualTo(1));
    }

    [Test]
    public async Task What_cannot_be_is_refused_with_its_reason()
    {
        var number = await agreeing.Approved();
        await Enter(number, 6, 2);
        Assert.That((await Away(number, 6, 2)).Refusal, Is.EqualTo(Refusal.HelperWorkedThen));
        Assert.That((await Away(number, 6, 5, 6, 4)).Refusal, Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That((await new SayHelperAway(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2027, 1, 1), null))).Refusal, Is.EqualTo(Refusal.WorkOutsideAgreement));
        Assert.That((await Away(number, 6, 3, 6, 9)).Refusal, Is.Null, "the day after");
        Assert.That((await Away(number, 6, 9)).Refusal, Is.EqualTo(Refusal.HelperAwayAlready));
        Assert.That((await Away(number, 6, 10)).Refusal, Is.Null);
    }

    [Test]
    public async Task It_is_said_and_read_by_holder_and_helper_and_nobody_else()
    {
        var number = await agreeing.Approved();
        await Away(number, 6, 1);
        var absence = (await Read(number)).Absences.Single().Id;
        var (stranger, other) = (await town.User("vreemde", Role.Resident, ""), await Agreeing.In(town));
        foreach (var actor in new[] { stranger, other.Holder, other.Helper, town.ProviderStaff, town.CaseworkerOfHilversum, town.Finance, agreeing.Helper with { ClosedTo = Town.Huizen } })
        {
            Assert.That((await Away(number, 9, 1, by: actor)).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed), $"{actor}");
            Assert.That((await new SayHelperBack(town.Database).Do(actor, town.Key(), new(number, absence, null))).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed));
            Assert.That(await new HelperAbsences(town.Database).OfHelper(actor, number), Is.Null);
        }

        Assert.That((await Away(number, 9, 1, by: town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new SayHelperBack(town.Database).Do(other.Holder, town.Key(), new(await other.Approved(), absence, null))).Refusal, Is.EqualTo(Refusal.NotFound), "of another agreement");
    }

    [Test]
    public async Task A_next_version_does_not_step_out_of_it_but_another_helper_is_there()
    {
        var first = await agreeing.Approved();
        await Away(first, 6, 10);
        var next = await agreeing.Approved(Agreeing.Terms(new(new(2026, 7, 1), new(2026, 12, 31))), first);
        town.Clock.GoTo(new(2026, 7, 20));
        Assert.That((await Enter(next, 7, 5)).Refusal, Is.EqualTo(Refusal.HelperWasAway));
        Assert.That((await Away(next, 8, 1)).Refusal, Is.EqualTo(Refusal.HelperAwayAlready));
        Assert.That((await Back(next, new(2026, 7, 5))).Refusal, Is.Null, "and is said to be over on the next one");
        Assert.That((await Enter(next, 7, 5)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_fixed_amount_stops_over_these_days_and_is_booked_after_all_when_it_was_a_mistake()
    {
        var number = await agreeing.Approved(Wage);
        Assert.That((await Away(number, 4, 11, 4, 20)).Refusal, Is.Null);
        var pay = new BookFixedPay(town.Database);
        Assert.That((await pay.Do(), await pay.Do()), Is.EqualTo((2, 0)), "April and May");
        // April: 20 of 30 days of 40 hours is 26.67; May: all of 40.
        Assert.That(await Spent(), Is.EqualTo(new Money(2_667 + 4_000)));
        Assert.That((await Away(number, 5, 11, 5, 20)).Refusal, Is.EqualTo(Refusal.HelperWorkedThen), "May is paid");

        Assert.That((await Back(number, on: null)).Refusal, Is.Null);
        Assert.That((await pay.Do(), await pay.Do()), Is.EqualTo((1, 0)), "what was missing of April");
        Assert.That(await Spent(), Is.EqualTo(new Money(4_000 + 4_000)));
    }

    [Test]
    public async Task A_month_away_costs_nothing_and_a_wage_of_an_employee_goes_on()
    {
        var number = await agreeing.Approved(Wage);
        await Away(number, 4, 1, 4, 30);
        Assert.That(await new BookFixedPay(town.Database).Do(), Is.EqualTo(1), "May only");
        Assert.That((await Spent(), (await Read(number)) is { IsFixed: true, GoesOn: false }), Is.EqualTo((new Money(4_000), true)));

        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved(Employed);
        Assert.That((await Away(number, 4, 1, 4, 30)).Refusal, Is.Null);
        Assert.That(await new BookFixedPay(town.Database).Do(), Is.EqualTo(2));
        Assert.That((await Spent(), (await Read(number)) is { IsFixed: true, GoesOn: true }), Is.EqualTo((new Money(8_000), true)));
        Assert.That((await Away(number, 5, 11, 5, 20)).Refusal, Is.Null, "also of days that were paid");
    }

    [Test]
    public async Task A_forecast_counts_the_days_away_as_they_are_paid()
    {
        async Task<ForecastOfBudget.Answer> Forecast() => (await new ForecastOfBudget(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!;
        var number = await agreeing.Approved(Agreeing.Terms(new(new(2026, 6, 1), new(2026, 12, 31))));
        Assert.That((await Forecast()).Forecast().Total, Is.EqualTo(new Money(7 * 4_000)));
        await Away(number, 7, 1, 7, 31);
        var answer = await Forecast();
        Assert.That((answer.Forecast().Total, answer.StillAgreed, answer.Away.Single().Name), Is.EqualTo((new Money(6 * 4_000), new Money(6 * 4_000), "Fatima El Amrani")));
        await Away(number, 9, 1);
        Assert.That((await Forecast()).Forecast().Total, Is.EqualTo(new Money(2 * 4_000)), "June and August, as long as nobody knows");

        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved(Employed with { Period = new(new(2026, 6, 1), new(2026, 12, 31)) });
        await Away(number, 7, 1, 7, 31);
        answer = await Forecast();
        Assert.That((answer.Forecast().Total, answer.Away.Single().GoesOn), Is.EqualTo((new Money(7 * 4_000), true)));
    }
}
