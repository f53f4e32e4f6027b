using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>What a statement can be asked to hold: nothing, far too much, days that come once in four years, a logo that is none. Right figures, and a whole paper.</summary>
[Category("Tools")]
internal sealed class BadStatementTests
{
    private const int Many = 10_000;

    private static string TextOf(byte[] paper) => PdfTools.Run("pdftotext", paper, "-layout", "{pdf}", "-").Replace('\u00A0', ' ');

    private static string Plain(Money amount) => amount.ToString().Replace('\u00A0', ' ');

    [Test]
    public void Ten_thousand_postings_stand_once_each_in_order_below_their_head_and_end_with_the_right_balance()
    {
        List<Booked.Move> moves =
        [
            new(PostingKind.Grant, Account.Fund, Account.Available, 600 * Many, new(2026, 1, 5)),
            new(PostingKind.Reserve, Account.Available, Account.Reserved, 600 * Many, new(2026, 1, 5), "De Helpende Hand"),
        ];
        moves.AddRange(Enumerable.Range(0, Many - moves.Count).Select(at => new Booked.Move(
            PostingKind.Invoice, Account.Reserved, Account.Payable, 600, new DateOnly(2026, 1, 6).AddDays(at * 300 / Many), "De Helpende Hand")));
        var statement = Booked.Of(Papers.BudgetOf(), Period.Year(2026), moves);

        var started = Stopwatch.GetTimestamp();
        var paper = StatementDocument.Write(statement, Papers.Dutch, Papers.Check);
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(10)));

        var pages = TextOf(paper).TrimEnd('\f').Split('\f');
        var rows = pages.Select(page => Regex.Matches(page, @"^ *(?<number>[0-9]+) +[0-9]{2}-[0-9]{2}-2026 ", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)).ToList();
        Assert.That(rows.SelectMany(page => page).Select(row => int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(1, Many)));
        Assert.That(pages.Where((page, at) => rows[at].Count > 0 && !page.Contains("Geboekt", StringComparison.Ordinal)), Is.Empty, "a page of rows without their head");
        Assert.That(pages, Has.Length.GreaterThan(200));
        for (var at = 0; at < pages.Length; at++)
        {
            Assert.That(pages[at], Does.Contain(string.Create(CultureInfo.InvariantCulture, $"Pagina {at + 1} van {pages.Length}")));
        }

        var last = pages.SelectMany(page => page.Split('\n')).Single(line => line.Contains("Stand aan het einde", StringComparison.Ordinal));
        Assert.That(last, Does.Contain(Plain(new Money(600L * (Many - 2)))).And.Contain(Plain(Money.Zero)).And.Contain(Plain(new Money(1_200))), "spent, free and reserved");
    }

    [Test]
    public void A_budget_without_postings_says_so_and_has_no_code_that_would_say_more()
    {
        var statement = Booked.Of(Papers.BudgetOf(), Period.Year(2026), []);

        var text = TextOf(StatementDocument.Write(statement, Papers.Dutch, Papers.Check));

        Assert.That((statement.Code, statement.Months.Sum(month => month.Spent.Cents)), Is.EqualTo(((string?)null, 0L)));
        Assert.That(text, Does.Contain("In deze periode is er niets geboekt.").And.Contain(Plain(Money.Zero)).And.Not.Contain("Controlecode").And.Not.Contain("Wat er per maand is besteed").And.Not.Contain("Bij elkaar opgeteld"));
    }

    [Test]
    public void Over_a_leap_day_and_a_switch_of_provider_each_is_told_what_is_theirs()
    {
        var february = new Period(new(2028, 2, 1), new(2028, 2, 29));
        var statement = Booked.Of(Papers.BudgetOf(), february,
        [
            new(PostingKind.Grant, Account.Fund, Account.Available, 100_000, new(2028, 2, 1)),
            new(PostingKind.Reserve, Account.Available, Account.Reserved, 60_000, new(2028, 2, 1), "Eerst"),
            new(PostingKind.Invoice, Account.Reserved, Account.Payable, 12_000, new(2028, 2, 28), "Eerst"),
            new(PostingKind.Release, Account.Reserved, Account.Available, 48_000, new(2028, 2, 29), "Eerst"),
            new(PostingKind.Reserve, Account.Available, Account.Reserved, 48_000, new(2028, 2, 29), "Daarna"),
            new(PostingKind.Invoice, Account.Reserved, Account.Payable, 6_000, new(2028, 2, 29), "Daarna"),
        ]);

        Assert.That(statement.Helpers.Select(helper => (helper.Name, helper.Charged)), Is.EqualTo(new[] { ("Daarna", new Money(6_000)), ("Eerst", new Money(12_000)) }));
        Assert.That(statement.Months, Is.EqualTo(new[] { (new DateOnly(2028, 2, 1), new Money(18_000)) }), "one month, its last day too");
        Assert.That(StatementSheet.QuarterOf(2028, 1), Is.EqualTo(new Period(new(2028, 1, 1), new(2028, 3, 31))));
        var text = TextOf(StatementDocument.Write(statement, Papers.Dutch, Papers.Check));
        Assert.That(text, Does.Contain("Overzicht van uw budget februari 2028").And.Contain("29-02-2028").And.Contain("Zo stond uw budget op 29 februari 2028.")
            .And.Contain(Plain(new Money(18_000))).And.Contain(Plain(new Money(42_000))).And.Contain(Plain(new Money(40_000))));
    }

    [Test]
    public void A_logo_that_is_none_is_left_out_and_the_paper_is_the_same_without_it()
    {
        var statement = Booked.Of(Papers.BudgetOf(), Period.Year(2026), []);
        byte[] With(string logo, string colour = "") => StatementDocument.Write(statement with { Letterhead = Papers.Letterhead with { Logo = logo, Colour = colour } }, Papers.Dutch);
        var bare = With("");

        foreach (var (what, file) in Pictures.Unfit)
        {
            Assert.That(With(Convert.ToBase64String(file)), Is.EqualTo(bare), what);
        }

        foreach (var (logo, colour) in new[] { ("no base 64!", ""), ("====", ""), ("", "teal"), ("", "#zzzzzz"), ("", "#7a1f4b;") })
        {
            Assert.That(With(logo, colour), Is.EqualTo(bare), $"{logo} {colour}");
        }

        Assert.That(With(Papers.Letterhead.Logo), Is.Not.EqualTo(bare), "or nothing was looked at");
        var decided = DecisionLetterTests.Decided(DecisionKind.Grant);
        Assert.That(DecisionLetter.Write(decided with { Decision = decided.Decision with { Logo = "no base 64!", Colour = "teal" } }, Papers.Dutch), Is.EqualTo(DecisionLetter.Write(decided, Papers.Dutch)));
    }

    [TestCase((byte)8, (byte)0)]
    [TestCase((byte)1, (byte)0)]
    [TestCase((byte)8, (byte)2)]
    [TestCase((byte)4, (byte)3)]
    [TestCase((byte)8, (byte)4)]
    [TestCase((byte)8, (byte)6)]
    public void A_logo_of_any_kind_that_is_taken_stands_on_the_paper(byte bits, byte kind)
    {
        var paper = new ReadPdf(StatementDocument.Write(
            Booked.Of(Papers.BudgetOf(), Period.Year(2026), []) with { Letterhead = Papers.Letterhead with { Logo = Convert.ToBase64String(Pictures.Png(60, 40, bits, kind)) } }, Papers.Dutch));

        Assert.That(paper.Resources["/XObject"], Is.Not.Null);
        Assert.That(PdfPoints.All.SelectMany(point => point.Faults(paper).Select(fault => $"{point}: {fault}")), Is.Empty);
    }
}
