using System.Globalization;
using Budget.Core.Council;
using Budget.Core.Decisions;
using Budget.Core.Funds;

namespace Budget.Tests.Unit;

/// <summary>What of the counts for the council may be read.</summary>
public sealed class CouncilTableTests
{
    private static readonly HalfYear[] Halves = [new(2025, 1), new(2025, 2), new(2026, 1), new(2026, 2)];

    /// <summary>Of each line others.</summary>
    private static CouncilCount Count(CouncilTopic topic, params long[] counts) => new(topic, "", [.. counts.Select((count, at) => CountedLine.Of($"line{at}", "", People(at * 1000, (int)count)))]);

    private static IEnumerable<ResidentId> People(int from, int many) => Enumerable.Range(from, many).Select(number => new ResidentId(new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));

    private static CountedLine Line(string name, long count, int from, int many) => new(name, "", count, People(from, many).ToHashSet());

    private static CouncilList Table(CouncilTopic topic, params long[][] halves) => CouncilTable.Of(2026, Halves.Zip(halves)
        .ToDictionary(half => half.First, half => new ShownHalf(CouncilTable.Hide([Count(topic, half.Second)]), []))).Single();

    /// <summary>Of each line, and the total behind them.</summary>
    private static IEnumerable<long?> Figures(IReadOnlyList<ShownList> shown, CouncilTopic topic)
    {
        var list = shown.Single(one => one.Topic == topic);
        return list.Lines.Select(line => line.Count).Append(list.Total);
    }

    private static readonly CouncilFigure Hidden = CouncilFigure.Hidden;

    [Test]
    public void A_small_count_is_hidden_with_one_more_and_the_total_is_shown()
    {
        var list = Table(CouncilTopic.Decisions, [0, 0, 0], [0, 0, 0], [20, 3, 9], [20, 30, 40]);
        Assert.That(list.Lines.Select(line => line.First), Is.EqualTo(new[] { new CouncilFigure(20), Hidden, Hidden }));
        Assert.That(list.Total!.First, Is.EqualTo(new CouncilFigure(32)));
        Assert.That(list.Lines.Select(line => line.Second), Is.EqualTo(new CouncilFigure[] { new(20), new(30), new(40) }));
    }

    [Test]
    public void A_list_is_left_out_only_when_nothing_of_it_happened_in_both_years()
    {
        Assert.That(Table(CouncilTopic.Goals, [0, 0], [0, 0], [0, 0]).IsEmpty, Is.True);
        Assert.That(Table(CouncilTopic.Goals, [0, 0], [0, 0], [0, 3]).IsEmpty, Is.False, "what is hidden did happen");
        Assert.That(Table(CouncilTopic.Goals, [0, 9], [0, 0], [0, 0]).IsEmpty, Is.False, "the year before");
        Assert.That(Table(CouncilTopic.Goals, [0, 0], [0, 0], [0, 0], [0, 9]).IsEmpty, Is.False, "the second half");
    }

    [Test]
    public void A_year_is_hidden_when_a_half_is_or_the_other_half_would_tell()
    {
        var list = Table(CouncilTopic.Decisions, [5, 5, 5], [6, 6, 6], [20, 3, 9], [20, 30, 40]);
        Assert.That(list.Lines.Select(line => line.Year), Is.EqualTo(new[] { new CouncilFigure(40), Hidden, Hidden }));
        Assert.That(list.Lines.Select(line => line.YearBefore), Is.All.EqualTo(new CouncilFigure(11)));
        Assert.That(list.Lines.Select(line => line.Change), Is.EqualTo(new long?[] { 29, null, null }));
        Assert.That((list.Total!.Year, list.Total.Change), Is.EqualTo((new CouncilFigure(122), (long?)89)));
    }

    [Test]
    public void A_half_that_was_not_counted_yet_is_not_there_and_so_is_the_year()
    {
        var list = Table(CouncilTopic.Decisions, [5, 5, 5], [6, 6, 6], [20, 30, 9]);
        Assert.That(list.Lines.Select(line => line.First), Is.EqualTo(new CouncilFigure[] { new(20), new(30), new(9) }));
        Assert.That(list.Lines.Select(line => (line.Second, line.Year)), Is.All.EqualTo((CouncilFigure.NotYet, CouncilFigure.NotYet)));
    }

    [Test]
    public void Much_that_happened_to_few_residents_is_hidden()
    {
        var six = CouncilTable.Hide([new CouncilCount(CouncilTopic.Goals, "", [Line("yes", 6, 0, 1), Line("partly", 0, 0, 0), Line("no", 0, 0, 0)])]);
        Assert.That(Figures(six, CouncilTopic.Goals), Is.All.Null, "six goals of one resident");

        // Nine times yes of nine residents, and seven times no of two of them.
        var some = CouncilTable.Hide([new CouncilCount(CouncilTopic.Goals, "", [Line("yes", 9, 0, 9), Line("partly", 30, 0, 20), Line("no", 7, 0, 2)])]);
        Assert.That(Figures(some, CouncilTopic.Goals), Is.EqualTo(new long?[] { null, 30, null, 46 }));
    }

