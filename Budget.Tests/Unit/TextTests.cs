using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Providers;

namespace Budget.Tests.Unit;

/// <summary>Every rule and every posting has a sentence in both languages, and every sentence is used.</summary>
public sealed partial class TextTests
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static IEnumerable<Refusal> Refusals => Refusal.Catalogue;

    private static IEnumerable<string> PostingKeys =>
    [
        .. Enum.GetValues<PostingKind>().Select(kind => kind.Stored()),
        .. Enum.GetValues<Frequency>().Select(frequency => $"frequency-{frequency.Stored()}"),
        .. typeof(CareUnit).GetFields().SelectMany(unit => new[] { $"unit-{unit.GetValue(null)}", $"unit-{unit.GetValue(null)}-one" }),
        "expiry-decision",
        "payment-back",
        "reason-declaration",
        "reason-payment",
        "price",
        "reversal-dispute",
        "reversed",
        "shift-out",
        "someone",
    ];

    [Test]
    public void Every_refusal_has_a_code_of_its_own() => Assert.That(Refusals.Select(refusal => refusal.Code), Is.Unique.And.Not.Empty);

    [TestCase("nl")]
    [TestCase("en")]
    public void Every_refusal_has_a_sentence_and_every_sentence_a_refusal(string language) =>
        Assert.That(Read("Refusals", language).Keys, Is.EquivalentTo(Refusals.Select(refusal => refusal.Code)));

    [TestCase("nl")]
    [TestCase("en")]
    public void Every_word_about_postings_is_there_and_used(string language) =>
        Assert.That(Read("Ledger.PostingTexts", language).Keys, Is.EquivalentTo(PostingKeys));

    [TestCase("nl")]
    [TestCase("en")]
    public void Every_kind_of_mail_has_its_two_texts_and_every_text_is_used(string language) => Assert.That(
        Read("Mail.MailTexts", language).Keys,
        Is.EquivalentTo(Enum.GetValues<MailKind>().SelectMany(kind => kind is MailKind.Code or MailKind.HelperAccountChanged ? [$"{kind}"] : new[] { $"{kind}", $"{kind}-wish" })
            .Concat(["subject", "subject-code", "greeting", "something", "where", "never", "stop"])));

    [TestCase("Refusals")]
    [TestCase("Mail.MailTexts")]
    [TestCase("Ledger.PostingTexts")]
    public void Both_languages_name_the_same_facts_and_none_is_empty(string name)
    {
        var english = Read(name, "en");
        foreach (var (key, sentence) in Read(name, "nl"))
        {
            Assert.That(sentence, Is.Not.Empty, key);
            Assert.That(english[key], Is.Not.Empty, key);
            Assert.That(Facts(english[key]), Is.EquivalentTo(Facts(sentence)), key);
        }
    }

    [TestCaseSource(nameof(Refusals))]
    public void A_refusal_reads_as_a_whole_sentence(Refusal refusal)
    {
        foreach (var culture in new[] { Dutch, English })
        {
            var sentence = RefusalText.For(refusal.With(new Money(1_234)), culture);
            Assert.That(sentence, Does.EndWith(".").And.Not.Contains("{"));
        }

        Assert.That(RefusalText.For(refusal, Dutch), Is.Not.EqualTo(RefusalText.For(refusal, English)));
    }

    [Test]
    public void A_posting_of_any_kind_reads_as_a_sentence_in_both_languages([Values] PostingKind kind, [Values(null, 9L)] long? reversedBy)
    {
        var line = new PostingLine(
            2, kind.Stored(), "available", "payable", new(100), new(2026, 5, 31), new(2026, 6, 1), new(1), new(2), new(3), new(4),
            ReversesNumber: kind == PostingKind.Reversal ? 1 : null, reversedBy, "claim", "2026-000007", "Fatima El Amrani", "Begeleiding", "Guidance",
            CareUnit.Hour, new Quantity(1m), new(2026, 5, 1), new(2026, 5, 31));

        var (dutch, english) = (PostingText.For(line, Dutch), PostingText.For(line, English));

        Assert.That(dutch, Is.Not.Empty.And.Not.Contains("{").And.Not.EqualTo(english));
        Assert.That(english, Is.Not.Empty.And.Not.Contains("{"));
        Assert.That(dutch.Contains("teruggedraaid door boeking 9", StringComparison.Ordinal), Is.EqualTo(reversedBy is not null));
    }

    private static Dictionary<string, string> Read(string name, string language)
    {
        // Dutch is the neutral language: its sentences stand in the assembly itself.
        var culture = language == "nl" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        var sentences = new ResourceManager($"Budget.Core.{name}", typeof(Refusal).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        return sentences.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Facts(string sentence) => Fact().Matches(sentence).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, 1000)]
    private static partial Regex Fact();
}
