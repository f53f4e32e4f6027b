using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Disputes;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;
using Budget.Core.SupportRequests;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Databases;

/// <summary>Somebody died or moved away: what was given is paid, nothing later is, and who stays keeps what is theirs. Today it is 15 June 2026; two hours a week at sixty euros.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DepartureTests(Engine engine)
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

    private Task<Outcome<WriteDownDeparture.Answer>> Gone(Grant grant, DateOnly lastOn, DepartureReason reason = DepartureReason.Died, Actor? by = null) =>
        new WriteDownDeparture(town.Database).Do(by ?? town.Caseworker, town.Key(), new(grant.RequestNumber, reason, lastOn));

    private async Task<Balance> BalanceOf(Grant grant) => (await new BudgetOverview(town.Database).Of(town.Caseworker, grant.BudgetNumber))!.Balance;

    private async Task<Assigned> Weekly() => await town.Assigned(await town.Weekly());

    private async Task<IReadOnlyList<string>> Codes(string message, params DeclarationLine[] lines) => await town.LinesOf(await town.Import(message, lines));

    [Test]
    public async Task Lines_until_the_day_of_a_death_are_accepted_and_later_ones_are_not()
    {
        var client = await Weekly();
        var april = client.Debit("APRIL", 4, 8);
        Assert.That(await Codes("M1", april), Is.EqualTo(["APRIL"]));

        var answer = (await Gone(client.Grant, new(2026, 5, 10))).Value;

        var effect = answer.Budgets.Single().Effect;
        Assert.That((effect.EndedOn, effect.Spent, effect.StillReserved, effect.AssignmentNumber), Is.EqualTo((new DateOnly(2026, 5, 10), new Money(48_000), new Money(24_000), (long?)client.Number)), "two weeks of two hours");
        Assert.That(effect.Returned, Is.EqualTo(new Money(636_000 - 48_000 - 24_000)));
        var before = await BalanceOf(client.Grant);
        var may = client.Debit("MEI", 5, 4);
        var until = may with { Period = new(new(2026, 5, 1), new(2026, 5, 10)), Reference = "TOT" };
        Assert.That(await Codes("M2", may, may with { Reference = "NA", Period = new(new(2026, 5, 11), new(2026, 5, 31)) }), Is.EqualTo(["MEI 9308", "NA 9307 9308 9387"]));
        Assert.That(await BalanceOf(client.Grant), Is.EqualTo(before), "the books stay as they were");
        Assert.That(await Codes("M3", until), Is.EqualTo(["TOT"]));
        Assert.That((await BalanceOf(client.Grant)).Spent, Is.EqualTo(new Money(72_000)));
        Assert.That(await Codes("M4", april.CreditedBy("TERUG")), Is.EqualTo(["TERUG"]), "a right credit is never refused");
        Assert.That((await BalanceOf(client.Grant)).Spent, Is.EqualTo(new Money(24_000)));
    }

    [Test]
    public async Task What_was_declared_of_later_days_stands_and_once_taken_back_only_the_days_before_are_declared_again()
    {
        var client = await Weekly();
        var may = client.Debit("MEI", 5, 8);
        await town.Import("M1", may);

        var effect = (await Gone(client.Grant, new(2026, 5, 10))).Value.Budgets.Single().Effect;

        Assert.That((effect.EndedOn, effect.Spent), Is.EqualTo((new DateOnly(2026, 5, 31), new Money(48_000))), "spent is never taken");
        var until = may.With(hours: 4) with { Reference = "TOT", Period = new(new(2026, 5, 1), new(2026, 5, 10)) };
        Assert.That(await Codes("M2", may.CreditedBy("TERUG"), may with { Reference = "NOGEENS" }, until), Is.EquivalentTo(["TERUG", "NOGEENS 9308", "TOT"]));
        Assert.That((await BalanceOf(client.Grant)).Spent, Is.EqualTo(new Money(24_000)));
    }

    [Test]
    public async Task Help_that_never_began_and_a_budget_that_was_over_already_take_no_line_of_a_later_day()
    {
        var later = await town.Assigned(await town.BudgetOf(1200m, period: new Period(new(2026, 9, 1), new(2026, 12, 31))));
        var over = await town.Assigned(await town.BudgetOf(1200m, period: new Period(new(2026, 1, 1), new(2026, 7, 31)), resident: later.Grant.Resident));
        town.Clock.GoTo(new(2026, 8, 15));

        var answer = (await Gone(later.Grant, new(2026, 5, 10))).Value;

        Assert.That(answer.Budgets.Select(one => (one.BudgetNumber, one.Effect.EndedOn)), Is.EqualTo(new[] { (later.Grant.BudgetNumber, new DateOnly(2026, 8, 31)) }), "it never ran");
        Assert.That(await Codes("M1", over.Debit("MEI", 5, 1), over.Debit("TOT", 5, 1) with { Period = new(new(2026, 5, 1), new(2026, 5, 10)) }), Is.EqualTo(["MEI 9308", "TOT"]));
        Assert.That((await Codes("M2", later.Debit("SEPTEMBER", 9, 1))).Single(), Does.Contain("9384"));
        Assert.That((await BalanceOf(later.Grant)).Available, Is.EqualTo(Money.Zero), "all of it went back");
    }

    [Test]
    public async Task A_helper_of_a_PGB_is_paid_until_the_day_also_when_another_had_claimed_more()
    {
        var held = await town.BudgetOf(1000m, FundingForm.PersonHeld);
        var (first, second) = (await town.Agreement(held), await town.Agreement(held));
        Task<Outcome<ForwardClaim.Answer>> Claim(string agreement) => new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, new(2026, 5, 1), new(5)));
        Assert.That((await Claim(first)).Refusal, Is.Null);

        Assert.That((await Gone(held, new(2026, 5, 10))).Value.Budgets.Single().Effect.EndedOn, Is.EqualTo(new DateOnly(2026, 5, 31)));
        Assert.That((await Claim(second)).Refusal, Is.EqualTo(Refusal.HolderDied), "the dead claim nothing");
        Assert.That((await new EnterClaimLine(town.Database).Do(town.Caseworker, town.Key(), new(second, new(2026, 5, 1), IsWholeMonth: true, Time: null, new Quantity(5)))).Refusal, Is.Null, "a caseworker does, from paper");

        Assert.That(await Rows.Of(town.ConnectionString, "SELECT CAST(ends_on AS TEXT) FROM claims ORDER BY posting_number"), Is.EqualTo((string[])["2026-05-31", "2026-05-10"]));
    }

    [Test]
    public async Task The_provider_is_told_why_and_reads_until_when_it_declares()
    {
        var (died, moved) = (await Weekly(), await Weekly());
        await town.Fetched();
        await Mailbox.Wants(town, town.ProviderStaff, "thuis@example.nl");
        await Gone(died.Grant, new(2026, 6, 10));
        await Gone(moved.Grant, new(2026, 7, 20), DepartureReason.Moved);

        var told = (await town.Fetched()).Where(one => one.Row.About == "end").ToDictionary(one => Said(one.Text, "ToewijzingNummer"), one => (Said(one.Text, "Einddatum"), Said(one.Text, "RedenWijziging")));

        Assert.That(told[$"{died.Number}"], Is.EqualTo(("2026-06-10", "02")));
        Assert.That(told[$"{moved.Number}"], Is.EqualTo(("2026-07-20", "07")));
        Assert.That((await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Select(row => (row.Number, row.Gone, row.GoneOn)), Is.EquivalentTo(new[]
        {
            (died.Number, "died", (DateOnly?)new DateOnly(2026, 6, 10)), (moved.Number, "moved", new DateOnly(2026, 7, 20)),
        }));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => (mail.Kind, mail.Address)), Is.EqualTo(new[] { (MailKind.ClientLeaves, "thuis@example.nl"), (MailKind.ClientLeaves, "thuis@example.nl") }));
    }

    [Test]
    public async Task The_dead_get_no_mail_and_are_asked_nothing_and_what_they_asked_is_closed()
    {
        var client = await Weekly();
        var asked = await town.Request(client.Grant.Resident);
        await Mailbox.Emptied(town.Database);
        await Mailbox.Wants(town, client.Grant.Resident.Actor, "jan@example.nl");
        await town.Report(asked);

        var answer = (await Gone(client.Grant, new(2026, 6, 14))).Value;

        Assert.That(answer.OpenRequests, Is.EqualTo([asked]));
        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty, "also what waited");
        Assert.That(await Sql.Count(town, "outbox WHERE sent_at IS NULL"), Is.Zero);
        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, asked))!.Progress.Step, Is.EqualTo(CaseStep.TakenBack));
        Assert.That(await new RenewalsDue(town.Database).Of(client.Grant.Resident.Actor), Is.Empty);
        Assert.That((await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items, Is.Empty);
    }

    [Test]
    public async Task Nothing_new_is_asked_for_who_died_nor_of_a_town_that_somebody_left()
    {
        var (died, moves) = (await Weekly(), await Weekly());
        var last = town.Today;
        await Gone(died.Grant, last.AddDays(-1));
        await Gone(moves.Grant, last, DepartureReason.Moved);

        Assert.That((await town.Ask(moves.Grant.Resident)).Refusal, Is.Null, "of the last day");
        town.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var (client, lastOn) in new[] { (died, last.AddDays(-1).InDigits()), (moves, last.InDigits()) })
        {
            Assert.That((await town.Ask(client.Grant.Resident)).Refusal, Is.EqualTo(Refusal.ResidentDeparted.With(lastOn)));
            Assert.That((await new WriteDownRequest(town.Database).Do(town.Caseworker, town.Key(), new(client.Grant.Resident.Id, RequestWay.Phone, town.Today, "Zijn zus", Town.Said))).Refusal,
                Is.EqualTo(Refusal.ResidentDeparted.With(lastOn)));
        }
    }

    [Test]
    public async Task An_open_dispute_goes_on_with_the_municipality()
    {
        var client = await Weekly();
        await town.Import("M1", client.Debit("MEI", 5, 8));
        await town.Dispute(client, "MEI");
        await Gone(client.Grant, new(2026, 6, 14));

        Assert.That((await new BudgetOverview(town.Database).Of(town.Caseworker, client.Grant.BudgetNumber))!.Disputed, Is.EqualTo(new Money(48_000)));
        await town.Settle("MEI", isDelivered: false);

        var balance = await BalanceOf(client.Grant);
        Assert.That((balance.Spent, balance.Reserved), Is.EqualTo((Money.Zero, new Money(48_000 + 24_000))), "what was reversed may be declared rightly, and two weeks of June");
    }

    [Test]
    public async Task Who_moves_is_helped_until_then_decided_on_by_the_municipality_and_may_come_back()
    {
        var client = await Weekly();
        var asked = await town.Request(client.Grant.Resident);
        await town.Report(asked);
        await Gone(client.Grant, new(2026, 7, 31), DepartureReason.Moved);

        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, asked))!.Progress.Step, Is.Not.EqualTo(CaseStep.TakenBack));
        Task<Outcome<GrantProvision.Answer>> Grant(DateOnly endsOn) => new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            asked, town.Today, "01A01", new(10), Frequency.Total, new(100), new(town.Today, endsOn), FundingForm.PersonFollowing, "Dit is nodig."));
        Assert.That((await Grant(new(2026, 8, 1))).Refusal?.Code, Is.EqualTo("resident-departed"));
        Assert.That((await Grant(new(2026, 7, 31))).Refusal, Is.Null);
        Assert.That((await new TakeBackDeparture(town.Database).Do(town.Caseworker, town.Key(), asked)).Refusal, Is.Null);
        Assert.That((await new TakeBackDeparture(town.Database).Do(town.Caseworker, town.Key(), asked)).Refusal, Is.EqualTo(Refusal.NotDeparted));
        Assert.That((await new DepartureOfCase(town.Database).Of(town.Caseworker, asked))!.Departure, Is.Null);
    }

    [Test]
    public async Task Who_lives_in_the_same_household_keeps_the_own_help()
    {
        var (died, partner) = (await Weekly(), await Weekly());
        await new JoinHousehold(town.Database).Do(town.Caseworker, town.Key(), new(died.Grant.RequestNumber, partner.Grant.RequestNumber));

        await Gone(died.Grant, new(2026, 6, 1));

        Assert.That((await new DepartureOfCase(town.Database).Of(town.Caseworker, died.Grant.RequestNumber))!.Others, Is.EqualTo(1));
        Assert.That(await Codes("M1", partner.Debit("PARTNER", 5, 8), died.Debit("DOOD", 5, 8)), Is.EqualTo(["PARTNER", "DOOD"]), "help of May was before it");
        var household = (await new HouseholdOverview(town.Database).Of(town.Caseworker, partner.Grant.RequestNumber))!;
        Assert.That(household.Members.Select(member => member.Departure), Is.EqualTo(new[] { null, new Departure(DepartureReason.Died, new(2026, 6, 1)) }));
        Assert.That(household.Members[0].Budgets.Single().EndsOn, Is.EqualTo(new DateOnly(2026, 12, 31)));
    }

    [Test]
    public async Task It_is_written_down_once_for_a_day_that_was_by_a_caseworker_of_the_municipality()
    {
        var client = await Weekly();

        Assert.That((await Gone(client.Grant, new(2026, 6, 16))).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await Gone(client.Grant, new(2027, 6, 17), DepartureReason.Moved)).Refusal, Is.EqualTo(Refusal.DayTooFarAhead));
        Assert.That((await Gone(client.Grant, new(2021, 6, 14))).Refusal!.Code, Is.EqualTo("day-too-long-ago"));
        Assert.That((await Gone(client.Grant, new(2026, 6, 1), by: town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Gone(client.Grant, new(2026, 6, 1), by: town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        var draft = (await new WriteDownDeparture(town.Database).Draft(town.Caseworker, new(client.Grant.RequestNumber, DepartureReason.Died, new(2026, 6, 1)))).Value;
        var written = (await Gone(client.Grant, new(2026, 6, 1))).Value;
        Assert.That(written.Mark, Is.EqualTo(draft.Mark));
        Assert.That((await Gone(client.Grant, new(2026, 6, 1))).Refusal, Is.EqualTo(Refusal.AlreadyDeparted));
        Assert.That(async () => await Rows.Execute(town.ConnectionString, "UPDATE departures SET last_on = '2026-01-01'"), Throws.Exception);
        Assert.That(await Sql.Count(town, "traces WHERE what = 'WriteDownDeparture'"), Is.Positive);
    }
}
