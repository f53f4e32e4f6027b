using Budget.Core.Configuration;

namespace Budget.Tests.Unit;

public sealed class TownColourTests
{
    private static TownColour Of(string text) => TownColour.TryParse(text, out var colour) ? colour : throw new ArgumentException("no colour", nameof(text));

    [TestCase("#000000", "#ffffff", 21.0)]
    [TestCase("#777777", "#ffffff", 4.48)]
    [TestCase("#ff0000", "#ffffff", 4.0)]
    [TestCase("#123456", "#123456", 1.0)]
    public void Contrast_is_that_of_WCAG(string one, string other, double contrast)
    {
        Assert.That(TownColour.Contrast(Of(one), Of(other)), Is.EqualTo(contrast).Within(0.01));
        Assert.That(TownColour.Contrast(Of(other), Of(one)), Is.EqualTo(contrast).Within(0.01));
    }

    [TestCase("#0b5563", true)]
    [TestCase("#7a1f4b", true)]
    [TestCase("#767676", false, Description = "enough on white (4.54), and not on its own lightest shade")]
    [TestCase("#f0a000", false)]
    [TestCase("#ffffff", false)]
    public void A_colour_is_taken_when_letters_in_it_and_on_it_can_be_read(string text, bool isReadable) => Assert.That(Of(text).IsReadable, Is.EqualTo(isReadable));

    [TestCase("0b5563")]
    [TestCase("#0b556")]
    [TestCase("#0b55634")]
    [TestCase("#0b556g")]
    [TestCase("teal")]
    [TestCase("#-12345")]
    [TestCase("# 12345")]
    [TestCase(null)]
    public void What_is_no_colour_is_none(string? text) => Assert.That(TownColour.TryParse(text, out _), Is.False);

    [Test]
    public void A_colour_is_written_as_it_is_read() => Assert.That(Of("#0B5563").ToString(), Is.EqualTo("#0b5563"));
}
