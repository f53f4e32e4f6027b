using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using NUnit.Framework;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Unit;

/// <summary>One claim per return code, each on a line in which nothing else is wrong.</summary>
public sealed class DeclarationJudgingTests
{
    private static readonly AssignmentTerms Terms = new(
        20072, "999900006", "01", "01A03", "04", new Money(3180), new Period(new DateOnly(2026, 1, 12), new DateOnly(2026, 6, 17)), Removed: false,
        new AllottedVolume(new Quantity(3), Frequency.Week, new Period(new DateOnly(2026, 1, 12), new DateOnly(2026, 6, 17)), "02", "04"), Left: new Money(12720));

    /// <summary>As much as anybody declares.</summary>
    private static readonly AssignmentTerms Boundless = Terms with { Allotted = Terms.Allotted with { Volume = new Quantity(999_999), Frequency = Frequency.Total, Extra = 999_999_999 } };

    private static readonly LineHistory Nothing = new();
    private static readonly LineHistory AfterDebit = new(Previous: PreviousLine.Of(Credit, credited: false));

    [Test]
    public void A_right_line_gets_no_code() => Assert.That(Codes(Debit), Is.Empty);

    [Test]
    public void Code_9338_when_the_assignment_does_not_exist_and_then_no_other() =>
        Assert.That(JudgeLine.Judge(Debit with { Amount = Money.Zero }, Valid.Period, assignment: null, new LineHistory(ReferenceUsed: true)), Is.EqualTo([ReturnCode.NoSuchAssignment]));

    [Test]
    public void Code_8187_when_the_assignment_is_of_another_client() => Assert.That(Codes(Debit with { Bsn = "999900018" }), Is.EqualTo(["8187"]));

    [Test]
    public void Code_9339_when_the_category_differs() => Assert.That(Codes(Debit with { Category = "02" }), Is.EqualTo(["9339"]));

    [Test]
    public void Code_9340_when_the_product_code_differs() => Assert.That(Codes(Debit with { ProductCode = "01A04" }), Is.EqualTo(["9340"]));

    [Test]
    public void Code_9341_when_the_unit_differs() => Assert.That(Codes(Debit with { Unit = "16" }), Is.EqualTo(["9341"]));

    [Test]
    public void Code_9307_when_the_period_starts_before_the_assignment() => Assert.That(Codes(On("2026-01-01", "2026-01-31")), Is.EqualTo(["9307"]));

    [Test]
    public void Code_9308_when_the_period_ends_after_the_assignment() => Assert.That(Codes(On("2026-06-01", "2026-06-30"), Period.Month(2026, 6)), Is.EqualTo(["9308"]));

    [Test]
    public void Code_9319_when_the_period_lies_after_the_declaration_period() => Assert.That(Codes(On("2026-05-01", "2026-05-31"), Period.Month(2026, 4)), Is.EqualTo(["9319"]));

    [Test]
    public void Code_9387_when_the_period_starts_on_no_edge() => Assert.That(Codes(On("2026-05-02", "2026-05-31")), Is.EqualTo(["9387"]));

    [Test]
    public void Code_9388_when_the_period_ends_on_no_edge() => Assert.That(Codes(On("2026-05-01", "2026-05-30")), Is.EqualTo(["9388"]));

    [TestCase("2026-01-12", "2026-01-31")]
    [TestCase("2026-04-01", "2026-04-30")]
    [TestCase("2026-06-01", "2026-06-17")]
    public void A_period_may_start_and_end_where_the_assignment_does(string from, string until) => Assert.That(Codes(On(from, until), Period.Month(2026, 6)), Is.Empty);

    [TestCase(4, 3180, 12719)]
    [TestCase(0, 3180, 1)]
    [TestCase(99_999_999, 3180, 12720)]
    public void Code_9346_when_the_amount_is_not_volume_times_rate(long volume, long rate, long amount) =>
        Assert.That(Codes(Debit with { Volume = volume, Rate = new Money(rate), Amount = new Money(amount) }, terms: Boundless), Is.EqualTo(["9346"]));

    [Test]
    public void Code_9346_and_no_overflow_on_figures_that_no_schema_bounds() =>
        Assert.That(Codes(Debit with { Volume = long.MaxValue, Rate = new Money(long.MaxValue) }), Is.EqualTo(["9346", "0611", "9321", "9322"]));

    [Test]
    public void Code_0611_when_the_rate_is_not_the_contract_s() => Assert.That(Codes(Debit with { Rate = new Money(3179), Amount = new Money(12716) }), Is.EqualTo(["0611"]));

    [Test]
    public void Euros_have_no_rate_to_compare() => Assert.That(JudgeLine.Judge(
        Euros, Valid.Period, Boundless with { Bsn = Euros.Bsn, Unit = "83", Left = Euros.Amount, Number = Euros.AssignmentNumber }, Nothing), Is.Empty);

