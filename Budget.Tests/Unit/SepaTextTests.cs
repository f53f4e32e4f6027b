using System.Text;
using Budget.Core.Payments;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Unit;

/// <summary>A name reaches the bank in signs that it passes on, and no name is refused.</summary>
public sealed class SepaTextTests
{
    [TestCase("Thuiszorg Gooi B.V.", "Thuiszorg Gooi B.V.")]
    [TestCase("Zoë Çelik-Müller", "Zoe Celik-Muller")]
    [TestCase("Zoe\u0308", "Zoe", Description = "the mark behind its letter")]
    [TestCase("Łukasz Żółć", "Lukasz Zolc")]
    [TestCase("Weiß, Ærø & Þór", "Weiss, AEro + THor")]
    [TestCase("IJsselmeer Ĳsbaan", "IJsselmeer IJsbaan")]
    [TestCase("’t Huis “De Linde”", "'t Huis 'De Linde'")]
    [TestCase("Zorg – thuis_nu [Huizen] {NL}; snel|goed", "Zorg - thuis-nu (Huizen) (NL), snel/goed")]
    [TestCase("100% zorg @ huis = 5€!", "100. zorg . huis . 5E.")]
    [TestCase("  veel \t ruimte\r\nen\u00A0meer  ", "veel ruimte en meer")]
    [TestCase("on\u200Bzicht\u00ADbaar\u202E", "onzichtbaar")]
    [TestCase("½ zorg, 1º", "1/2 zorg, 1o")]
    [TestCase("ﬁjn ＺＯＲＧ", "fijn ZORG")]
    [TestCase("Ş. Ğün İnce ışık", "S. Gun Ince isik")]
    [TestCase("株式会社", "....")]
    [TestCase("😀", ".")]
    [TestCase("", "NOTPROVIDED")]
    [TestCase(" \u200B ", "NOTPROVIDED")]
    public void A_text_is_written_as_near_to_itself_as_can_be(string text, string written) => Assert.That(SepaText.Of(text, 70), Is.EqualTo(written));

    [Test]
    public void Half_a_surrogate_is_a_sign_like_any_other() => Assert.That(SepaText.Of(string.Concat("a", (char)0xD800, "b"), 70), Is.EqualTo("a.b"));

    [TestCase(70)]
    [TestCase(140)]
    public void A_text_that_is_too_long_is_cut_and_does_not_end_in_a_space(int maximum)
    {
        Assert.That(SepaText.Of(new string('x', maximum + 1), maximum), Is.EqualTo(new string('x', maximum)));
        Assert.That(SepaText.Of($"{new string('x', maximum - 1)} y", maximum), Is.EqualTo(new string('x', maximum - 1)));
        Assert.That(SepaText.Of($"{new string('x', maximum - 1)}ß", maximum), Is.EqualTo($"{new string('x', maximum - 1)}s"));
    }

    [Test]
    public void Whatever_is_written_fits_and_has_only_signs_of_SEPA() =>
        Prop.ForAll<string>(text => IsSepa(SepaText.Of(text ?? "", 70))).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Test]
    public void Every_sign_there_is_becomes_something_a_bank_can_read()
    {
        var wrong = Enumerable.Range(0, 0x110000).Where(sign => Rune.IsValid(sign)).Where(sign => !IsSepa(SepaText.Of(new Rune(sign).ToString(), 70))).Select(sign => $"U+{sign:X4}");

        Assert.That(wrong.Take(10), Is.Empty);
    }

    [TestCase("HUIZEN-2026-06", true)]
    [TestCase("a/b", true)]
    [TestCase("A", true)]
    [TestCase("", false)]
    [TestCase("/a", false)]
    [TestCase("a/", false)]
    [TestCase("a//b", false)]
    [TestCase(" a", false)]
    [TestCase("a ", false)]
    [TestCase("a_b", false)]
    [TestCase("é", false)]
    [TestCase("12345678901234567890123456789012345", true)]
    [TestCase("123456789012345678901234567890123456", false)]
    public void A_reference_comes_back_from_the_bank_as_it_went(string text, bool isReference) => Assert.That(SepaText.IsReference(text, 35), Is.EqualTo(isReference));

    private static bool IsSepa(string text) =>
        text.Length is >= 1 and <= 70 && text == text.Trim() && text.All(sign => char.IsAsciiLetterOrDigit(sign) || "/-?:().,'+ ".Contains(sign, StringComparison.Ordinal));
}
