using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>What was not used of a PGB that is over goes back by itself: not a day too early, not while something waits, once, and again after a correction.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class ReturnUnusedTests(Engine engine)
{
    /// <summary>December 2026, six weeks and four weeks.</summary>
    private static readonly DateOnly First = new(2027, 3, 12);

    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved();
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<int> Return() => new ReturnUnused(town.Database).Do();

    private async Task<BudgetOverview.Answer> Budget() => (await new BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!;

    private async Task<(Money Granted, Money Available)> Balance() => ((await Budget()).Balance.Granted, (await Budget()).Balance.Available);

    [Test]
    public async Task After_the_terms_for_claiming_the_rest_goes_back_once_and_the_holder_is_told()
    {
        await Mailbox.Wants(town, agreeing.Holder);
        await agreeing.Claim(number, 4, 10m);
        Assert.That(ReturnUnused.FirstDay(new(2026, 12, 5)), Is.EqualTo(First), "of the whole month can be claimed");
        town.Clock.GoTo(First.AddDays(-1));
        Assert.That((await Return(), await Balance()), Is.EqualTo((0, (new Money(600_000), new Money(599_000)))), "until that day somebody can still claim");

        town.Clock.GoTo(First);
        Assert.That((await Return(), await Return()), Is.EqualTo((1, 0)));
        Assert.That(await Balance(), Is.EqualTo((new Money(1_000), Money.Zero)), "what was spent stays");
        var last = (await Budget()).Postings[0];
        Assert.That((last.Kind, last.FromAccount, last.ToAccount, last.Amount, last.OccurredOn), Is.EqualTo(("expiry", "available", "fund", new Money(599_000), new DateOnly(2026, 12, 31))));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo(new[] { MailKind.UnusedIsReturned }));
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT subject FROM traces WHERE what = '{nameof(ReturnUnused)}'"), Is.EqualTo(new[] { agreeing.Grant.BudgetNumber }));
        await town.MustBeSound();
    }

    [Test]
    public async Task Two_portals_at_once_give_it_back_once()
    {
        town.Clock.GoTo(First);
        Assert.That((await Task.WhenAll(Return(), Return(), Return())).Sum(), Is.EqualTo(1));
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, Money.Zero)));
        await town.MustBeSound();
    }

    [Test]
    public async Task A_line_that_waits_holds_it_and_what_is_answered_then_is_paid_first()
    {
        await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 5, 1), IsWholeMonth: true, Time: null, new Quantity(10)));
        town.Clock.GoTo(First);
        Assert.That(await Return(), Is.Zero);

        var line = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.Single().Id;
        Assert.That((await new AnswerClaimLine(town.Database).Do(agreeing.Holder, town.Key(), new(line, AnswerClaimLine.Verdict.Approve))).Refusal, Is.Null);
        town.Clock.GoTo(First.AddDays(28));
        Assert.That(await Return(), Is.Zero, "four weeks after something was booked");
        town.Clock.GoTo(First.AddDays(29));
        Assert.That(await Return(), Is.EqualTo(1));
        Assert.That(await Balance(), Is.EqualTo((new Money(1_000), Money.Zero)));
        await town.MustBeSound();
    }

    [Test]
    public async Task Before_a_year_is_closed_it_is_told_what_waits_for_a_holder_and_what_is_to_be_paid()
    {
        await agreeing.Claim(number, 4, 10m);
        await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 5, 1), IsWholeMonth: true, Time: null, new Quantity(7)));
        async Task<WaitsOfYear.Answer?> Waits(Actor who, int year) => await new WaitsOfYear(town.Database).Of(who, year);
        WaitsOfYear.Part none = new(0, Money.Zero);
        Assert.That(await Waits(town.Finance, 2026), Is.EqualTo(new WaitsOfYear.Answer(new(1, new Money(700)), none)), "nobody said that the SVB pays by our files");
        await new StartSvb(town.Database).Do(town.Finance, town.Key(), new(new(2020, 1, 1)));
        Assert.That(await Waits(town.Finance, 2026), Is.EqualTo(new WaitsOfYear.Answer(new(1, new Money(700)), new(1, new Money(1_000)))));
        Assert.That(await Waits(town.Finance, 2025), Is.EqualTo(new WaitsOfYear.Answer(none, none)));
        Assert.That(await Waits(town.Finance with { MunicipalityCode = Town.Hilversum }, 2026), Is.EqualTo(new WaitsOfYear.Answer(none, none)));
        Assert.That(await Waits(agreeing.Holder, 2026), Is.Null);
    }

    [Test]
    public async Task What_is_to_be_paid_by_the_SVB_or_waits_for_a_colleague_holds_it()
    {
        await agreeing.Claim(number, 4, 10m);
        var reference = (await town.Order((await town.Send()).Value)).Lines.Single().Reference;
        var proposed = (await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(agreeing.Grant.BudgetNumber, 2, "Dubbel"))).Value;
        town.Clock.GoTo(First);
        Assert.That(await Return(), Is.Zero);
        await new RejectReversal(town.Database).Do(town.FinanceToo, town.Key(), new(proposed, "Het klopt."));
        Assert.That(await Return(), Is.Zero, "it is not paid yet");
        await town.Hear(Svb.Says(reference, "betaald"));
        Assert.That(await Return(), Is.Zero, "it was paid today");
        town.Clock.GoTo(First.AddDays(29));
        Assert.That(await Return(), Is.EqualTo(1));
        await town.MustBeSound();
    }

    [Test]
    public async Task What_a_correction_frees_later_goes_back_four_weeks_after_it()
    {
        await agreeing.Claim(number, 4, 10m);
        town.Clock.GoTo(First);
        Assert.That(await Return(), Is.EqualTo(1));
        town.Clock.GoTo(new(2027, 4, 1));
        Assert.That((await town.Reverse(agreeing.Grant.BudgetNumber, posting: 2)).Refusal, Is.Null);
        Assert.That((await Return(), await Balance()), Is.EqualTo((0, (new Money(1_000), new Money(1_000)))), "it can be claimed anew, as it should have been");
        await town.MustBeSound();

        town.Clock.GoTo(new(2027, 4, 30));
        Assert.That((await Return(), await Balance()), Is.EqualTo((1, (Money.Zero, Money.Zero))));
        await town.MustBeSound();
    }

    [Test]
    public async Task A_budget_that_a_decision_ended_gives_back_after_the_month_of_its_end()
    {
        await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Moved, new(2026, 6, 30)));
        Assert.That((await Balance()).Available.IsPositive, Is.True, "what can still be claimed of the days until then");
        town.Clock.GoTo(new(2026, 9, 8));
        Assert.That(await Return(), Is.Zero);
        town.Clock.GoTo(new(2026, 9, 9));
        Assert.That((await Return(), await Balance()), Is.EqualTo((1, (Money.Zero, Money.Zero))));
        await town.MustBeSound();
    }

    [Test]
    public async Task A_year_that_was_closed_before_leaves_nothing_to_give_back_and_a_PVB_is_left_alone()
    {
        var following = await town.BudgetOf(50m);
        town.Clock.GoTo(new(2027, 1, 20));
        Assert.That((await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026))).Refusal, Is.Null);
        town.Clock.GoTo(First);
        Assert.That(await Return(), Is.Zero);
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT budget_id FROM unused_to_return"), Is.Empty, "nobody looks at it again");
        Assert.That((await new BudgetOverview(town.Database).Of(following.Resident.Actor, following.BudgetNumber))!.Postings.Count(posting => posting.Kind == "expiry"), Is.EqualTo(1), "when the year was closed");
        await town.MustBeSound();
    }

    [Test]
    public async Task Verify_finds_what_went_back_before_the_budget_was_over()
    {
        await town.Database.Overwrite(async session =>
        {
            var budget = await BudgetQuery.Find(session, town.Finance, agreeing.Grant.BudgetNumber);
            var decision = new Guid(await session.Single<string>("SELECT decision_id FROM budgets WHERE id = @Id", new { budget!.Id }));
            var ledger = await BudgetLedger.Open(session, town.Finance, budget.Id);
            return (await ledger.Append(new NewPosting(PostingKind.Expiry, Account.Available, Account.Fund, new Money(1), town.Today, OriginKind.Decision, decision, "budget ended"))).Value.Number;
        });
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault!.Why, Is.EqualTo("it gave back what was not used before the budget was over"));
    }
}
