using System.Globalization;
using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>The worked volumes of the Standaard Administratieprotocol, as the domain handbook gives them.</summary>
public sealed class AllottedVolumeTests
{
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static AllottedVolume Allotted(string from, string until, decimal volume, Frequency frequency = Frequency.Week, string category = "02", string unit = "04", long perUnit = 1) =>
        new(new Quantity(volume), frequency, new Period(Day(from), Day(until)), category, unit, perUnit);

    /// <summary>Month by month of the assignment, as it is declared.</summary>
    private static IEnumerable<long?> ByMonth(AllottedVolume allotted) => allotted.Period.Months().Select(month => allotted.In(new Period(
        month.StartsOn < allotted.Period.StartsOn ? allotted.Period.StartsOn : month.StartsOn, month.EndsOn > allotted.Period.EndsOn ? allotted.Period.EndsOn : month.EndsOn)));

    [Test]
    public void Effort_of_each_week_counts_the_weeks_that_a_month_touches_and_the_sum_those_of_the_assignment()
    {
        var autumn = Allotted("2025-10-07", "2025-12-30", 3);
        Assert.That((ByMonth(autumn), autumn.InSum), Is.EqualTo((new long?[] { 12, 15, 15 }, 39)));
        var summer = Allotted("2025-07-07", "2025-09-07", 3);
        Assert.That((ByMonth(summer), summer.InSum), Is.EqualTo((new long?[] { 12, 15, 3 }, 27)));
        Assert.That(ByMonth(Allotted("2025-11-12", "2025-12-31", 3)).First(), Is.EqualTo(9));
    }

    [Test]
    public void A_month_counts_whole_without_pro_rata()
    {
        var allotted = Allotted("2025-11-14", "2026-01-05", 15, Frequency.Month);
        Assert.That((ByMonth(allotted), allotted.InSum), Is.EqualTo((new long?[] { 15, 15, 15 }, 45)));
    }

    [Test]
    public void Household_help_takes_up_to_six_weekly_volumes_a_month_and_no_more_in_sum()
    {
        var allotted = Allotted("2025-10-07", "2025-12-30", 3, category: "01");
        Assert.That((ByMonth(allotted), allotted.InSum), Is.EqualTo((new long?[] { 18, 18, 18 }, 39)));
    }

    [TestCase("82", 1)]
    [TestCase("83", 100)]
    public void Output_of_each_week_counts_Sundays_and_the_week_in_which_it_ends(string unit, long perUnit)
    {
        var until = Allotted("2025-10-07", "2025-12-31", 300, unit: unit, perUnit: perUnit);
        Assert.That((ByMonth(until), until.InSum), Is.EqualTo((new long?[] { 900 * perUnit, 1500 * perUnit, 1500 * perUnit }, 3900 * perUnit)));
        var summer = Allotted("2025-07-07", "2025-09-05", 300, unit: unit, perUnit: perUnit);
        Assert.That((ByMonth(summer), summer.InSum), Is.EqualTo((new long?[] { 900 * perUnit, 1800 * perUnit, 0 }, 2700 * perUnit)));
        var onSunday = Allotted("2025-07-07", "2025-09-07", 300, unit: unit, perUnit: perUnit);
        Assert.That(ByMonth(onSunday), Is.EqualTo(new long?[] { 900 * perUnit, 1500 * perUnit, 300 * perUnit }));
        Assert.That(ByMonth(Allotted("2025-12-30", "2026-01-02", 300, unit: unit, perUnit: perUnit)), Is.EqualTo(new long?[] { 0, 300 * perUnit }), "a week without a Sunday");
    }

    [Test]
    public void In_total_only_the_sum_counts()
    {
        var allotted = Allotted("2025-10-07", "2025-12-30", 40, Frequency.Total);
        Assert.That((ByMonth(allotted), allotted.InSum), Is.EqualTo((new long?[] { null, null, null }, 40)));
    }

    [Test]
    public void Only_the_total_is_rounded()
    {
        // 1,5 hours in five weeks are 7,5, and rounded 8; five times a rounded 2 would be 10.
        Assert.That(Allotted("2025-11-03", "2025-11-30", 1.5m).In(Period.Month(2025, 11)), Is.EqualTo(8));
    }

    [Test]
    public void By_the_months_of_an_assignment_no_less_may_be_declared_than_in_sum()
    {
        foreach (var start in Enumerable.Range(0, 40))
        {
            foreach (var days in Enumerable.Range(0, 120))
            {
                foreach (var unit in new[] { "04", "82" })
                {
                    var from = new DateOnly(2025, 1, 1).AddDays(start * 9);
                    var allotted = new AllottedVolume(new Quantity(2), Frequency.Week, new Period(from, from.AddDays(days)), "02", unit);
                    var months = ByMonth(allotted).Sum()!.Value;
                    Assert.That(months, unit == "82" ? Is.EqualTo(allotted.InSum) : Is.GreaterThanOrEqualTo(allotted.InSum), $"{allotted}");
                }
            }
        }
    }
}
