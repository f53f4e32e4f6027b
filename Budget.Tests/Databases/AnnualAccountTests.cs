using System.Globalization;
using System.Text;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.PersonHeld;
using Budget.Core.Statements;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>The account of a year of a PGB, by hand; and that of a closed year nothing changes.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AnnualAccountTests(Engine engine)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved(Agreeing.Terms() with { OwnPart = new Money(50) });
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<YearAccount?> Account(int year = 2026, Actor? by = null, string? budget = null) => new AnnualAccount(town.Database).Of(by ?? agreeing.Holder, budget ?? agreeing.Grant.BudgetNumber, year);

    private static Money Euros(decimal euros) => new((long)(euros * 100m));

    [Test]
    public async Task A_year_is_told_by_helper_by_what_was_paid_and_by_what_is_left()
    {
        await agreeing.Claim(number, 4, 10m);
        await agreeing.Claim(number, 5, 20m);
        await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 6, 1), IsWholeMonth: false, new WorkedTime(new(2026, 6, 1), new(9, 0), new(12, 0), 0), Volume: null));

        var account = (await Account())!;
        Assert.That((account.Until, account.IsRunning, account.ClosedOn, account.OnItsWay), Is.EqualTo((new DateOnly(2026, 6, 15), true, (DateOnly?)null, Euros(3m))));
        Assert.That(account.Years, Is.EqualTo([2026]));
        Assert.That(account.Figures, Is.EqualTo(new YearFigures(
            Money.Zero, Euros(6_000m), Money.Zero, Euros(30m), Money.Zero, Money.Zero, Money.Zero, Euros(30m), Money.Zero, Money.Zero, Euros(15m))), "nobody said that the SVB pays by our files: it was paid otherwise");
        Assert.That((account.Figures.Left, account.Figures.ToPay), Is.EqualTo((Euros(5_970m), Money.Zero)));
        Assert.That(account.Helpers.Single(), Is.EqualTo(new HelperOfYear(number, "Fatima El Amrani", "hours", new Quantity(30), Euros(30m), Money.Zero, Money.Zero)));
        Assert.That(account.ReturnsOn, Is.EqualTo(new DateOnly(2027, 3, 12)));

        var sent = (await town.Order((await town.Send()).Value)).Lines;
        Assert.That((await Account())!.Figures is { PaidOtherwise.Cents: 0, PaidBySvb.Cents: 0, ToPay.Cents: 3_000 }, Is.True, "now the SVB pays it, and did not yet");
        await town.Hear(Svb.Says(sent[0].Reference, "betaald"));
        var paid = (await Account())!.Figures;
        Assert.That((paid.PaidBySvb, paid.ToPay, paid.ToPayNow), Is.EqualTo((sent[0].Amount, Euros(30m) - sent[0].Amount, Euros(30m) - sent[0].Amount)));

        await town.Reverse(agreeing.Grant.BudgetNumber, posting: 3);
        var corrected = (await Account())!;
        Assert.That(corrected.Helpers.Single(), Is.EqualTo(new HelperOfYear(number, "Fatima El Amrani", "hours", new Quantity(10), Euros(10m), Euros(20m), Money.Zero)));
        Assert.That((corrected.Figures.Spent, corrected.Figures.Left, corrected.Figures.OwnMoney), Is.EqualTo((Euros(10m), Euros(5_990m), Euros(5m))));
    }

    [Test]
    public async Task What_is_corrected_after_a_year_was_closed_counts_in_the_next_and_the_closed_year_says_so()
    {
        await agreeing.Claim(number, 4, 10m);
        await agreeing.Claim(number, 5, 20m);
        await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 6, 1), IsWholeMonth: false, new WorkedTime(new(2026, 6, 1), new(9, 0), new(12, 0), 0), Volume: null));
        town.Clock.GoTo(new(2027, 1, 20));
        Assert.That((await Account())!.ClosedOn, Is.Null);
        Assert.That(YearSheet.State((await Account())!, Dutch), Does.Contain("nog niet afgesloten"));
        Assert.That((await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026))).Refusal, Is.Null);
        var closed = (await Account())!;
        Assert.That((closed.ClosedOn, closed.Figures.Spent, closed.Figures.Returned, closed.Figures.Left, closed.OnItsWay), Is.EqualTo((new DateOnly(2027, 1, 20), Euros(30m), Euros(5_970m), Money.Zero, Euros(3m))));

        town.Clock.GoTo(new(2027, 2, 10));
        await town.Reverse(agreeing.Grant.BudgetNumber, posting: 2);
        var line = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.Single().Id;
        Assert.That((await new AnswerClaimLine(town.Database).Do(agreeing.Holder, town.Key(), new(line, AnswerClaimLine.Verdict.Approve))).Refusal, Is.Null, "of what the correction freed");
        var after = (await Account())!;
        Assert.That(after with { Budget = closed.Budget, Figures = closed.Figures, Helpers = closed.Helpers, Years = closed.Years }, Is.EqualTo(closed));
        Assert.That(after.Figures, Is.EqualTo(closed.Figures with { SpentLater = Euros(-7m) }));
        Assert.That(after.Helpers, Is.EqualTo(closed.Helpers));
        Assert.That(YearSheet.Notes(after, Dutch), Has.Some.EqualTo($"Nadat de boeken van die maand waren afgesloten, is {Euros(7m)} teruggedraaid van hulp van dit jaar. Dat telt mee in een later jaar."));

        var next = (await Account(2027))!;
        Assert.That(next.Years, Is.EqualTo([2027, 2026]));
        Assert.That((next.Figures.Opening, next.Figures.Granted, next.Figures.Spent, next.Figures.SpentEarlier, next.Figures.Left), Is.EqualTo((Money.Zero, Money.Zero, Money.Zero, Euros(-7m), Euros(7m))));
        Assert.That(next.Helpers.Single(), Is.EqualTo(new HelperOfYear(number, "Fatima El Amrani", "hours", new Quantity(0), Money.Zero, Money.Zero, Euros(-7m))));

        Assert.That(YearSheet.Notes(next, Dutch), Has.Some.Contains("op zijn vroegst op 12 maart 2027"));
        town.Clock.GoTo(new(2027, 3, 12));
        Assert.That(YearSheet.Notes((await Account(2027))!, Dutch), Has.Some.StartsWith("Wat over is, gaat vanzelf terug naar de gemeente: zodra"), "a day that is past is not named");
        Assert.That(await new ReturnUnused(town.Database).Do(), Is.EqualTo(1));
        Assert.That((await Account(2027))!.Figures is { Returned.Cents: 700, Left.Cents: 0 }, Is.True);
        Assert.That((await Account())!.Figures, Is.EqualTo(after.Figures));
    }

    [Test]
    public async Task What_goes_to_the_SVB_is_never_called_paid_otherwise_also_of_a_year_that_was_closed_before_anybody_said_so()
    {
        await agreeing.Claim(number, 4, 10m);
        town.Clock.GoTo(new(2027, 1, 20));
        Assert.That((await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026))).Refusal, Is.Null);
        Assert.That((await Account())!.Figures is { PaidOtherwise.Cents: 1_000, ToPay.Cents: 0, ToPayNow.Cents: 0 }, Is.True, "nobody said that the SVB pays by our files");
        var sent = (await town.Order((await town.Send()).Value)).Lines.Single();
        Assert.That((await Account())!.Figures is { PaidOtherwise.Cents: 0, ToPay.Cents: 1_000, ToPayNow.Cents: 1_000 }, Is.True);
        Assert.That((await town.Hear(Svb.Says(sent.Reference, "betaald", day: "20-01-2027"))).Refusal, Is.Null);
        var paid = (await Account())!;
        Assert.That(paid.Figures is { PaidOtherwise.Cents: 0, ToPay.Cents: 1_000, ToPayNow.Cents: 0 }, Is.True, "on the day of closing it was not paid");
        Assert.That(YearSheet.Notes(paid, Dutch), Does.Contain("Alle hulp van dit jaar is inmiddels betaald."));
    }

    [Test]
    public async Task What_a_budget_of_two_years_has_left_goes_along_to_the_second()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld, new Period(new(2026, 7, 1), new(2027, 6, 30)));
        var agreement = await town.Agreement(grant, period: new Period(new(2026, 7, 1), new(2027, 6, 30)));
        town.Clock.GoTo(new(2027, 2, 3));
        foreach (var (month, hours) in new[] { (new DateOnly(2026, 12, 1), 30m), (new DateOnly(2027, 1, 1), 5m) })
        {
            Assert.That((await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, month, new(hours)))).Refusal, Is.Null);
        }

        var (first, second) = ((await Account(2026, grant.Resident.Actor, grant.BudgetNumber))!, (await Account(2027, grant.Resident.Actor, grant.BudgetNumber))!);
        Assert.That((first.Figures.Granted, first.Figures.Spent, first.Figures.Left, first.ReturnsOn), Is.EqualTo((Euros(100m), Euros(30m), Euros(70m), (DateOnly?)null)));
        Assert.That((second.Figures.Opening, second.Figures.Granted, second.Figures.Spent, second.Figures.Left), Is.EqualTo((Euros(70m), Money.Zero, Euros(5m), Euros(65m))));
        Assert.That(YearSheet.Notes(first, Dutch), Does.Contain("Wat over is, blijft van dit budget. Het budget loopt tot en met 30 juni 2027."));
        Assert.That(YearSheet.Figures(second, Dutch)[0], Is.EqualTo(new YearLine("Over van 2026", Euros(70m))));
        Assert.That(YearSheet.Notes(second, Dutch), Has.Some.EndsWith("telt op de dag van boeken: daarom kan daar een ander bedrag staan."), "the statement of the same year may say otherwise");
    }

    [Test]
    public async Task A_fixed_amount_stands_apart_by_months_and_the_paper_says_what_the_page_says()
    {
        var neighbour = Agreeing.Terms(new(new(2026, 4, 1), new(2026, 12, 31))) with
        {
            HelperName = "Buurvrouw",
            HelperKind = HelperKind.Network,
            Form = AgreementForm.Family,
            Identifier = "999990019",
            Pay = AgreementPay.Allowance,
            Rate = new Money(14_100),
            MonthlyVolume = new Quantity(1),
        };
        var fixedNumber = await new Agreeing { Town = town, Grant = agreeing.Grant, Helper = await town.User("buurvrouw", Role.Resident, "") }.Approved(neighbour);
        Assert.That(await new BookFixedPay(town.Database).Do(), Is.EqualTo(2));
        var account = (await Account())!;
        var helper = account.Helpers.Single();
        Assert.That((helper.AgreementNumber, helper.IsFixed, helper.Approved), Is.EqualTo((fixedNumber, true, Euros(282m))));
        Assert.That((YearSheet.Name(helper, Dutch), YearSheet.Volume(helper, account.Budget.Unit, Dutch)), Is.EqualTo(("Buurvrouw (vast bedrag per maand)", "2 maanden")));
        var paper = YearDocument.Write(account, town.Today, Dutch);
        Assert.That(Encoding.Latin1.GetString(paper[..5]), Is.EqualTo("%PDF-"));
        Assert.That(YearDocument.Write(account, town.Today, Dutch), Is.EqualTo(paper), "the same account is the same paper");
    }

    [Test]
    public async Task It_is_for_the_holder_who_looks_along_and_the_own_municipality_and_of_a_year_that_was()
    {
        var daughter = await town.User("dochter", Role.Resident, "");
        Assert.That(await Account(by: daughter), Is.Null);
        var id = (await new InviteToBudget(town.Database).Do(agreeing.Holder, town.Key(), new(agreeing.Grant.BudgetNumber, "Mijn dochter", MayPrepare: false, new(2026, 12, 31)))).Value;
        var code = (await new SupportersOfBudget(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Items.Single(item => item.Id == id).Code;
        await new AcceptInvitation(town.Database).Do(daughter, town.Key(), new(code));
        Assert.That((await Account(by: daughter))!.ReadsAlong, Is.True);
        Assert.That((await Account())!.ReadsAlong, Is.False);
        await new EndSupporter(town.Database).Do(agreeing.Holder, town.Key(), new(id));
        Assert.That(await Account(by: daughter), Is.Null, "not any more");

        var auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        foreach (var (who, sees) in new[] { (town.Caseworker, true), (town.Finance, true), (auditor, true), (town.CaseworkerOfHilversum, false), (agreeing.Helper, false), (town.ProviderStaff, false), ((await town.Resident("Piet")).Actor, false) })
        {
            Assert.That(await Account(by: who) is not null, Is.EqualTo(sees), $"{who.Role} {who.MunicipalityCode}");
        }

        Assert.That((await Account(2025), await Account(2027), await Account(budget: "2026-999999")), Is.EqualTo(((YearAccount?)null, (YearAccount?)null, (YearAccount?)null)));
        var following = await town.BudgetOf(50m);
        Assert.That(await Account(by: following.Resident.Actor, budget: following.BudgetNumber), Is.Null, "a PVB has its statement");
    }
}