    [Test]
    public void Code_8021_when_the_reference_was_used() => Assert.That(Codes(Debit, history: new LineHistory(ReferenceUsed: true)), Is.EqualTo(["8021"]));

    [Test]
    public void Code_9384_when_the_assignment_was_removed() => Assert.That(Codes(Debit, terms: Terms with { Removed = true }), Is.EqualTo(["9384"]));

    [Test]
    public void Code_9389_when_the_period_was_booked() => Assert.That(Codes(Debit, history: new LineHistory(SamePeriodBooked: true)), Is.EqualTo(["9389"]));

    [Test]
    public void Code_9369_when_the_amount_is_above_what_is_left() => Assert.That(Codes(Debit, terms: Terms with { Left = new Money(12719) }), Is.EqualTo(["9369"]));

    [Test]
    public void Code_8017_when_a_credit_has_no_debit() => Assert.That(Codes(Credit), Is.EqualTo(["8017"]));

    private static IEnumerable<DeclarationLine> Differing() =>
    [
        Credit with { Bsn = "999900018" }, Credit with { AssignmentNumber = 1 }, Credit with { Category = "02" }, Credit with { ProductCode = "x" },
        Credit with { Period = Period.Month(2026, 3) }, Credit with { Volume = 5 }, Credit with { Unit = "16" }, Credit with { Rate = null }, Credit with { Amount = new Money(1) },
    ];

    [TestCaseSource(nameof(Differing))]
    public void Code_8017_when_a_credit_is_not_identical_to_its_debit(DeclarationLine credit) => Assert.That(Codes(credit, history: AfterDebit), Is.EqualTo(["8017"]));

    [Test]
    public void Code_9390_when_the_debit_was_credited_already() =>
        Assert.That(Codes(Credit, history: new LineHistory(Previous: PreviousLine.Of(Credit, credited: true))), Is.EqualTo(["9390"]));

    [Test]
    public void Code_8021_when_a_credit_uses_an_old_reference() => Assert.That(Codes(Credit, history: AfterDebit with { ReferenceUsed = true }), Is.EqualTo(["8021"]));

    [Test]
    public void Code_9321_when_it_is_more_than_the_weeks_of_its_period_allow()
    {
        AssignmentTerms rich = Terms with { Left = new Money(1_000_000) };
        Assert.That(Codes(Of(15), terms: rich), Is.Empty, "May 2026 touches five weeks of three hours");
        Assert.That(Codes(Of(16), terms: rich), Is.EqualTo(["9321"]));
        Assert.That(Codes(Of(16), terms: rich with { Allotted = rich.Allotted with { Extra = 1 } }), Is.Empty, "an hour was shifted to it");
    }

    [Test]
    public void Code_9322_when_it_is_more_than_what_is_left_of_the_whole()
    {
        // 12 January to 17 June touch 23 weeks: 69 hours.
        AssignmentTerms rich = Terms with { Left = new Money(1_000_000) };
        Assert.That(Codes(Of(4), terms: rich with { Allotted = rich.Allotted with { Declared = 65 } }), Is.Empty);
        Assert.That(Codes(Of(4), terms: rich with { Allotted = rich.Allotted with { Declared = 66 } }), Is.EqualTo(["9322"]));
    }

    [Test]
    public void A_right_credit_is_never_refused_for_budget_period_rate_or_a_removed_assignment() =>
        Assert.That(Codes(Credit, Period.Month(2026, 1), AfterDebit with { SamePeriodBooked = true },
            Terms with { Left = Money.Zero, Removed = true, Rate = Money.Zero, Period = Period.Month(2025, 1), Bsn = "" }), Is.Empty);

    [Test]
    public void All_codes_that_apply_are_given_in_one_order()
    {
        var wrong = Debit with { Bsn = "", Category = "", ProductCode = "", Unit = "", Volume = 99, Rate = Money.Zero, Period = new Period(new DateOnly(2027, 1, 2), new DateOnly(2027, 1, 3)) };

        Assert.That(Codes(wrong, history: new LineHistory(ReferenceUsed: true, SamePeriodBooked: true), terms: Terms with { Removed = true, Left = Money.Zero }),
            Is.EqualTo(["8187", "9339", "9340", "9341", "9307", "9308", "9319", "9387", "9388", "9346", "0611", "8021", "9384", "9389", "9321", "9322", "9369"]));
    }

    private static IEnumerable<string> Codes(DeclarationLine line, Period? month = null, LineHistory? history = null, AssignmentTerms? terms = null) =>
        JudgeLine.Judge(line, month ?? Valid.Period, terms ?? Terms, history ?? Nothing).Select(code => code.Code);

    private static DeclarationLine Of(long hours) => Debit with { Volume = hours, Amount = new Money(hours * Debit.Rate!.Value.Cents) };

    private static DeclarationLine On(string from, string until) =>
        Debit with { Period = new Period(DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(until, "yyyy-MM-dd")) };
}
