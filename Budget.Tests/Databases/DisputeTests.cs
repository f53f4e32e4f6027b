using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Disputes;
using Budget.Core.Invoices;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>A resident's say over each invoice line: it is right, it is not, and who is at turn until which day. Today it is 15 June 2026; posting 3 is four hours of April, posting 4 three hours of May.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DisputeTests(Engine engine)
{
    private static readonly DateOnly AnswerBy = new(2026, 6, 29), SettleBy = new(2026, 7, 13);
    private Town town = null!;
    private Assigned assigned = null!;
    private string budget = "";
    private Actor resident = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.MayDeclare();
        assigned = await Assigned.In(town);
        (budget, resident) = (assigned.Grant.BudgetNumber, assigned.Grant.Resident.Actor);
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Outcome<DateOnly>> Dispute(long posting = 3, Actor? by = null, DisputeReason reason = DisputeReason.NotDelivered, string words = "Er kwam niemand.", Quantity? delivered = null) =>
        new DisputeLine(town.Database).Do(by ?? resident, town.Key(), new(budget, posting, reason, words, delivered));

    private async Task<Refusal?> Withdraw(Actor? by = null) => (await new WithdrawDispute(town.Database).Do(by ?? resident, town.Key(), new(budget, 3))).Refusal;

    private async Task<Refusal?> Confirm(Actor? by = null) => (await new ConfirmLine(town.Database).Do(by ?? resident, town.Key(), new(budget, 3))).Refusal;

    private async Task<Refusal?> Answer(bool isDelivered, string words = "Wij waren er, kijk op de werkbrief.", Actor? by = null) =>
        (await new AnswerDispute(town.Database).Do(by ?? town.ProviderStaff, town.Key(), new(await Id(), isDelivered, words))).Refusal;

    private async Task<Refusal?> Settle(bool isDelivered, string words = "De werkbrief is getekend.", Actor? by = null) =>
        (await new SettleDispute(town.Database).Do(by ?? town.Caseworker, town.Key(), new(await Id(), isDelivered, words))).Refusal;

    private async Task<Guid> Id() => Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT id FROM disputes ORDER BY place DESC"))[0]);

    private async Task<LineOfBudget.Answer> Line(long posting = 3) => (await new LineOfBudget(town.Database).Of(resident, budget, posting))!;

    private async Task<BudgetOverview.Answer> Overview() => (await new BudgetOverview(town.Database).Of(resident, budget))!;

    private async Task<IReadOnlyList<Worklist.Item>> Tasks(Actor? by = null) => [.. (await new Worklist(town.Database).Of(by ?? town.Caseworker, WorklistView.All)).Items.Where(item => item.Kind == "dispute")];

    [Test]
    public async Task Who_may_only_read_answers_and_takes_nothing_back()
    {
        var reader = await town.User("lezer", Role.ProviderStaff, "", town.Provider);
        await Dispute();
        Assert.That(await Answer(isDelivered: false, by: reader), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Answer(isDelivered: true, by: reader), Is.Null);
        Assert.That(await Answer(isDelivered: false, by: reader), Is.EqualTo(Refusal.NotAllowed), "also not after that");
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'reversal'"), Is.Zero);
    }

    [Test]
    public async Task A_new_line_says_who_what_when_how_much_and_what_was_left()
    {
        var line = (await Line()).Line;
        Assert.That((line.ProviderName, line.ProductNl, line.Volume, line.Period, line.Amount, line.Left),
            Is.EqualTo(("De Helpende Hand", "Begeleiding", new Quantity(4), Period.Month(2026, 4), new Money(24_000), new Money(96_000))));
        Assert.That(((await Line()).State, (await Line()).Due), Is.EqualTo((LineState.New, (DateOnly?)null)));
        Assert.That((await Overview()).Lines.Keys, Is.EquivalentTo((long[])[3L, 4L]), "of a grant and a reservation nothing is said");
    }

    [Test]
    public async Task What_is_disputed_is_set_aside_and_changes_none_of_the_four_words()
    {
        var before = (await Overview()).Balance;
        Assert.That((await Dispute()).Value, Is.EqualTo(AnswerBy));

        Assert.That(((await Line()).State, (await Line()).Due), Is.EqualTo((LineState.WaitsForProvider, AnswerBy)));
        var after = await Overview();
        Assert.That((after.Balance, after.Disputed), Is.EqualTo((before, new Money(24_000))));
        Assert.That(await Sql.Count(town, $"invoice_lines line WHERE {OpenDispute.Sql}"), Is.EqualTo(1), "and the payment run passes it over");
        Assert.That(await Tasks(), Is.Empty, "the provider comes first");
    }

    [Test]
    public async Task The_municipality_settles_for_the_provider_and_the_line_stands()
    {
        await Dispute();
        var before = (await Overview()).Balance;
        Assert.That(await Settle(true), Is.EqualTo(Refusal.DisputeWaitsForProvider.With("29-06-2026")));
        town.Clock.GoTo(new(2026, 6, 20));
        Assert.That(await Answer(isDelivered: true), Is.Null);
        Assert.That(((await Line()).State, (await Line()).Due, (await Line()).Line.Answer), Is.EqualTo((LineState.WaitsForMunicipality, new DateOnly(2026, 7, 4), "Wij waren er, kijk op de werkbrief.")));
        Assert.That((await Tasks()).Select(item => (item.Number, item.Due)), Is.EqualTo(new[] { (budget, new DateOnly(2026, 7, 4)) }));
        Assert.That(await Settle(true), Is.Null);

        Assert.That(((await Line()).State, (await Line()).Due, (await Line()).Line.Settlement), Is.EqualTo((LineState.Delivered, (DateOnly?)null, "De werkbrief is getekend.")));
        Assert.That(((await Overview()).Balance, (await Overview()).Disputed), Is.EqualTo((before, Money.Zero)));
        Assert.That((await Dispute()).Refusal, Is.EqualTo(Refusal.DisputeSettled), "what was settled is not disputed again");
        Assert.That(await Settle(false), Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That(await Tasks(), Is.Empty);
    }

    [Test]
    public async Task The_municipality_settles_for_the_resident_and_the_line_goes_back_to_the_reservation()
    {
        await Dispute();
        await Answer(isDelivered: true);
        Assert.That(await Settle(false), Is.Null);

        var after = await Overview();
        Assert.That((after.Balance, after.Disputed), Is.EqualTo((new Balance(Money.Zero, new Money(102_000), new Money(18_000), Money.Zero), Money.Zero)));
        Assert.That(((await Line()).State, (await Line()).Line.ReversedBy), Is.EqualTo((LineState.NotDelivered, 5L)));
        Assert.That(PostingText.For(after.Postings[0], System.Globalization.CultureInfo.GetCultureInfo("nl")), Is.EqualTo("Terug op het budget: boeking 3 klopte niet"));
        Assert.That((await Dispute()).Refusal, Is.EqualTo(Refusal.AlreadyReversed));
        Assert.That((await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R9"))).Rejected, Is.EqualTo(1), "9390: it was reversed already");
        Assert.That((await town.Import("M3", assigned.Debit("R8", 4, 2))).Rejected, Is.Zero, "and the right line is taken in");
    }

    [Test]
    public async Task The_provider_takes_a_line_back_by_its_own_word_at_once()
    {
        await Dispute();
        Assert.That(await Answer(isDelivered: false, ""), Is.Null);

        Assert.That((await Overview()).Balance.Payable, Is.EqualTo(new Money(18_000)));
        Assert.That((await Line()).State, Is.EqualTo(LineState.Admitted));
        Assert.That(await Answer(isDelivered: false, ""), Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That(await Sql.Count(town, $"postings WHERE kind = 'reversal' AND actor_id = '{town.ProviderStaff.UserId.Value:D}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_term_that_passes_gives_the_turn_to_the_municipality_and_then_makes_it_late()
    {
        await Dispute();
        town.Clock.GoTo(AnswerBy);
        Assert.That((await Line()).State, Is.EqualTo(LineState.WaitsForProvider), "the last day counts");
        Assert.That(await Tasks(), Is.Empty);
        town.Clock.GoTo(AnswerBy.AddDays(1));
        Assert.That(((await Line()).State, (await Line()).Due), Is.EqualTo((LineState.WaitsForMunicipality, SettleBy)));
        Assert.That((await Tasks()).Single().Due, Is.EqualTo(SettleBy));
        Assert.That(await Tasks(town.CaseworkerOfHilversum), Is.Empty);
        town.Clock.GoTo(SettleBy);
        Assert.That((await Line()).IsLate, Is.False);
        Assert.That(await Answer(isDelivered: true), Is.Null, "late, and still before it was settled");
        Assert.That((await Line()).Due, Is.EqualTo(SettleBy), "which makes the municipality's term no longer");
        town.Clock.GoTo(SettleBy.AddDays(1));
        Assert.That((await Line()).IsLate, Is.True);
        Assert.That(await Settle(false), Is.Null, "the municipality decides");
    }

    [Test]
    public async Task Without_an_answer_the_municipality_settles_after_the_term()
    {
        await Dispute();
        town.Clock.GoTo(AnswerBy.AddDays(1));
        Assert.That(await Settle(false, "Te kort"), Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Settle(false), Is.Null);
        Assert.That((await Line()).State, Is.EqualTo(LineState.NotDelivered));
    }

    [Test]
    public async Task What_is_taken_back_may_be_said_again()
    {
        await Dispute();
        Assert.That(await Withdraw(), Is.Null);
        Assert.That(((await Line()).State, (await Overview()).Disputed), Is.EqualTo((LineState.Withdrawn, Money.Zero)));
        Assert.That(await Withdraw(), Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That(await Confirm(), Is.Null);
        Assert.That((await Line()).State, Is.EqualTo(LineState.Confirmed));
        town.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await Dispute()).Value, Is.EqualTo(AnswerBy.AddDays(1)), "also after it was said to be right");
        Assert.That((await Line()).State, Is.EqualTo(LineState.WaitsForProvider));
        Assert.That(await Confirm(), Is.Null, "was said once, and stays said");
        Assert.That(await Answer(isDelivered: false), Is.Null);
        Assert.That((await Line()).State, Is.EqualTo(LineState.Admitted));
    }

    [Test]
    public async Task Less_than_was_declared_is_a_number_below_it_and_the_line_is_settled_whole()
    {
        Assert.That((await Dispute(reason: DisputeReason.LessDelivered, delivered: new Quantity(4))).Refusal, Is.EqualTo(Refusal.DeliveredImplausible));
        Assert.That((await Dispute(reason: DisputeReason.LessDelivered, delivered: new Quantity(2.5m))).IsRefused, Is.False);
        Assert.That((await Line()).Line.Delivered, Is.EqualTo(new Quantity(2.5m)));
        await Answer(isDelivered: false);
        Assert.That((await Overview()).Balance.Payable, Is.EqualTo(new Money(18_000)));
    }

    [TestCase(" ")]
    [TestCase("\u200B")]
    public async Task Without_words_or_with_too_many_nothing_is_disputed(string words)
    {
        Assert.That((await Dispute(words: words)).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Dispute(words: new string('x', DisputeLine.LongestExplanation + 1))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(DisputeLine.LongestExplanation)));
        Assert.That(await Sql.Count(town, "disputes"), Is.Zero);
    }

    [Test]
    public async Task What_was_reversed_otherwise_cannot_be_disputed_and_what_was_disputed_before_is_no_task_any_more()
    {
        Assert.That((await town.Reverse(budget, 4)).IsRefused, Is.False);
        Assert.That((await Dispute(4)).Refusal, Is.EqualTo(Refusal.AlreadyReversed));

        await Dispute();
        await Answer(isDelivered: true);
        await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R9"));
        Assert.That(((await Line()).State, (await Overview()).Disputed), Is.EqualTo((LineState.Credited, Money.Zero)));
        Assert.That(await Tasks(), Is.Empty);
        Assert.That(await Settle(true), Is.EqualTo(Refusal.AlreadyReversed));
    }

    [Test]
    public async Task A_settlement_about_a_closed_month_counts_on_the_first_open_day()
    {
        town.Clock.GoTo(new(2026, 7, 2));
        Assert.That((await new Core.Closing.CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2026, 6, 1)))).Refusal, Is.Null);
        await Dispute();
        await Answer(isDelivered: false);
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT CAST(effective_on AS TEXT) FROM postings WHERE kind = 'reversal'"), Is.EqualTo((string[])["2026-07-01"]));
    }

    [Test]
    public async Task Not_mine_is_not_there_and_another_role_may_not()
    {
        await Dispute();
        var (other, elsewhere) = (await town.Resident(), await town.User("aanbieder2", Role.ProviderStaff, "", (await new Core.Providers.AdmitProvider(town.Database).Do(
            Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Thuis", "Over ons", "About us", "035 000 0000"))).Value));
        var id = await Id();
        Assert.That((await Dispute(4, other.Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Dispute(2)).Refusal, Is.EqualTo(Refusal.NotFound), "a reservation is no invoice");
        Assert.That((await Dispute(4, town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Withdraw(other.Actor), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Confirm(other.Actor), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Answer(isDelivered: false, by: elsewhere), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Answer(isDelivered: false, by: town.Finance), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Settle(true, by: town.CaseworkerOfHilversum), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Settle(true, by: town.Finance), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await new LineOfBudget(town.Database).Of(other.Actor, budget, 3), Is.Null);
        foreach (var stranger in new[] { elsewhere, other.Actor, town.Caseworker })
        {
            Assert.That(await new DisputesOfProvider(town.Database).One(stranger, id), Is.Null);
            Assert.That((await new DisputesOfProvider(town.Database).Of(stranger)).Items, Is.Empty);
        }

        foreach (var stranger in new[] { town.CaseworkerOfHilversum, town.Finance, resident, town.ProviderStaff })
        {
            Assert.That(await new DisputesToSettle(town.Database).One(stranger, id), Is.Null);
        }

        var own = (await new DisputesOfProvider(town.Database).Of(town.ProviderStaff)).Items.Single();
        Assert.That((own.ResidentName, own.Amount, own.Standing.AnswerBy), Is.EqualTo(("Jan Jansen", new Money(24_000), AnswerBy)));
        Assert.That((await new DisputesOfProvider(town.Database).One(town.ProviderStaff, id))!.Line.Explanation, Is.EqualTo("Er kwam niemand."));
        Assert.That((await new DisputesToSettle(town.Database).One(town.Caseworker, id))!.Line.Explanation, Is.EqualTo("Er kwam niemand."));
    }

    [Test]
    public async Task Of_two_clicks_at_once_one_counts()
    {
        for (var round = 0; round < 5; round++)
        {
            var said = await Task.WhenAll(Dispute(), Dispute());
            Assert.That(said.Select(one => one.Refusal), Is.EquivalentTo(new[] { null, Refusal.DisputeOpen }));
            await Withdraw();
        }

        await Dispute();
        await Answer(isDelivered: true);
        var settled = await Task.WhenAll(Settle(false), Settle(true), Answer(isDelivered: false));
        Assert.That(settled.Count(refusal => refusal is null), Is.EqualTo(1));
        Assert.That(settled.Where(refusal => refusal is not null), Is.All.EqualTo(Refusal.AlreadyDecided));
    }

    [Test]
    public async Task Finance_sees_at_the_declaration_that_a_line_is_set_aside()
    {
        await Dispute();
        var message = (await new DeclarationMessages(town.Database).Of(town.Finance)).Single();
        var lines = (await new DeclarationMessages(town.Database).One(town.Finance, message.Id.Value))!.Value.Lines;
        Assert.That(lines.Select(line => line.Standing.State(town.Today)), Is.EqualTo(new[] { LineState.WaitsForProvider, LineState.New }));
    }
}
