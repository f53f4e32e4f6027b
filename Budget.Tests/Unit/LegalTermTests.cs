using System.Globalization;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Unit;

/// <summary>The terms of the Wmo and the Awb, with the days on which the Algemene termijnenwet lets no term end.</summary>
public sealed class LegalTermTests
{
    [TestCase(2024, "01-01 03-29 04-01 04-27 05-05 05-09 05-20 12-25 12-26")]
    [TestCase(2025, "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26", Description = "27 April is a Sunday: the King's day is the Saturday")]
    [TestCase(2026, "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26")]
    [TestCase(2027, "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26")]
    [TestCase(2028, "01-01 04-14 04-17 04-27 05-05 05-25 06-05 12-25 12-26")]
    [TestCase(2029, "01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26")]
    [TestCase(2030, "01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26")]
    public void The_holidays_of_a_year_are_these_and_no_others(int year, string days) =>
        Assert.That(DaysOf(year).Where(LegalTerm.IsHoliday).Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)), Is.EqualTo(days.Split(' ')));

    [TestCase("2026-06-15", "2026-07-27")]
    [TestCase("2026-06-13", "2026-07-27", Description = "a Saturday becomes the Monday")]
    [TestCase("2026-06-14", "2026-07-27", Description = "a Sunday too")]
    [TestCase("2026-02-20", "2026-04-07", Description = "Good Friday becomes the Tuesday after Easter")]
    [TestCase("2026-04-02", "2026-05-15", Description = "Ascension Day becomes the Friday")]
    [TestCase("2026-04-13", "2026-05-26", Description = "Whit Monday becomes the Tuesday")]
    [TestCase("2026-11-13", "2026-12-28", Description = "Christmas, and then it is weekend")]
    [TestCase("2026-11-20", "2027-01-04", Description = "New Year's Day on a Friday")]
    [TestCase("2028-01-18", "2028-02-29", Description = "a leap day is a day")]
    public void An_investigation_and_an_objection_take_six_weeks(string from, string until)
    {
        Assert.That(LegalTerm.InvestigateBy(Day(from)), Is.EqualTo(Day(until)));
        Assert.That(LegalTerm.ObjectBy(Day(from)), Is.EqualTo(Day(until)));
    }

    [TestCase("2026-06-15", "2026-06-29")]
    [TestCase("2026-03-20", "2026-04-07", Description = "Good Friday")]
    [TestCase("2026-04-13", "2026-04-28", Description = "the King's day on a Monday")]
    [TestCase("2025-04-12", "2025-04-28", Description = "the King's day on a Saturday, and the Sunday after it")]
    [TestCase("2026-04-21", "2026-05-06", Description = "5 May, each year")]
    public void A_decision_takes_two_weeks(string from, string until) => Assert.That(LegalTerm.DecideBy(Day(from)), Is.EqualTo(Day(until)));

    [TestCase("2026-06-15", "2026-06-22")]
    [TestCase("2026-12-18", "2026-12-28")]
    public void A_personal_plan_is_handed_in_within_seven_days(string from, string until) =>
        Assert.That(LegalTerm.HandInPlanBy(Day(from)), Is.EqualTo(Day(until)));

    [Test]
    public void A_term_is_never_cut_short_and_always_ends_on_a_working_day()
    {
        foreach (var from in Enumerable.Range(2024, 7).SelectMany(DaysOf))
        {
            foreach (var (until, days) in new[] { (LegalTerm.HandInPlanBy(from), 7), (LegalTerm.DecideBy(from), 14), (LegalTerm.InvestigateBy(from), 42) })
            {
                Assert.That(until.DayNumber - from.DayNumber, Is.InRange(days, days + 4), "Good Friday to Tuesday is the longest wait");
                Assert.That(until.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || LegalTerm.IsHoliday(until), Is.False);
            }
        }
    }

    private static IEnumerable<DateOnly> DaysOf(int year) =>
        Enumerable.Range(0, Period.Year(year).Days).Select(day => new DateOnly(year, 1, 1).AddDays(day));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
