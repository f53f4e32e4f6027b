using System.Globalization;
using Budget.Core.Management;

namespace Budget.Tests.Unit;

/// <summary>How the figures of the management page are put together, without a database.</summary>
public sealed class ManagementFiguresTests
{
    private static readonly int[] EurosTogether = [0, 150, 150, 120, 120, 120, 120, 120, 120, 120, 120, 130];
    private static readonly string[] NotHidden = ["a", "d"];
    private static readonly long[] EvenCents = [1_670_833, 3_341_667, 5_012_500, 6_683_333, 8_354_167, 10_025_000, 11_695_833, 13_366_667, 15_037_500, 16_708_333, 18_379_167, 20_050_000];

    private static Money Euros(long euros) => new(euros * 100);

    [Test]
    public void Spending_is_added_up_by_month_against_an_even_part_and_what_counts_after_the_year_stands_apart()
    {
        var spent = SpentOfYear.Of(
            [(new(2025, 2, 1), Euros(100)), (new(2025, 2, 28), Euros(50)), (new(2025, 4, 30), Euros(-30)), (new(2025, 12, 31), Euros(10)), (new(2026, 1, 1), Euros(7))], 2025, new(2026, 6, 15), Euros(1200));

        Assert.That(spent.Months.Select(month => month.Spent.Cents / 100), Is.EqualTo(new[] { 0, 150, 0, -30, 0, 0, 0, 0, 0, 0, 0, 10 }));
        Assert.That(spent.Months.Select(month => month.Together.Cents / 100), Is.EqualTo(EurosTogether));
        Assert.That((spent.Months[0].Even, spent.Months[11].Even, spent.Later, spent.Total), Is.EqualTo(((Money?)Euros(100), (Money?)Euros(1200), Euros(7), Euros(137))));
    }

    [Test]
    public void A_month_that_is_to_come_has_no_figures_and_without_money_put_aside_there_is_nothing_to_hold_it_against()
    {
        var spent = SpentOfYear.Of([(new(2026, 6, 15), Euros(5))], 2026, new(2026, 6, 15), putAside: null);

        Assert.That((spent.Months.Count, spent.Months[^1].StartsOn, spent.Months[^1].Even, spent.Total), Is.EqualTo((6, new DateOnly(2026, 6, 1), (Money?)null, Euros(5))));
        Assert.That((SpentOfYear.Of([], 2027, new(2026, 6, 15), Euros(5)).Months.Count, SpentOfYear.Of([], 2027, new(2026, 6, 15), Euros(5)).Total), Is.EqualTo((0, Money.Zero)));
    }

    [Test]
    public void The_even_part_of_no_month_is_more_than_half_a_cent_off_and_that_of_December_is_all() =>
        Assert.That(SpentOfYear.Of([], 2025, new(2026, 6, 15), Euros(200_500)).Months.Select(month => month.Even.GetValueOrDefault().Cents), Is.EqualTo(EvenCents));

    [TestCase(0, 0, null)]
    [TestCase(3, 0, "0")]
    [TestCase(3, 3, "100")]
    [TestCase(9, 8, "89")]
    [TestCase(10_000, 4_267, "43")]
    [TestCase(200, 85, "43")]
    [TestCase(1_000, 994, "99")]
    [TestCase(1_000, 997, "99.7")]
    [TestCase(100_000, 99_999, "99.9")]
    [TestCase(1_000, 4, "0.4")]
    [TestCase(100_000, 1, "0.1")]
    [TestCase(1_000, 1_002, "100.2")]
    [TestCase(1_000, 1_300, "130")]
    public void A_percentage_is_rounded_half_up_and_says_nothing_or_all_only_when_it_is(long whole, long part, string? percent)
    {
        Assert.That(PerCent.Of(part, whole)?.ToString(CultureInfo.InvariantCulture), Is.EqualTo(percent));
        Assert.That(new DeadlinesMet.Count(whole, part).Percent, Is.EqualTo(PerCent.Of(part, whole)));
    }

    [Test]
    public void The_months_that_are_looked_at_are_that_of_today_and_the_eleven_before_it() => Assert.That(DeadlinesMet.FirstDay(new(2026, 6, 15)), Is.EqualTo(new DateOnly(2025, 7, 1)));

