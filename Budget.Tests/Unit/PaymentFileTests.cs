using System.Globalization;
using System.Text;
using Budget.Core.Payments;
using FsCheck;
using FsCheck.Fluent;
using static Budget.Tests.Unit.PaymentExample;

namespace Budget.Tests.Unit;

/// <summary>What goes to the bank: every cent of it, in the form that the bank takes.</summary>
public sealed class PaymentFileTests
{
    [Test]
    public void A_run_is_written_as_it_was_approved() => Approved.Must($"{Text(Run)}\n", "Budget.Tests/Unit/PaymentFileTests.approved.txt");

    [Test]
    public void What_is_written_validates_against_the_schema() => Assert.That(DeclarationSchema.FirstErrorIn(Bytes(Run), Schema), Is.Null);

    [TestCase("<NbOfTxs>3<", "<NbOfTxs>0<")]
    [TestCase(">127.20<", ">127.2<")]
    [TestCase("Thuiszorg", "Thuiszörg")]
    [TestCase("<ChrgBr>SLEV</ChrgBr>", "")]
    [TestCase("Ccy=\"EUR\"", "Ccy=\"USD\"")]
    [TestCase("2026-06-P1", "/2026-06-P1")]
    [TestCase("2026-06-P1", "2026-06//P1")]
    public void The_schema_would_find_a_fault(string was, string becomes)
    {
        Assert.That(Text(Run), Does.Contain(was));
        Assert.That(DeclarationSchema.FirstErrorIn(Encoding.UTF8.GetBytes(Text(Run).Replace(was, becomes, StringComparison.Ordinal)), Schema), Is.Not.Null);
    }

    [Test]
    public void There_is_one_block_for_each_account_and_day()
    {
        var other = First with { EndToEndId = "P4", From = new DebtorAccount("Gemeente Huizen, PGB", Account("NL44RABO0123456789")) };
        var run = Run with { Payments = [Later, other, Second, First] };

        static string Said(PaymentBlock block) => $"{block.Identification}: {block.From.Name}, {block.RequestedOn.Day}: {string.Join(", ", block.Payments)}";
        Assert.That(run.Blocks.Select(Said), Is.EqualTo(
        [
            "HUIZEN-2026-06-1: Gemeente Huizen, PGB, 12: payment P4",
            "HUIZEN-2026-06-2: Gemeente Huizen, 12: payment 2026-06-P1, payment 2026-06-P2",
            "HUIZEN-2026-06-3: Gemeente Huizen, 15: payment 2026-06-P3",
        ]));
        Assert.That(All(Text(run), "PmtInfId"), Is.EqualTo(run.Blocks.Select(block => block.Identification)));
        Assert.That(All(Text(run), "NbOfTxs"), Is.EqualTo(["4", "1", "2", "1"]));
        Assert.That(All(Text(run), "CtrlSum"), Is.EqualTo(["554.46", "127.20", "427.25", "0.01"]));
    }

    [Test]
    public void The_same_payments_give_the_same_bytes_in_whatever_order_they_were_found()
    {
        var bytes = Bytes(Run);

        Assert.That(Bytes(Run with { Payments = [Later, First, Second] }), Is.EqualTo(bytes));
        Assert.That(bytes[0], Is.EqualTo((byte)'<'), "no byte order mark");
    }