    [Test]
    public void Who_stands_in_two_lines_is_one_resident()
    {
        // Three who said yes of one goal and no of another: together they are three, not six.
        var shown = CouncilTable.Hide([new CouncilCount(CouncilTopic.Goals, "", [Line("yes", 3, 0, 3), Line("partly", 9, 100, 9), Line("no", 3, 0, 3)])]);
        Assert.That(Figures(shown, CouncilTopic.Goals), Is.EqualTo(new long?[] { null, null, null, 15 }));
        var three = CouncilTable.Hide([new CouncilCount(CouncilTopic.Goals, "", [Line("yes", 3, 0, 3), Line("partly", 0, 0, 0), Line("no", 3, 0, 3)])]);
        Assert.That(Figures(three, CouncilTopic.Goals), Is.All.Null);
    }

    [Test]
    public void Where_there_is_one_category_its_total_is_that_of_the_ages()
    {
        var (ages, help) = (Count(CouncilTopic.Ages, 1, 1, 1, 1, 1), Count(CouncilTopic.Support, 5, 0, 0));
        Assert.That(Figures(CouncilTable.Hide([ages, help]), CouncilTopic.Support), Is.All.Null, "or five ages of which none is nobody would each be one");
        var two = CouncilTable.Hide([ages, help with { Part = "01" }, help with { Part = "02" }]);
        Assert.That(two.Where(list => list.Topic == CouncilTopic.Support).Select(list => list.Total), Is.All.EqualTo(5L), "of two nobody knows who is in both");
    }

    [Test]
    public void Residents_on_the_last_day_are_not_added_up_over_the_halves()
    {
        var list = Table(CouncilTopic.Ages, [7, 7], [8, 8], [9, 9], [10, 10]);
        Assert.That(list.Lines.Select(line => (line.First.Count, line.Second.Count, line.Year.Count, line.YearBefore.Count)), Is.All.EqualTo(((long?)9, (long?)10, (long?)10, (long?)8)));
    }

    [Test]
    public void A_total_that_stands_twice_is_hidden_in_both_lists_with_all_its_lines()
    {
        // Three objections: of the outcomes nothing can be shown, and then two lines of the terms would add up to it.
        var shown = CouncilTable.Hide([Count(CouncilTopic.ObjectionOutcomes, 3, 0, 0), Count(CouncilTopic.ObjectionsInTime, 3, 0), Count(CouncilTopic.Goals, 9, 0, 0)]);
        foreach (var topic in new[] { CouncilTopic.ObjectionOutcomes, CouncilTopic.ObjectionsInTime })
        {
            Assert.That(Figures(shown, topic), Is.All.Null, $"{topic}");
        }

        Assert.That(Figures(shown, CouncilTopic.Goals), Has.None.Null);
    }

    [Test]
    public void Waiting_is_told_of_ten_up_by_days_that_somebody_waited()
    {
        Assert.That(CouncilWaits.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), Is.EqualTo(new WaitedDays(5, 9)));
        Assert.That(CouncilWaits.Of([.. Enumerable.Repeat(3L, 9)]), Is.EqualTo(new WaitedDays(null, null, IsHidden: true)));
        Assert.That(CouncilWaits.Of([]), Is.EqualTo(WaitedDays.NotYet));
    }

    [Test]
    public void Every_topic_line_and_wait_has_words_in_both_languages([Values("nl", "en")] string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        string[] names =
        [
            "total", "request", "in-time", "late", "objection", "founded", "partly", "unfounded", "dispute", "withdrawn", "delivered", "not-delivered", "credited", "corrected", "switch", "yes", "no",
            "age-0", "age-18", "age-45", "age-65", "age-75", "age-85", "unknown", "personfollowing", "personheld", "both", .. Enum.GetNames<DecisionKind>().Select(name => name.ToLowerInvariant()),
        ];
        Assert.That(names.Select(name => CouncilText.Of(new CouncilLine(name, "", Hidden, Hidden, Hidden, Hidden), culture)), Is.All.Not.Empty);
        Assert.That(Enum.GetValues<CouncilTopic>().Select(topic => CouncilText.Of(new CouncilList(topic, "02", [], Total: null), culture)), Is.Unique.And.All.Not.Empty);
        Assert.That(CouncilText.Of(new CouncilList(CouncilTopic.Support, "99", [], Total: null), culture), Does.Contain("99"), "a category of the municipality's own");
        Assert.That(ProductCategory.All.Select(code => ProductCategory.Name(code, culture)), Is.Unique.And.All.Not.Empty);
        Assert.That(Enum.GetValues<CouncilWait>().Select(wait => CouncilText.Of(wait, culture)), Is.Unique.And.All.Not.Empty);
    }
}
