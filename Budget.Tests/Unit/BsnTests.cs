namespace Budget.Tests.Unit;

/// <summary>The eleven test: it finds a wrong digit and two digits that changed places, and knows no person.</summary>
public sealed class BsnTests
{
    private static readonly string[] WellFormed = ["111222333", "123456782", "999990019"];

    [TestCaseSource(nameof(WellFormed))]
    public void A_number_that_passes_the_eleven_test_is_well_formed(string bsn) => Assert.That(Bsn.IsWellFormed(bsn), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("000000000")]
    [TestCase("123456789")]
    [TestCase("12345678")]
    [TestCase("1234567820")]
    [TestCase("123 456 782")]
    [TestCase(" 123456782")]
    [TestCase("12345678a")]
    [TestCase("-23456782")]
    [TestCase("١٢٣٤٥٦٧٨٢", Description = "digits, but not ours")]
    public void Anything_else_is_not(string? text) => Assert.That(Bsn.IsWellFormed(text), Is.False);

    [TestCaseSource(nameof(WellFormed))]
    public void One_wrong_digit_is_always_found(string bsn)
    {
        var mistakes = from place in Enumerable.Range(0, 9)
                       from digit in "0123456789"
                       where digit != bsn[place]
                       select $"{bsn[..place]}{digit}{bsn[(place + 1)..]}";

        Assert.That(mistakes.Where(Bsn.IsWellFormed), Is.Empty);
    }

    [TestCaseSource(nameof(WellFormed))]
    public void Two_neighbours_that_changed_places_are_always_found(string bsn)
    {
        var mistakes = from place in Enumerable.Range(0, 8)
                       where bsn[place] != bsn[place + 1]
                       select $"{bsn[..place]}{bsn[place + 1]}{bsn[place]}{bsn[(place + 2)..]}";

        Assert.That(mistakes.Where(Bsn.IsWellFormed), Is.Empty);
    }

    [TestCase("123456782")]
    [TestCase("Voor mevrouw Jansen (123456782).")]
    [TestCase("Zie 123 456 782 van de raad")]
    [TestCase("1234.56.782")]
    [TestCase("in 2026 123-456-782")]
    [TestCase("bsn123456782bsn")]
    public void A_number_that_can_be_a_BSN_is_found_in_a_text(string text) => Assert.That(Bsn.StandsIn(text), Is.True);

    [TestCase("")]
    [TestCase("Begroting van de raad van 6 november 2026")]
    [TestCase("250.000 erbij, besluit 2026/123")]
    [TestCase("123456789", Description = "fails the test")]
    [TestCase("1234567820", Description = "ten digits")]
    [TestCase("9123456782", Description = "ten digits")]
    [TestCase("1234, 56782", Description = "two numbers")]
    public void Other_numbers_are_none(string text) => Assert.That(Bsn.StandsIn(text), Is.False);

    [Test]
    public void One_in_eleven_numbers_passes() =>
        Assert.That(Enumerable.Range(100_000_000, 11_000).Count(number => Bsn.IsWellFormed($"{number}")), Is.InRange(990, 1_010));
}
