using Budget.Core.Decisions;
using Budget.Core.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>On which day a posting counts, and what that does to the balances by the day of the care; how much a grant comes to.</summary>
public sealed class LedgerLawsOfDays
{
    private static readonly DateOnly Origin = new(2026, 1, 1);

    /// <summary>Close together, so that the days before, on and after one another all come.</summary>
    private static readonly Gen<DateOnly> Days = Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, 900)).Select(day => Origin.AddDays(day));

    private static readonly Gen<(DateOnly Occurred, DateOnly Posted, DateOnly? Closed)> Postings =
        from occurred in Days
        from posted in Days
        from back in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 70))
        from isClosed in Gen.Elements(true, false)
        select (occurred, posted, isClosed ? posted.AddDays(-1 - back) : (DateOnly?)null);

    private static readonly Arbitrary<(DateOnly Occurred, DateOnly Posted, DateOnly? Closed)> AnyPosting = Postings.ToArbitrary();

    private static readonly Arbitrary<(DateOnly Occurred, DateOnly Posted, DateOnly? Closed)[]> AnyPostings = Postings.ArrayOf().ToArbitrary();

    private static readonly Arbitrary<Period> Periods =
        (from first in Days from length in Gen.OneOf(Gen.Choose(0, 10), Gen.Choose(0, 800)) select new Period(first, first.AddDays(length))).ToArbitrary();

    [Test]
    public void A_posting_never_counts_in_a_closed_month_and_never_after_it_was_written() => Thorough.Check(Prop.ForAll(AnyPosting, posting =>
        Effective(posting) <= posting.Posted && (posting.Closed is not { } closed || Effective(posting) > closed)));

    [Test]
    public void A_posting_counts_on_the_day_of_the_care_unless_that_day_is_closed_or_yet_to_come() => Thorough.Check(Prop.ForAll(AnyPosting, posting =>
        Effective(posting) == posting.Occurred == (posting.Occurred <= posting.Posted && !(posting.Occurred <= posting.Closed))));

    [Test]
    public void Earlier_care_never_counts_after_later_care_and_closing_more_never_makes_anything_count_earlier() => Thorough.Check(Prop.ForAll(AnyPosting, Days.ToArbitrary(), (posting, other) =>
    {
        var (first, second) = posting.Occurred < other ? (posting.Occurred, other) : (other, posting.Occurred);
        return Posting.EffectiveDay(first, posting.Posted, posting.Closed) <= Posting.EffectiveDay(second, posting.Posted, posting.Closed)
            && Posting.EffectiveDay(first, posting.Posted, closedUntil: null) <= Posting.EffectiveDay(first, posting.Posted, posting.Closed);
    }));

    [Test]
    public void From_the_last_day_of_posting_on_the_balance_by_care_is_the_balance_by_booking() => Thorough.Check(Prop.ForAll(AnyPostings, Gen.Choose(0, 900).ToArbitrary(), (postings, later) =>
    {
        var day = postings.Select(posting => posting.Posted).Append(Origin).Max().AddDays(later);
        return postings.Count(posting => Effective(posting) <= day) == postings.Length && postings.Count(posting => posting.Posted <= day) == postings.Length;
    }));

    [Test]
    public void Booking_never_knows_of_more_than_care_by_the_same_day() => Thorough.Check(Prop.ForAll(AnyPostings, Days.ToArbitrary(), (postings, day) =>
        postings.Where(posting => posting.Posted <= day).All(posting => Effective(posting) <= day)));

    [Test]
    public void What_is_written_after_a_month_was_closed_leaves_every_day_up_to_its_end_as_it_was() => Thorough.Check(Prop.ForAll(AnyPostings, Days.ToArbitrary(), (postings, day) =>
        postings.Where(posting => posting.Closed >= day).All(posting => Effective(posting) > day)));

    [Test]
    public void The_days_of_a_period_are_in_exactly_one_of_its_months_and_in_no_more_weeks_than_days() => Thorough.Check(Prop.ForAll(Periods, Days.ToArbitrary(), (period, day) =>
        period.Months().Count(month => month.Covers(day)) == (period.Covers(day) ? 1 : 0)
        && period.WeeksTouched() <= period.Days && period.WeeksTouched() * 7 >= period.Days));

    [Test]
    public void A_longer_period_is_never_granted_less_and_a_total_never_more() => Thorough.Check(Prop.ForAll(Periods, Gen.Choose(1, 900).ToArbitrary(), Gen.Choose(1, 99_999).ToArbitrary(), (period, longer, hundredths) =>
    {
        var (volume, more) = (Quantity.FromHundredths(hundredths), new Period(period.StartsOn, period.EndsOn.AddDays(longer)));
        return Enum.GetValues<Frequency>().All(frequency => GrantedVolume.Over(more, volume, frequency) >= GrantedVolume.Over(period, volume, frequency))
            && GrantedVolume.Over(more, volume, Frequency.Total) == volume;
    }));

    [Test]
    public void Cutting_a_period_where_a_month_ends_loses_no_month() => Thorough.Check(Prop.ForAll(Periods, Days.ToArbitrary(), (period, cut) =>
    {
        var end = Period.MonthOf(cut).EndsOn;
        return !(period.StartsOn <= end && end < period.EndsOn)
            || GrantedVolume.Over(period, new Quantity(1m), Frequency.Month)
                == new Quantity(GrantedVolume.Over(new(period.StartsOn, end), new(1m), Frequency.Month).Value + GrantedVolume.Over(new(end.AddDays(1), period.EndsOn), new(1m), Frequency.Month).Value);
    }));

    private static DateOnly Effective((DateOnly Occurred, DateOnly Posted, DateOnly? Closed) posting) =>
        Posting.EffectiveDay(posting.Occurred, posting.Posted, posting.Closed);
}
