using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Core.Ledger;

namespace Budget.Tests.Conventions;

/// <summary>
/// The reasons of verify are English sentences where they are found. Each has its Dutch, so that a Dutch page speaks Dutch: in
/// LedgerFaultTexts.resx, under the English sentence, with {0}, {1} where a figure is put in.
/// </summary>
public sealed partial class LedgerFaultTextTests
{
    private const string Texts = "Budget.Core/Ledger/LedgerFaultTexts.resx";
    private static readonly string[] Figures = ["€ 12,34", "€ 56,78"];
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>What looks like a sentence in the files that make faults: four words or more, without a capital.</summary>
    private static IReadOnlyList<string> Reasons =>
    [
        .. Repository.Files("Budget.Core/Ledger", "*.cs").Select(Repository.Read)
            .Where(source => source.Contains("VerifyLedger.Fault", StringComparison.Ordinal) || source.Contains("record Fault(", StringComparison.Ordinal))
            .SelectMany(source => Text().Matches(NoText().Replace(source, "")))
            .Select(match => match.Groups["text"].Value)
            .Where(text => text.Count(letter => letter == ' ') >= 3)
            .Select(Numbered)
            .Distinct(StringComparer.Ordinal),
    ];

    [Test]
    public void Every_reason_of_verify_has_its_Dutch_and_every_Dutch_its_reason()
    {
        Assert.That(Reasons, Has.Count.GreaterThan(30), "the reasons are found in the source at all");
        Assert.That(Resource.Read(Texts).Keys, Is.EquivalentTo(Reasons), $"write the Dutch in {Texts}, with the English sentence as its name");
    }

    [TestCaseSource(nameof(Reasons))]
    public void A_reason_reads_as_a_whole_sentence_with_its_figures_in_both_languages(string reason)
    {
        var fault = new VerifyLedger.Fault("2026-000001/3", string.Format(CultureInfo.InvariantCulture, reason, Figures[0], Figures[1]));

        var (dutch, english) = (LedgerFaultText.Why(fault, Dutch), LedgerFaultText.Why(fault, English));

        Assert.That((dutch.Language, english.Language), Is.EqualTo(("nl", "en")));
        Assert.That(dutch.Text, Does.Match("^\\p{Lu}.*\\.$").And.Not.Contains("{").And.Not.EqualTo(english.Text));
        Assert.That(english.Text, Does.Match("^\\p{Lu}.*\\.$"));
        foreach (var figure in Figures.Where(figure => fault.Why.Contains(figure, StringComparison.Ordinal)))
        {
            Assert.That(dutch.Text, Does.Contain(figure));
        }
    }

    [Test]
    public void A_reason_that_has_no_Dutch_stays_as_it_is_and_says_its_language() => Assert.That(
        LedgerFaultText.Why(new("-", "the moon is in the wrong house"), Dutch), Is.EqualTo(("The moon is in the wrong house.", "en")));

    [TestCase("2026-000123/4", "posting", "2026-000123", "4")]
    [TestCase("2026-000123/0", "budget", "2026-000123", "")]
    [TestCase("0190b1e2-7a5c-7000-8000-000000000001/4", "posting", "0190b1e2-7a5c-7000-8000-000000000001", "4")]
    [TestCase("decision/2026-000034", "decision", "2026-000034", "")]
    [TestCase("0406/2025-12-31", "day", "0406", "31 december 2025")]
    [TestCase("0406/2025", "year", "0406", "2025")]
    [TestCase("0406/12345678/2026-1/a", "declaration", "12345678", "2026-1/a")]
    [TestCase("?/0", "ledger", "", "")]
    [TestCase("?/2025", "ledger", "", "")]
    [TestCase("-", "ledger", "", "")]
    public void The_place_of_a_fault_is_told_apart(string where, string kind, string of, string which) =>
        Assert.That(LedgerFaultText.Where(new(where, "it spends more than there is"), Dutch), Is.EqualTo((kind, of, which)));

    /// <summary>"posting {number + 1} is missing" as "posting {0} is missing".</summary>
    private static string Numbered(string text)
    {
        var holes = 0;
        return Hole().Replace(text, _ => string.Create(CultureInfo.InvariantCulture, $"{{{holes++}}}"));
    }

    [GeneratedRegex("\"(?<text>[a-z{][^\"\n]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Text();

    /// <summary>SQL and comments.</summary>
    [GeneratedRegex("\"\"\"(.|\n)*?\"\"\"|//[^\n]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NoText();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();
}
