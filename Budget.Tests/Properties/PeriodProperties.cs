using Budget.Core.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>Days, months and weeks: nothing is counted twice and nothing is left out.</summary>
public sealed class PeriodProperties
{
    /// <summary>Close together as often as far apart, so that edges meet.</summary>
    private static readonly Arbitrary<Period> Periods = Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, 5_000))
        .SelectMany(first => Gen.OneOf(Gen.Choose(0, 4), Gen.Choose(0, 40), Gen.Choose(0, 1_200)).Select(length => Starting(new DateOnly(2020, 1, 1).AddDays(first), length)))
        .ToArbitrary();

    private static readonly Arbitrary<DateOnly> Days = Gen.Choose(0, 6_500).Select(day => new DateOnly(2019, 12, 1).AddDays(day)).ToArbitrary();

    [Test]
    public void The_months_of_a_period_follow_each_other_without_gap_or_overlap() =>
        Prop.ForAll(Periods, period =>
        {
            var months = period.Months().ToArray();
            return months[0].StartsOn == period.StartsOn
                && months[^1].EndsOn == period.EndsOn
                && months.Zip(months.Skip(1)).All(pair => pair.First.EndsOn.AddDays(1) == pair.Second.StartsOn)
                && months.All(month => month.IsInsideOneMonth && period.Covers(month))
                && months.Sum(month => month.Days) == period.Days;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void What_two_periods_share_is_the_same_from_both_sides_and_lies_in_both() =>
        Prop.ForAll(Periods, Periods, (one, other) =>
        {
            var shared = one.Intersect(other);
            return shared == other.Intersect(one) && (shared is not { } days || (one.Covers(days) && other.Covers(days)));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Periods_overlap_exactly_when_they_share_a_day() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Periods, Periods,
        (one, other) => one.Overlaps(other) == one.Intersect(other).HasValue && one.Overlaps(other) == other.Overlaps(one)));

    [Test]
    public void A_day_lies_in_both_periods_exactly_when_it_lies_in_what_they_share() =>
        Prop.ForAll(Periods, Periods, Days, (one, other, day) => (one.Covers(day) && other.Covers(day)) == (one.Intersect(other)?.Covers(day) ?? false))
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_period_shares_all_of_itself_with_itself() =>
        Prop.ForAll(Periods, period => period.Intersect(period) == period && period.Covers(period)).QuickCheckThrowOnFailure();

    [Test]
    public void The_weeks_touched_hold_all_the_days_and_at_most_twelve_others() =>
        Prop.ForAll(Periods, period =>
        {
            var spare = (period.WeeksTouched() * 7) - period.Days;
            return spare is >= 0 and <= 12 && period.WeeksTouched() == Mondays(period);
        }).QuickCheckThrowOnFailure();

    [TestCase("2025-10-07", "2025-12-30", 39)]
    [TestCase("2025-10-07", "2025-10-31", 12)]
    [TestCase("2025-11-01", "2025-11-30", 15)]
    [TestCase("2025-12-01", "2025-12-30", 15)]
    [TestCase("2025-07-07", "2025-09-07", 27)]
    [TestCase("2025-07-07", "2025-07-31", 12)]
    [TestCase("2025-08-01", "2025-08-31", 15)]
    [TestCase("2025-09-01", "2025-09-07", 3)]
    [TestCase("2025-11-12", "2025-11-30", 9)]
    public void Three_hours_a_week_come_to_the_volumes_of_the_protocol(string from, string until, decimal hours) =>
        Assert.That(GrantedVolume.Over(Between(from, until), new Quantity(3m), Frequency.Week), Is.EqualTo(new Quantity(hours)));

    [TestCase("2025-11-14", "2025-11-30", 15)]
    [TestCase("2025-11-14", "2026-01-02", 45)]
    public void Hours_a_month_are_not_cut_for_half_a_month(string from, string until, decimal hours) =>
        Assert.That(GrantedVolume.Over(Between(from, until), new Quantity(15m), Frequency.Month), Is.EqualTo(new Quantity(hours)));

    [Test]
    public void A_total_is_a_total_however_long_the_period() =>
        Prop.ForAll(Periods, period => GrantedVolume.Amount(period, new Quantity(12.5m), Frequency.Total, new Money(6_600)) == new Money(82_500))
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_period_that_ends_before_it_starts_does_not_exist() =>
        Assert.That(() => new Period(new(2026, 5, 2), new(2026, 5, 1)), Throws.ArgumentException);

    /// <summary>Counted the slow way: the distinct Mondays on or before each day.</summary>
    private static int Mondays(Period period) => Enumerable.Range(0, period.Days)
        .Select(offset => period.StartsOn.AddDays(offset))
        .Select(day => day.AddDays(day.DayOfWeek == DayOfWeek.Sunday ? -6 : 1 - (int)day.DayOfWeek))
        .Distinct()
        .Count();

    private static Period Starting(DateOnly day, int length) => new(day, day.AddDays(length));

    private static Period Between(string from, string until) => new(Day(from), Day(until));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture);
}