    [Test]
    public void The_sums_are_those_of_the_payments_to_the_cent() =>
        Prop.ForAll(Gen.Choose(1, 60).SelectMany(count => Gen.Choose(1, 2_000_000_000).ArrayOf(count)).ToArbitrary(), amounts =>
        {
            var payments = amounts.Select((cents, index) => First with { EndToEndId = $"P{index}", Amount = new Money(cents), RequestedOn = First.RequestedOn.AddDays(index % 3) }).ToList();
            var text = Text(Run with { Payments = payments });
            var sums = All(text, "CtrlSum").Select(Cents).ToList();
            return sums[0] == amounts.Sum(cents => (long)cents) && sums.Skip(1).Sum() == sums[0]
                && All(text, "InstdAmt").Select(Cents).Order().SequenceEqual(amounts.Select(cents => (long)cents).Order())
                && All(text, "NbOfTxs")[0] == amounts.Length.ToString(CultureInfo.InvariantCulture);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_run_of_a_thousand_payments_is_right_and_written_within_seconds()
    {
        var payments = Enumerable.Range(1, 1_000).Select(number => First with
        {
            EndToEndId = $"2026-06-{number:00000}",
            Amount = new Money(number),
            RequestedOn = First.RequestedOn.AddDays(number % 2),
            CreditorName = $"Zorgverlener {number}",
        });
        var run = Run with { Payments = [.. payments] };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var bytes = Bytes(run);

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(DeclarationSchema.FirstErrorIn(bytes, Schema), Is.Null);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.That(All(text, "NbOfTxs"), Is.EqualTo(["1000", "500", "500"]));
        Assert.That(All(text, "CtrlSum"), Is.EqualTo(["5005.00", "2505.00", "2500.00"]));
        Assert.That(All(text, "EndToEndId"), Is.EquivalentTo(run.Payments.Select(payment => payment.EndToEndId)));
    }

    [Test]
    public void The_largest_amount_of_SEPA_is_written_to_the_cent()
    {
        var run = Run with { Payments = [First with { Amount = new Money(99_999_999_999) }] };

        Assert.That(All(Text(run), "InstdAmt"), Is.EqualTo(["999999999.99"]));
        Assert.That(DeclarationSchema.FirstErrorIn(Bytes(run), Schema), Is.Null);
    }

    [TestCase(
        "Stichting tot Instandhouding en Bevordering van de Wijkverpleging in het Gooi en de Vechtstreek",
        "Stichting tot Instandhouding en Bevordering van de Wijkverpleging in h")]
    [TestCase("Zoë Öztürk-Groß & 妹 <b>\"'", "Zoe Ozturk-Gross + . .b.''")]
    [TestCase("   ", "NOTPROVIDED")]
    [TestCase("\0😀]]>", ".)).")]
    public void No_name_is_too_long_or_too_strange_to_be_paid(string name, string written)
    {
        var run = Run with { InitiatedBy = name, Payments = [First with { CreditorName = name, From = TownAccount with { Name = name } }] };

        Assert.That(All(Text(run), "Nm"), Is.EqualTo([written, written, written]));
        Assert.That(DeclarationSchema.FirstErrorIn(Bytes(run), Schema), Is.Null);
    }

    [Test]
    public void No_name_whatever_makes_a_file_that_the_schema_refuses() =>
        Prop.ForAll<string>(text =>
        {
            var name = text ?? "";
            var run = Run with { Payments = [First with { CreditorName = name, DeclarationNumbers = [name, name] }] };
            return DeclarationSchema.FirstErrorIn(Bytes(run), Schema) is null;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void The_creditor_reads_the_declaration_numbers_that_fit_whole_and_how_many_more_there_are()
    {
        var numbers = Enumerable.Range(1, 20).Select(number => $"DECL2026-{number:000}").ToList();
        string Remittance(int count) => All(Text(Run with { Payments = [First with { DeclarationNumbers = numbers[..count] }] }), "Ustrd")[0];

        Assert.That(Remittance(1), Is.EqualTo("DECL2026-001"));
        Assert.That(Remittance(10), Is.EqualTo(string.Join(' ', numbers[..10])).And.Length.EqualTo(129));
        Assert.That(Remittance(11), Is.EqualTo($"{string.Join(' ', numbers[..10])} +1"));
        Assert.That(Remittance(20), Is.EqualTo($"{string.Join(' ', numbers[..10])} +10"));
    }

    [Test]
    public void A_payment_without_declarations_says_nothing_of_them()
    {
        var run = Run with { Payments = [First with { DeclarationNumbers = [] }] };

        Assert.That(Text(run), Does.Not.Contain("RmtInf"));
        Assert.That(DeclarationSchema.FirstErrorIn(Bytes(run), Schema), Is.Null);
    }

    private static IEnumerable<TestCaseData> Impossible()
    {
        TestCaseData Case(string name, PaymentRun run) => new TestCaseData(run).SetArgDisplayNames(name);

        yield return Case("no payments", Run with { Payments = [] });
        yield return Case("nothing to pay", Run with { Payments = [First with { Amount = Money.Zero }] });
        yield return Case("a negative amount", Run with { Payments = [First, Second with { Amount = new Money(-1) }] });
        yield return Case("more than SEPA carries", Run with { Payments = [First with { Amount = new Money(100_000_000_000) }] });
        yield return Case("one identification twice", Run with { Payments = [First, Second with { EndToEndId = First.EndToEndId }] });
        yield return Case("an identification too long", Run with { Payments = [First with { EndToEndId = new string('1', 36) }] });
        yield return Case("an identification with a strange sign", Run with { Payments = [First with { EndToEndId = "2026_1" }] });
        yield return Case("a run without identification", Run with { Identification = "" });
        yield return Case("a run with too long an identification", Run with { Identification = new string('1', 34) });
        yield return Case("no account to pay to", Run with { Payments = [First with { CreditorIban = default }] });
        yield return Case("no account to pay from", Run with { Payments = [First with { From = new DebtorAccount("Gemeente Huizen", default) }] });
    }

    [TestCaseSource(nameof(Impossible))]
    public void What_no_bank_could_carry_out_is_not_written(PaymentRun run)
    {
        using var file = new MemoryStream();

        var refusal = Assert.Throws<ArgumentException>(() => WritePaymentFile.Write(file, run));
        Assert.That(refusal!.Message, Does.Not.Contain("Thuiszorg").And.Not.Contain("INGB"));
        Assert.That(file.Length, Is.Zero);
    }

    private static long Cents(string amount) => long.Parse(amount.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
