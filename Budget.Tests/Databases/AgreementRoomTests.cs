using Budget.Core.Budgets;
using Budget.Core.Forecasts;
using Budget.Core.Mail;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;

namespace Budget.Tests.Databases;

/// <summary>What somebody reads before signing or approving a care agreement: what it costs at most, whether there is room for it, and whether it would be refused.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AgreementRoomTests(Engine engine)
{
    private const string OtherIban = "NL20 INGB 0001 2345 67";

    private static readonly Period FromJuly = new(new(2026, 7, 1), new(2026, 12, 31));

    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<DrawUpAgreement.Checked> Check(Agreeing agreeing, AgreementTerms terms, string? replaces = null, Actor? by = null) =>
        new DrawUpAgreement(town.Database).Check(by ?? agreeing.Holder, new(agreeing.Grant.BudgetNumber, terms, replaces));

    private Task<Outcome<EnterClaimLine.Answer>> Enter(Agreeing agreeing, string number, int day, int until) => new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(
        number, new DateOnly(2026, 6, day), IsWholeMonth: false, new WorkedTime(new(2026, 6, day), new TimeOnly(9, 0), new TimeOnly(until, 0), 0), Volume: null));

    private static AgreementTerms Other(decimal hours, Period? period = null) => Agreeing.Terms(period) with { HelperName = "Tante Ria", Identifier = "87654321", MonthlyVolume = new Quantity(hours) };

    [Test]
    public async Task Of_some_days_of_a_month_as_much_is_reserved_as_the_page_says_and_as_can_be_claimed()
    {
        var agreeing = await Agreeing.In(town, 1_000m);
        var terms = Agreeing.Terms(new(new(2026, 6, 1), new(2026, 6, 7))) with { MonthlyVolume = new Quantity(4) };
        var number = await agreeing.Approved(terms);

        var parts = (await new BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Parts;
        Assert.That((terms.InAll, parts.Reserved, parts.Free), Is.EqualTo((new Money(400), new Money(400), new Money(99_600))));
        Assert.That((await Enter(agreeing, number, day: 2, until: 13)).Value.Amount, Is.EqualTo(new Money(400)));
        Assert.That((await Enter(agreeing, number, day: 3, until: 10)).Refusal, Is.EqualTo(Refusal.VolumeAboveAgreement.With(new Quantity(4))));
    }

    [Test]
    public async Task What_the_look_before_signing_says_is_what_signing_says()
    {
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        async Task Same(Refusal? expected, AgreementTerms terms, string? replaces = null)
        {
            Assert.That((await Check(agreeing, terms, replaces)).Fault, Is.EqualTo(expected), "before");
            Assert.That((await agreeing.DrawUp(terms, replaces)).Refusal, Is.EqualTo(expected), "on signing");
        }

        await Same(Refusal.AgreementOverlaps, Agreeing.Terms(FromJuly));
        await Same(Refusal.NotFound, Agreeing.Terms(FromJuly), "2026-999999");
        await Same(Refusal.AgreementStartsTooEarly.With("02-01-2026"), Agreeing.Terms(), number);
        await Same(expected: null, Agreeing.Terms(FromJuly), number);
        await Same(Refusal.AgreementWaits, Agreeing.Terms(FromJuly), number);
    }

    [Test]
    public async Task Who_may_not_give_an_account_reads_before_signing_that_it_is_about_the_account()
    {
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        var (daughter, administrator) = (await town.User("dochter", Role.Resident, ""), await town.User("beheer", Role.Administrator, Town.Huizen));
        var holder = agreeing.Grant.Resident.Id;
        await new GiveAccess(town.Database).Do(administrator, town.Key(), new(daughter.UserId, holder, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), AccessGround.Mandate));
        Assert.That((await new NarrowMandate(town.Database).Do(agreeing.Holder, town.Key(), new(holder, daughter.UserId, [MandateAct.Accounts]))).Refusal, Is.Null);

        var next = Agreeing.Terms(FromJuly);
        Assert.That(await Check(agreeing, next with { Iban = OtherIban }, number, daughter), Is.EqualTo(new DrawUpAgreement.Checked(Fault: null, IsOfAccount: true)));
        Assert.That(await Check(agreeing, next, number, daughter), Is.EqualTo(new DrawUpAgreement.Checked(Fault: null, IsOfAccount: false)), "the account that is known");
        Assert.That(await Check(agreeing, next with { Iban = OtherIban }, number), Is.EqualTo(new DrawUpAgreement.Checked(Fault: null, IsOfAccount: false)), "the holder");
    }

    [Test]
    public async Task The_caseworker_sees_what_an_agreement_costs_beside_what_the_others_leave()
    {
        var agreeing = await Agreeing.In(town, 700m);
        // Of January to March nothing can be claimed any more, in the middle of June.
        await agreeing.Approved();
        async Task<AgreementRoom> Room(AgreementTerms terms)
        {
            var number = (await agreeing.DrawUp(terms)).Value;
            var room = (await agreeing.Read(number, town.Caseworker)).Beside!.Room!;
            Assert.That((await new WithdrawAgreement(town.Database).Do(agreeing.Holder, town.Key(), new(number))).Refusal, Is.Null);
            return room;
        }

        var much = await Room(Other(100m, FromJuly));
        Assert.That((much.InAll, much.Room, much.IsMoreThanLeft, much.Together, much.IsMoreThanGranted), Is.EqualTo((new Money(60_000), new Money(70_000 - (9 * 4_000)), true, new Quantity(140), false)));
        Assert.That((await Room(Other(50m, FromJuly))).IsMoreThanLeft, Is.False);
        Assert.That((await Room(Other(670m, FromJuly))) is { IsMoreThanGranted: true, IsMoreThanLeft: true, Forecast.RunsOutOn: not null }, Is.True);
    }

    [Test]
    public async Task A_next_version_stands_beside_the_other_helpers_and_not_beside_the_one_that_it_replaces()
    {
        var agreeing = await Agreeing.In(town, 700m);
        var number = await agreeing.Approved();
        var next = (await agreeing.DrawUp(Agreeing.Terms(FromJuly), number)).Value;
        var room = (await agreeing.Read(next, town.Caseworker)).Beside!.Room!;
        // April, May and June are of the one before.
        Assert.That((room.InAll, room.Room, room.Together), Is.EqualTo((new Money(6 * 4_000), new Money(70_000 - (3 * 4_000)), new Quantity(40))));
    }

    [Test]
    public async Task More_hours_than_the_decision_grants_are_a_signal()
    {
        var (more, within) = (await Agreeing.In(town, 100m), await Agreeing.In(town, 100m));
        await within.Approved(Agreeing.Terms() with { MonthlyVolume = new Quantity(60) });
        await more.Approved(Agreeing.Terms() with { MonthlyVolume = new Quantity(60) });
        await more.Approved(Other(60m));
        Assert.That(
            (await new HeldSignals(town.Database).Of(town.Caseworker))!.Above.Select(item => (item.Number, item.Agreed, item.Granted)),
            Is.EqualTo(new[] { (more.Grant.BudgetNumber, new Quantity(120), new Quantity(100)) }));
    }

    [Test]
    public async Task The_agreement_by_which_a_budget_turns_tells_it_at_once_and_the_month_does_not_tell_it_again()
    {
        var agreeing = await Agreeing.In(town, 500m);
        await Mailbox.Wants(town, agreeing.Holder, without: [MailKind.SupportEnds, MailKind.GoalsAreAsked]);
        await Mailbox.Emptied(town.Database);
        async Task<int> Told() => (await Mailbox.Emptied(town.Database)).Count(mail => mail.Kind == MailKind.BudgetRunsOut);
        await agreeing.Approved(Agreeing.Terms(new(new(2026, 6, 1), new(2026, 12, 31))));
        Assert.That(await Told(), Is.Zero, "it lasts");

        await agreeing.Approved(Other(60m, new(new(2026, 6, 1), new(2026, 12, 31))));
        Assert.That(await Told(), Is.EqualTo(1));
        await new RemindResidents(town.Database).Do();
        Assert.That(await Told(), Is.Zero);
    }

    [Test]
    public async Task Own_money_on_top_is_told_with_each_line_and_is_no_part_of_its_amount()
    {
        var agreeing = await Agreeing.In(town, 1_000m);
        var number = await agreeing.Approved(Agreeing.Terms() with { OwnPart = new Money(250) });
        Assert.That((await Enter(agreeing, number, day: 1, until: 13)).Refusal, Is.Null);
        async Task<ClaimLines.Line> Line(Actor by) => (await new ClaimLines(town.Database).Of(by, number))!.Lines.Single();
        foreach (var who in new[] { agreeing.Holder, agreeing.Helper })
        {
            var line = await Line(who);
            Assert.That((line.Amount, line.OnTop), Is.EqualTo((new Money(400), new Money(1_000))));
        }

        Assert.That((await new CareAgreements(town.Database).Of(agreeing.Holder)).Agreements.Single().OwnPart, Is.EqualTo(new Money(250)));
        var answer = new AnswerClaimLine.Entry((await Line(agreeing.Holder)).Id, AnswerClaimLine.Verdict.Reject, Reason: "Dit was niet zo.");
        Assert.That((await new AnswerClaimLine(town.Database).Do(agreeing.Holder, town.Key(), answer)).Refusal, Is.Null);
        Assert.That((await Line(agreeing.Helper)).OnTop, Is.EqualTo(Money.Zero), "nothing is paid");
    }

    [Test]
    public async Task The_cause_of_a_budget_that_ends_too_early_is_the_money_that_the_bar_lacks()
    {
        var agreeing = await Agreeing.In(town, 100m);
        var number = await agreeing.Approved();
        Assert.That((await agreeing.Claim(number, 5, 40m)).Refusal, Is.Null);
        var lacking = (await new PartsOfBudget(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Reserved.NotCovered;
        // April, and June to December: not January to March, which nobody claims any more.
        Assert.That(lacking, Is.EqualTo(new Money((8 * 4_000) + 4_000 - 10_000)));
        var cause = (await new ForecastOfBudget(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Cause;
        Assert.That(cause, Is.EqualTo(new ForecastCause(CauseKind.AgreedTooMuch, Name: null, Since: null, lacking)));
    }
}