    [Test]
    public void Of_few_residents_terms_disputes_or_transfers_a_municipality_shows_nothing_and_the_rest_rounded()
    {
        static TownFigures Shown(long residents, long ended, long lines, long disputed, long transfers = 5) =>
            new TownFigures.Raw([new("0406", residents, Euros(1000), Euros(120))], new(ended, ended), lines, disputed, [(10, 2), (21, transfers - 2)]).Shown("0406", "Huizen", isOwn: true);

        Assert.That(Shown(4, 4, 1000, 4, 4), Is.EqualTo(new TownFigures("0406", "Huizen", IsOwn: true, null, null, null, null, null, null)));
        Assert.That(Shown(5, 5, 1000, 5), Is.EqualTo(new TownFigures("0406", "Huizen", IsOwn: true, 10, Euros(200), Euros(20), 100, 5m, 17)), "24 euro each is 20");
        Assert.That((Shown(14, 5, 0, 0).Residents, Shown(15, 5, 0, 0).Residents, Shown(14, 5, 0, 0).GrantedEach), Is.EqualTo(((long?)10, (long?)20, (Money?)Euros(70))));
        Assert.That((Shown(5, 5, 0, 0).DisputedPerThousand, Shown(5, 5, 10, 0).DisputedPerThousand), Is.EqualTo(((decimal?)null, (decimal?)0m)), "of no lines there is nothing to say, of none disputed there is");
        Assert.That(new TownFigures.Raw([], new(0, 0), 0, 0, []).Shown("0402", "Hilversum", isOwn: false), Is.EqualTo(new TownFigures("0402", "Hilversum", IsOwn: false, null, null, null, null, null, null)));
    }

    [Test]
    public void What_the_neighbourhoods_hide_of_all_together_no_number_or_average_of_the_municipality_tells()
    {
        static TownFigures Shown(params long[] residents) =>
            new TownFigures.Raw([.. residents.Select(many => new TownFigures.Support("0406", many, Euros(many * 100), Euros(many)))], new(0, 0), 0, 0, []).Shown("0406", "Huizen", isOwn: true);

        Assert.That(ShownParts.Of([Part("a", 1), Part("b", 1), Part("c", 1), Part("d", 1), Part("e", 1)]).Total, Is.Null, "of five residents each is alone");
        Assert.That((Shown(1, 1, 1, 1, 1).Residents, Shown(1, 1, 1, 1, 1).GrantedEach, Shown(1, 1, 1, 1, 1).SpentEach), Is.EqualTo(((long?)null, (Money?)null, (Money?)null)));
        Assert.That((Shown(1, 1, 1, 1, 2).Residents, Shown(1, 1, 1, 1, 2).GrantedEach), Is.EqualTo(((long?)10, (Money?)Euros(100))));
    }

    [Test]
    public void The_money_of_a_hidden_provision_is_not_its_category_without_the_others()
    {
        var shown = ShownParts.OfProducts([("01", Part("d", 8)), ("02", Part("a", 9)), ("02", Part("b", 2)), ("02", Part("c", 6)), ("03", Part("e", 3)), ("04", Part("f", 20))]);

        Assert.That(shown.Parts, Is.EqualTo(new[] { Part("d", 8), Part("a", 9) with { Granted = null, Spent = null }, Part("c", 6) with { Granted = null, Spent = null }, Part("f", 20) }));
        Assert.That((shown.Joined, shown.Together, shown.Total), Is.EqualTo((2, (SupportPart?)null, (SupportPart?)null)), "b and e, of five together; their money is no sum either, for that of e is all of its category");
        Assert.That(ShownParts.OfProducts([("01", Part("d", 8)), ("02", Part("a", 9))]).Parts, Is.EqualTo(new[] { Part("d", 8), Part("a", 9) }), "where none is hidden all stands there");
    }

    [Test]
    public void Parts_of_few_residents_are_one_part_with_their_money()
    {
        var shown = ShownParts.Of([Part("a", 9), Part("b", 2), Part("c", 6), Part("d", 8)]);

        Assert.That(shown.Parts.Select(part => part.Code), Is.EqualTo(NotHidden), "c went along with b");
        Assert.That((shown.Joined, shown.Together, shown.Total), Is.EqualTo((2, new SupportPart("", "", "", 8, Euros(80), Euros(8)), new SupportPart("", "", "", 25, Euros(250), Euros(25)))));
    }

    [Test]
    public void Where_all_together_are_few_nothing_is_shown_and_no_total()
    {
        var shown = ShownParts.Of([Part("a", 2), Part("b", 1)]);
        Assert.That((shown.Parts.Count, shown.Joined, shown.Together, shown.Total, shown.IsEmpty), Is.EqualTo((0, 2, (SupportPart?)null, (SupportPart?)null, false)));
        Assert.That(ShownParts.Of([]).IsEmpty, Is.True);
    }

    private static SupportPart Part(string code, long residents) => new(code, code, code, residents, Euros(residents * 10), Euros(residents));

    [TestCase(123_449, "€\u00A01.234")]
    [TestCase(123_450, "€\u00A01.235")]
    [TestCase(-123_450, "-€\u00A01.235")]
    [TestCase(-49, "€\u00A00")]
    public void In_a_picture_an_amount_is_in_whole_euros(long cents, string shown) => Assert.That(new Money(cents).ToWholeEuros(), Is.EqualTo(shown));
}
