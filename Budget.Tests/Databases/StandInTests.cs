using Budget.Core.Decisions;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>Somebody who stands in for a helper who is away: within what was agreed with that helper, on those days, and together never more.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class StandInTests(Engine engine)
{
    private Town town = null!;
    private Agreeing agreeing = null!;
    private Actor anja = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        anja = await town.User("anja", Role.Resident, "");
        // All that is done lies before this day.
        town.Clock.GoTo(new(2026, 7, 1));
    }

    [TearDown]
    public async Task Stop()
    {
        await KeptBeside.MustAgree(town);
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
        await town.DisposeAsync();
    }

    /// <summary>The same as with Fatima: 40 hours of a euro.</summary>
    private static AgreementTerms Anja(int from = 11, int until = 30) =>
        Agreeing.Terms(new(new(2026, 6, from), new(2026, 6, until))) with { HelperName = "Anja Meijer", Identifier = "90004711" };

    private Task<Outcome<string>> DrawUp(string number, AgreementTerms terms, string? replaces = null) =>
        new DrawUpAgreement(town.Database).Do(agreeing.Holder, town.Key(), new(agreeing.Grant.BudgetNumber, terms, replaces, replaces is null ? number : null));

    private async Task<string> Approved(string number, AgreementTerms terms, string? replaces = null)
    {
        var drawn = await DrawUp(number, terms, replaces);
        Assert.That(drawn.Refusal, Is.Null);
        if (!(await agreeing.Read(drawn.Value)).HasHelper)
        {
            Assert.That((await agreeing.Take(drawn.Value, anja)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        }

        Assert.That((await agreeing.Sign(drawn.Value, anja)).Refusal, Is.Null);
        Assert.That((await agreeing.Decide(drawn.Value)).Value, Is.EqualTo(AgreementState.Approved));
        return drawn.Value;
    }

    /// <param name="until">Of June; none for until further notice.</param>
    private async Task Away(string number, int from = 11, int? until = 30) => Assert.That((await new SayHelperAway(town.Database).Do(
        agreeing.Holder, town.Key(), new(number, new(2026, 6, from), until is { } last ? new DateOnly(2026, 6, last) : null))).Refusal, Is.Null);

    private async Task<Outcome<string>> Back(string number, DateOnly? on) =>
        await new SayHelperBack(town.Database).Do(agreeing.Holder, town.Key(), new(number, (await new HelperAbsences(town.Database).Of(agreeing.Holder, number))!.Absences[0].Id, on));

    private Task<Outcome<EnterClaimLine.Answer>> Enter(string number, int day, int hours, Actor by)
    {
        var on = new DateOnly(2026, 6, day);
        return new EnterClaimLine(town.Database).Do(by, town.Key(), new(number, on, IsWholeMonth: false, new WorkedTime(on, new TimeOnly(8, 0), new TimeOnly(8 + hours, 0), 0), Volume: null));
    }

    [Test]
    public async Task Both_sign_the_municipality_approves_and_the_text_says_for_whom()
    {
        var number = await agreeing.Approved();
        await Away(number);
        var standIn = await Approved(number, Anja());
        Assert.That((await agreeing.Read(standIn)).StandsInFor, Is.EqualTo((number, "Fatima El Amrani")));
        Assert.That((await Enter(standIn, 12, 2, anja)).Refusal, Is.Null);
        var item = (await new HelperAbsences(town.Database).Of(agreeing.Holder, number))!.StandIns.Single();
        Assert.That((item.Number, item.State), Is.EqualTo((standIn, AgreementState.Approved)));
        Assert.That((await new CareAgreements(town.Database).Of(agreeing.Holder)).Agreements.Single(one => one.Number == standIn).StandsInFor, Is.EqualTo("Fatima El Amrani"));
    }

    [Test]
    public async Task When_the_helper_is_back_every_page_says_until_when_somebody_stood_in()
    {
        var number = await agreeing.Approved();
        await Away(number);
        var standIn = await Approved(number, Anja());
        Assert.That((await agreeing.Read(standIn)).StandsInUntil, Is.Null, "as long as the helper is away");
        Assert.That((await Back(number, new(2026, 6, 20))).Refusal, Is.Null);

        var last = new DateOnly(2026, 6, 19);
        var read = await agreeing.Read(standIn);
        Assert.That((read.StandsInUntil, read.LastOn, read.BudgetEndedOn), Is.EqualTo(((DateOnly?)last, (DateOnly?)new DateOnly(2026, 6, 30), (DateOnly?)null)), "what was signed stays");
        Assert.That((await new ClaimLines(town.Database).Of(anja, standIn))!.LastOn, Is.EqualTo(last));
        Assert.That((await new AgreementsInMaking(town.Database).OfHelper(anja)).Single().EndsOn, Is.EqualTo(last));
        Assert.That((await new CareAgreements(town.Database).Of(agreeing.Holder)).Agreements.Single(one => one.Number == standIn).EndsOn, Is.EqualTo(last));
        Assert.That((await agreeing.Read(number)).StandsInUntil, Is.Null);
        Assert.That((await Enter(standIn, 20, 1, anja)).Refusal, Is.EqualTo(Refusal.HelperNotAway));
        Assert.That((await Enter(standIn, 19, 1, anja)).Refusal, Is.Null);
    }

    [Test]
    public async Task What_does_not_fit_is_refused_with_its_reason()
    {
        var number = await agreeing.Approved();
        Assert.That((await DrawUp(number, Anja())).Refusal, Is.EqualTo(Refusal.HelperNotAway), "nobody said so");
        await Away(number);
        Assert.That((await DrawUp(number, Anja(from: 10))).Refusal, Is.EqualTo(Refusal.HelperNotAway), "a day before");
        Assert.That((await DrawUp(number, Anja() with { Pay = AgreementPay.Monthly })).Refusal, Is.EqualTo(Refusal.StandInByTheHour));
        Assert.That((await DrawUp(number, Anja() with { MonthlyVolume = new Quantity(41), Rate = new Money(90) })).Refusal, Is.EqualTo(Refusal.VolumeAboveAgreement.With(new Quantity(40))));
        var oneself = Agreeing.Terms(new(new(2026, 6, 11), new(2026, 6, 30))) with { HelperName = "F. El Amrani" };
        Assert.That((await DrawUp(number, oneself)).Refusal, Is.EqualTo(Refusal.StandsInForOneself), "under another name");
        Assert.That((await new DrawUpAgreement(town.Database).Check(agreeing.Holder, new(agreeing.Grant.BudgetNumber, oneself, StandsInFor: number))).Fault, Is.EqualTo(Refusal.StandsInForOneself), "said before it is signed");
        Assert.That((await DrawUp("2026-999999", Anja())).Refusal, Is.EqualTo(Refusal.NotFound));
        var other = await Agreeing.In(town);
        Assert.That((await DrawUp(await other.Approved(), Anja())).Refusal, Is.EqualTo(Refusal.NotFound), "somebody else's");
    }

    [Test]
    public async Task A_stand_in_who_asks_more_within_the_by_law_costs_no_more_a_month()
    {
        var number = await agreeing.Approved(Agreeing.Terms() with { Rate = new Money(80) });
        await Away(number);
        Assert.That((await DrawUp(number, Anja())).Refusal, Is.EqualTo(Refusal.StandInCostsMore.With(new Money(3_200))), "40 hours of a euro, and not of 80 cents");
        Assert.That((await new DrawUpAgreement(town.Database).Check(agreeing.Holder, new(agreeing.Grant.BudgetNumber, Anja(), StandsInFor: number))).Fault, Is.EqualTo(Refusal.StandInCostsMore.With(new Money(3_200))), "said before it is signed");
        Assert.That((await DrawUp(number, Anja() with { MonthlyVolume = new Quantity(32) })).Refusal, Is.Null);
    }

    [Test]
    public async Task Together_they_never_claim_more_than_was_agreed_whoever_comes_last()
    {
        var number = await agreeing.Approved();
        foreach (var day in new[] { 1, 2, 3 })
        {
            Assert.That((await Enter(number, day, 8, agreeing.Helper)).Refusal, Is.Null);
        }

        await Away(number);
        var standIn = await Approved(number, Anja());
        Assert.That((await Enter(standIn, 12, 8, anja)).Refusal, Is.Null);
        Assert.That((await Enter(standIn, 13, 8, anja)).Refusal, Is.Null, "40 in all");
        Assert.That((await Enter(standIn, 14, 1, anja)).Refusal, Is.EqualTo(Refusal.SharedHoursUsed.With(new Quantity(40))));
        Assert.That((await Enter(number, 4, 1, agreeing.Helper)).Refusal, Is.EqualTo(Refusal.SharedHoursUsed.With(new Quantity(40))), "nor the helper");
    }

    [Test]
    public async Task A_month_that_is_forwarded_shares_it_too()
    {
        var number = await agreeing.Approved();
        await Away(number);
        var standIn = await Approved(number, Anja());
        Assert.That((await agreeing.Claim(standIn, 6, 30m)).Refusal, Is.Null);
        Assert.That((await agreeing.Claim(number, 6, 11m)).Refusal, Is.EqualTo(Refusal.SharedHoursUsed.With(new Quantity(40))));
        Assert.That((await agreeing.Claim(number, 6, 10m)).Refusal, Is.Null);
    }

    [Test]
    public async Task Beside_a_fixed_wage_the_hours_of_the_days_away_are_there_to_share()
    {
        var number = await agreeing.Approved(Agreeing.Terms(new(new(2026, 6, 1), new(2026, 12, 31))) with { Pay = AgreementPay.Monthly });
        await Away(number, from: 16);
        var standIn = await Approved(number, Anja(from: 16));
        // 15 of 30 days of 40 hours.
        Assert.That((await Enter(standIn, 17, 10, anja)).Refusal, Is.Null);
        Assert.That((await Enter(standIn, 18, 10, anja)).Refusal, Is.Null);
        Assert.That((await Enter(standIn, 19, 1, anja)).Refusal, Is.EqualTo(Refusal.SharedHoursUsed.With(new Quantity(40))));
        Assert.That(await new BookFixedPay(town.Database).Do(), Is.EqualTo(1));
        Assert.That((await Enter(standIn, 19, 1, anja)).Refusal, Is.EqualTo(Refusal.SharedHoursUsed.With(new Quantity(40))), "the same once the wage is booked");
    }

    [Test]
    public async Task Nobody_stands_in_for_who_is_back_and_who_worked_is_not_undone()
    {
        var number = await agreeing.Approved();
        await Away(number, until: null);
        var standIn = await Approved(number, Anja());
        Assert.That((await Enter(standIn, 15, 1, anja)).Refusal, Is.Null);
        Assert.That((await Back(number, new(2026, 6, 15))).Refusal, Is.EqualTo(Refusal.StandInWorkedThen.With("15-06-2026")));
        Assert.That((await Back(number, on: null)).Refusal, Is.EqualTo(Refusal.StandInWorkedThen.With("15-06-2026")));
        Assert.That((await Back(number, new(2026, 6, 16))).Refusal, Is.Null);
        Assert.That((await Enter(standIn, 16, 1, anja)).Refusal, Is.EqualTo(Refusal.HelperNotAway));
        Assert.That((await Enter(number, 16, 1, agreeing.Helper)).Refusal, Is.Null);
    }

    [Test]
    public async Task What_was_signed_is_not_approved_once_nobody_is_away()
    {
        var number = await agreeing.Approved();
        await Away(number);
        var standIn = (await DrawUp(number, Anja())).Value;
        await agreeing.Take(standIn, anja);
        await agreeing.Sign(standIn, anja);
        Assert.That((await Back(number, on: null)).Refusal, Is.Null);
        Assert.That((await agreeing.Decide(standIn)).Refusal, Is.EqualTo(Refusal.HelperNotAway));
    }

    [Test]
    public async Task A_next_version_steps_out_of_nothing()
    {
        var number = await agreeing.Approved();
        await Away(number);
        var first = await Approved(number, Anja());
        Assert.That((await Enter(first, 12, 10, anja)).Refusal, Is.Null);
        Assert.That((await DrawUp(number, Anja(from: 16) with { Period = new(new(2026, 6, 16), new(2026, 7, 31)) }, first)).Refusal, Is.EqualTo(Refusal.HelperNotAway));
        Assert.That((await DrawUp(number, Anja(from: 16) with { MonthlyVolume = new Quantity(50), Rate = new Money(75) }, first)).Refusal, Is.EqualTo(Refusal.VolumeAboveAgreement.With(new Quantity(40))));
        var next = await Approved(number, Anja(from: 16), first);
        Assert.That((await agreeing.Read(next)).StandsInFor?.Number, Is.EqualTo(number));
        foreach (var day in new[] { 17, 18, 19 })
        {
            Assert.That((await Enter(next, day, 10, anja)).Refusal, Is.Null);
        }

        Assert.That((await Enter(next, 20, 1, anja)).Refusal, Is.EqualTo(Refusal.SharedHoursUsed.With(new Quantity(40))), "10 on the version before");
    }

    [Test]
    public async Task A_forecast_counts_the_days_of_each_once()
    {
        var number = await agreeing.Approved(Agreeing.Terms(new(new(2026, 6, 1), new(2026, 12, 31))));
        async Task<Money> Total() => (await new ForecastOfBudget(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Forecast().Total;
        await new SayHelperAway(town.Database).Do(agreeing.Holder, town.Key(), new(number, new(2026, 8, 1), new(2026, 8, 31)));
        await Approved(number, Anja() with { Period = new(new(2026, 8, 1), new(2026, 8, 31)) });
        Assert.That(await Total(), Is.EqualTo(new Money(7 * 4_000)), "August by the stand-in");
        Assert.That((await Back(number, on: null)).Refusal, Is.Null);
        Assert.That(await Total(), Is.EqualTo(new Money(7 * 4_000)), "August by the helper");
    }
}
