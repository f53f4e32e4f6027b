namespace Budget.Tests.Unit;

public sealed class TypedTextTests
{
    [TestCase("  Verkeerde maand ", "Verkeerde maand")]
    [TestCase("\u200B", "")]
    [TestCase("\u202E\u200F", "")]
    [TestCase("\u200D \u2060", "")]
    [TestCase("\u0001nul\0", "nul")]
    [TestCase("brief\u202Efdp.exe", "brieffdp.exe")]
    [TestCase("Regel 1\r\nRegel 2", "Regel 1\r\nRegel 2")]
    [TestCase("mevrouw \u0141ukasik-\u0110or\u0111evi\u0107", "mevrouw \u0141ukasik-\u0110or\u0111evi\u0107")]
    public void What_nobody_sees_or_what_turns_text_around_is_not_there(string typed, string seen) => Assert.That(TypedText.Seen(typed), Is.EqualTo(seen));

    [TestCase(" Joost \u202EBakker\r\n\tjunior ", "Joost Bakker junior")]
    [TestCase("\u200B \n", "")]
    [TestCase("Thuis in de Buurt", "Thuis in de Buurt")]
    public void A_name_stands_on_one_line(string typed, string seen) => Assert.That(TypedText.Line(typed), Is.EqualTo(seen));
}
