using Budget.Core.Budgets;
using Budget.Core.Invoices;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>What an accepted line and a credit do to the budget, and what the answer says in sum.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ImportDeclarationTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        assigned = await Assigned.In(town);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<BudgetOverview.Answer> Overview() => (await new BudgetOverview(town.Database).Of(town.Finance, assigned.Grant.BudgetNumber))!;

    private async Task<(long Reserved, long Spent)> Figures() =>
        (await Overview()).Balance is var balance ? (balance.Reserved.Cents, balance.Spent.Cents) : default;

    [Test]
    public async Task A_right_line_goes_from_reserved_to_payable_with_the_line_as_its_origin()
    {
        var result = await town.Import("M1", assigned.Debit("R1", month: 5, hours: 4));

        Assert.That(result, Has.Property("Lines").EqualTo(1).And.Property("Rejected").EqualTo(0).And.Property("IsRepeat").False);
        Assert.That((await Overview()).Balance, Is.EqualTo(new Balance(Money.Zero, new(96_000), new(24_000), Money.Zero)));
        var posting = (await Overview()).Postings[0];
        Assert.That((posting.Kind, posting.FromAccount, posting.ToAccount, posting.Amount), Is.EqualTo(("invoice", "reserved", "payable", new Money(24_000))));
        Assert.That((posting.OriginKind, posting.Who), Is.EqualTo(("invoiceline", "De Helpende Hand")));
        Assert.That(await Sql.Count(town, "postings p JOIN invoice_lines line ON line.id = p.origin_id AND line.posting_number = p.number WHERE line.reference = 'R1'"), Is.EqualTo(1));
        Assert.That((posting.OccurredOn, posting.Volume), Is.EqualTo((new DateOnly(2026, 5, 31), (Quantity?)new Quantity(4))), "the care, not the writing");
        Assert.That(await town.AnswerTo(result), Does.Contain("RetourCode>8001<"));
    }

    [Test]
    public async Task Of_more_lines_than_are_asked_about_at_once_each_counts_what_the_ones_before_it_did()
    {
        var strangers = Enumerable.Range(0, 150).Select(number => assigned.Debit($"X{number}", 5, 1) with { AssignmentNumber = 999_999_999 - number });

        var result = await town.Import("M1", [assigned.Debit("R1", 5, 4), .. strangers, assigned.Debit("R2", 5, 1), assigned.Debit("R3", 4, 1)]);

        var said = await town.LinesOf(result);
        Assert.That((said[0], said[1], said[^2], said[^1]), Is.EqualTo(("R1", "X0 9338", "R2 9389", "R3")));
        Assert.That((result.Lines, result.Rejected), Is.EqualTo((153L, 151L)));
        Assert.That(await Figures(), Is.EqualTo((90_000, 30_000)));
    }

    [Test]
    public async Task A_line_is_accepted_or_rejected_whole_and_the_others_go_on()
    {
        var other = await Assigned.In(town);
        var right = assigned.Debit("R1", 5, 4);
        var wrong = assigned.Debit("R2", 4, 3).With(hours: 3, rate: 6100);

        var result = await town.Import("M1", right, wrong, other.Debit("R3", 5, 2));

        Assert.That(await town.LinesOf(result), Is.EqualTo(["R1", "R2 0611", "R3"]));
        Assert.That(await Figures(), Is.EqualTo((96_000, 24_000)));
        Assert.That((result.Submitted, result.Accepted, result.Rejected), Is.EqualTo((new Money(54_300), new Money(36_000), 1)));
        Assert.That(result.Submitted - result.Accepted, Is.EqualTo(wrong.Amount), "what was rejected explains the difference");
        var answer = await town.AnswerTo(result);
        Assert.That(answer, Does.Contain(">R2<").And.Contain(">54300<").And.Contain(">36000<").And.Contain("RetourCode>0611<"));
        Assert.That(answer, Does.Not.Contain(">R1<").And.Not.Contain(">R3<").And.Not.Contain("8001"));
    }

    [Test]
    public async Task Of_two_lines_that_fit_only_one_by_one_the_first_is_booked_and_the_second_is_above_the_budget()
    {
        var result = await town.Import("M1", assigned.Debit("R1", 4, 12), assigned.Debit("R2", 5, 9));
        var rest = await town.Import("M2", assigned.Debit("R3", 5, 8));

        Assert.That(await town.LinesOf(result), Is.EqualTo(["R1", "R2 9369"]));
        Assert.That(await town.LinesOf(rest), Is.EqualTo(["R3"]), "to the last cent");
        Assert.That(await Figures(), Is.EqualTo((0, 120_000)));
    }

    [Test]
    public async Task A_credit_takes_its_debit_back_and_then_the_month_can_be_declared_anew()
    {
        var wrong = assigned.Debit("R1", 5, 10);
        await town.Import("M1", wrong);

        var credit = await town.Import("M2", wrong.CreditedBy("R2"));
        var afterCredit = await Overview();
        var anew = await town.Import("M3", assigned.Debit("R3", 5, 6));

        Assert.That((credit.Rejected, credit.Submitted, credit.Accepted), Is.EqualTo((0, new Money(-60_000), new Money(-60_000))));
        Assert.That(afterCredit.Balance, Is.EqualTo(new Balance(Money.Zero, new(120_000), Money.Zero, Money.Zero)));
        Assert.That((afterCredit.Postings[0].Kind, afterCredit.Postings[0].ReversesNumber), Is.EqualTo(("reversal", 3)));
        Assert.That(await town.LinesOf(anew), Is.EqualTo(["R3"]));
        Assert.That(await Figures(), Is.EqualTo((84_000, 36_000)));
    }

    [Test]
    public async Task In_one_message_credits_go_first_wherever_they_stand()
    {
        var wrong = assigned.Debit("R1", 5, 20);
        await town.Import("M1", wrong);

        var result = await town.Import("M2", assigned.Debit("R2", 5, 15), wrong.CreditedBy("R3"));

        Assert.That(await town.LinesOf(result), Is.EqualTo(["R2", "R3"]), "without the credit the debit would be 9389 and 9369");
        Assert.That((result.Submitted, result.Accepted), Is.EqualTo((new Money(-30_000), new Money(-30_000))));
        Assert.That(await Figures(), Is.EqualTo((30_000, 90_000)));
    }

    [Test]
    public async Task A_second_credit_is_rejected_and_a_new_debit_can_be_credited_again()
    {
        var first = assigned.Debit("R1", 5, 10);
        var second = assigned.Debit("R3", 5, 5);
        await town.Import("M1", first);

        var twice = await town.Import("M2", first.CreditedBy("R2"), first.CreditedBy("R2b"));
        await town.Import("M3", second);
        var again = await town.Import("M4", second.CreditedBy("R4"));

        Assert.That(await town.LinesOf(twice), Is.EqualTo(["R2", "R2b 9390"]));
        Assert.That(await town.LinesOf(again), Is.EqualTo(["R4"]));
        Assert.That(await Figures(), Is.EqualTo((120_000, 0)));
    }

    [Test]
    public async Task A_line_that_finance_reversed_by_hand_counts_as_taken_back()
    {
        var debit = assigned.Debit("R1", 5, 10);
        await town.Import("M1", debit);
        await town.Reverse(assigned.Grant.BudgetNumber, 3, "dubbel");

        var credit = await town.Import("M2", debit.CreditedBy("R2"));
        var anew = await town.Import("M3", assigned.Debit("R3", 5, 6));

        Assert.That(await town.LinesOf(credit), Is.EqualTo(["R2 9390"]));
        Assert.That(await town.LinesOf(anew), Is.EqualTo(["R3"]));
        Assert.That(await Figures(), Is.EqualTo((84_000, 36_000)));
    }

    [Test]
    public async Task A_credit_and_a_reversal_by_hand_at_the_same_moment_take_the_money_back_once()
    {
        for (var month = 1; month <= 4; month++)
        {
            var debit = assigned.Debit($"R{month}", month, 10);
            await town.Import($"M{month}", debit);
            var number = (await Overview()).Postings[0].Number;

            var byHand = Task.Run(() => town.Reverse(assigned.Grant.BudgetNumber, number, "dubbel"));
            var credit = await Task.Run(() => town.Import($"C{month}", debit.CreditedBy($"C{month}")));

            Assert.That((await byHand).IsRefused, Is.EqualTo(credit.Rejected == 0), "one of the two was first");
            Assert.That(await Figures(), Is.EqualTo((120_000, 0)));
        }
    }

    [Test]
    public async Task A_line_of_nothing_is_accepted_and_books_nothing()
    {
        var result = await town.Import("M1", assigned.Debit("R1", 5, 0));

        Assert.That(await town.LinesOf(result), Is.EqualTo(["R1"]));
        Assert.That(await Figures(), Is.EqualTo((120_000, 0)));
    }
}
