using System.Globalization;

namespace Budget.Tests.Unit;

/// <summary>Days as people write and read them, in Dutch and in English.</summary>
public sealed class DayTextTests
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly DateOnly ThirdOfMay = new(2026, 5, 3);

    [TestCase("2026-05-03")]
    [TestCase("3-5-2026")]
    [TestCase("03-05-2026")]
    [TestCase("3/5/2026")]
    [TestCase("03/05/2026")]
    [TestCase("3.5.2026")]
    [TestCase("3 mei 2026")]
    [TestCase("3 Mei 2026")]
    [TestCase("  3-5-2026 ")]
    public void A_day_as_people_type_it_is_read_day_first(string text)
    {
        Assert.That(DayText.TryParse(text, out var day), Is.True);
        Assert.That(day, Is.EqualTo(ThirdOfMay));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("31-4-2026")]
    [TestCase("29-2-2026")]
    [TestCase("5-13-2026")]
    [TestCase("3-5-26", Description = "which century?")]
    [TestCase("3-5")]
    [TestCase("20260503")]
    [TestCase("1-1-1899")]
    [TestCase("1-1-2201")]
    [TestCase("morgen")]
    public void What_is_no_day_is_refused(string? text) => Assert.That(DayText.TryParse(text, out _), Is.False);

    [TestCase("2026-05")]
    [TestCase("2026-5")]
    [TestCase("5-2026")]
    [TestCase("05-2026")]
    [TestCase("05/2026")]
    [TestCase("5/2026")]
    [TestCase("mei 2026")]
    public void A_month_is_read_as_its_first_day(string text)
    {
        Assert.That(DayText.TryParseMonth(text, out var day), Is.True);
        Assert.That(day, Is.EqualTo(new DateOnly(2026, 5, 1)));
    }

    [TestCase("13-2026")]
    [TestCase("2026")]
    [TestCase("5-26")]
    [TestCase("2026-05-03")]
    [TestCase(null)]
    public void What_is_no_month_is_refused(string? text) => Assert.That(DayText.TryParseMonth(text, out _), Is.False);

    [Test]
    public void A_day_reads_as_a_day_in_both_languages()
    {
        Assert.That(ThirdOfMay.InWords(Dutch), Is.EqualTo("3 mei 2026"));
        Assert.That(ThirdOfMay.InWords(English), Is.EqualTo("3 May 2026"));
        Assert.That(ThirdOfMay.MonthName(Dutch), Is.EqualTo("mei 2026"));
        Assert.That(ThirdOfMay.MonthName(English), Is.EqualTo("May 2026"));
        Assert.That(ThirdOfMay.InDigits(), Is.EqualTo("03-05-2026"));
    }

    [TestCase(1, 31, "mei 2026", "May 2026")]
    [TestCase(12, 20, "12-05-2026 t/m 20-05-2026", "12-05-2026 to 20-05-2026")]
    [TestCase(12, 12, "12-05-2026", "12-05-2026")]
    public void A_period_reads_as_short_as_it_can(int from, int until, string dutch, string english)
    {
        var period = new Period(new(2026, 5, from), new(2026, 5, until));

        Assert.That(period.Text(Dutch), Is.EqualTo(dutch));
        Assert.That(period.Text(English), Is.EqualTo(english));
    }

    [Test]
    public void Every_day_that_is_shown_can_be_typed_back()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            Assert.That(DayText.TryParse(day.InWords(Dutch), out var words) && DayText.TryParse(day.InDigits(), out var digits) && words == day && digits == day, Is.True, $"{day:O}");
        }
    }
}
