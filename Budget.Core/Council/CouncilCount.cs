using Budget.Core.Management;

namespace Budget.Core.Council;

/// <summary>One line as it was counted, with nothing hidden. Leaves this folder only through <see cref="CouncilTable"/>.</summary>
/// <param name="Count">Of what happened: a resident may stand in it more than once.</param>
/// <param name="Residents">Of whom it is.</param>
internal sealed record CountedLine(string Name, string Label, long Count, IReadOnlySet<ResidentId> Residents)
{
    /// <summary>A line that counts residents.</summary>
    public static CountedLine Of(string name, string label, IEnumerable<ResidentId> residents)
    {
        var all = residents.ToHashSet();
        return new CountedLine(name, label, all.Count, all);
    }
}

/// <summary>One list of one half-year as it was counted.</summary>
internal sealed record CouncilCount(CouncilTopic Topic, string Part, IReadOnlyList<CountedLine> Lines)
{
    public static bool IsOnLastDay(CouncilTopic topic) => topic is CouncilTopic.Ages or CouncilTopic.Neighbourhoods or CouncilTopic.Support;
}

/// <param name="Count">None when it is hidden.</param>
internal sealed record ShownLine(string Name, string Label, long? Count);

/// <summary>One list of one half-year as it may be read.</summary>
/// <param name="Total">None when it is hidden, and then all lines are.</param>
internal sealed record ShownList(CouncilTopic Topic, string Part, IReadOnlyList<ShownLine> Lines, long? Total);

/// <param name="Year">Of both halves together; told with the second.</param>
internal sealed record ShownWait(CouncilWait Wait, WaitedDays Half, WaitedDays Year);

/// <summary>All of one half-year as it may be read, and as it is kept.</summary>
internal sealed record ShownHalf(IReadOnlyList<ShownList> Lists, IReadOnlyList<ShownWait> Waits);

/// <summary>
/// Hides what is of too few residents in the counts of each half-year (<see cref="SmallCells"/>), by itself; and puts halves that were kept beside each other. Pure.
/// </summary>
internal static class CouncilTable
{
    public static IReadOnlyList<ShownList> Hide(IReadOnlyList<CouncilCount> counts)
    {
        var isOneCategory = counts.Count(count => count.Topic == CouncilTopic.Support) == 1;
        var rows = counts.Select(count => (Count: count, Row: HiddenIn(count.Lines), Total: SameTotal(count, isOneCategory))).ToList();
        // A total that must not be known is known to who can add up its lines, wherever they stand.
        var hiddenTotals = rows.Where(one => one.Row.IsTotalHidden).Select(one => one.Total).ToHashSet();
        return [.. rows.Select(one => hiddenTotals.Contains(one.Total) ? Hidden(one.Count) : new ShownList(
            one.Count.Topic,
            one.Count.Part,
            [.. one.Count.Lines.Select((line, at) => new ShownLine(line.Name, line.Label, one.Row.Hidden[at] ? null : line.Count))],
            one.Count.Lines.Sum(line => line.Count)))];
    }

    /// <param name="halves">Each half-year that was counted: the two of the year before and those of the year.</param>
    /// <returns>Each list that is in one of them, in the order of the topics.</returns>
    public static IReadOnlyList<CouncilList> Of(int year, IReadOnlyDictionary<HalfYear, ShownHalf> halves)
    {
        var lists = halves.OrderBy(half => half.Key.Year).ThenBy(half => half.Key.Number).SelectMany(half => half.Value.Lists)
            .GroupBy(list => (list.Topic, list.Part), list => list.Lines)
            .OrderBy(list => list.Key.Topic).ThenBy(list => list.Key.Part, StringComparer.Ordinal);
        List<CouncilList> answer = [];
        foreach (var list in lists)
        {
            var isOnLastDay = CouncilCount.IsOnLastDay(list.Key.Topic);
            var lines = list.SelectMany(shown => shown).DistinctBy(line => line.Name).ToList();
            answer.Add(new CouncilList(
                list.Key.Topic,
                list.Key.Part,
                [.. lines.Select(line => Beside(line.Name, line.Label, year, isOnLastDay, half => Figure(halves, half, list.Key, line.Name)))],
                lines.Count < 2 ? null : Beside("total", "", year, isOnLastDay, half => Figure(halves, half, list.Key, name: null))));
        }

        return answer;
    }

    /// <summary>Lists that add up to the same total: what stands twice is hidden in both.</summary>
    private static (CouncilTopic Topic, string Part) SameTotal(CouncilCount count, bool isOneCategory) => count.Topic switch
    {
        CouncilTopic.ObjectionsInTime => (CouncilTopic.ObjectionOutcomes, count.Part),
        CouncilTopic.Neighbourhoods => (CouncilTopic.Ages, ""),
        // Where there is one category all residents with support are in it.
        CouncilTopic.Support when isOneCategory => (CouncilTopic.Ages, ""),
        _ => (count.Topic, count.Part),
    };

    /// <summary>By residents, not by what happened: six goals of one resident are of one.</summary>
    private static SmallCells.Row HiddenIn(IReadOnlyList<CountedLine> lines)
    {
        var row = SmallCells.Of([.. lines.Select(line => (long)line.Residents.Count)]);
        var (hidden, isTotalHidden) = (row.Hidden.ToArray(), row.IsTotalHidden || AreFew(lines));
        // Who stands in two lines is one resident all the same: what is hidden has to be of enough people together.
        while (!isTotalHidden && AreFew(lines.Where((_, at) => hidden[at])))
        {
            hidden[Enumerable.Range(0, hidden.Length).Where(at => !hidden[at] && lines[at].Residents.Count > 0).MinBy(at => lines[at].Residents.Count)] = true;
        }

        return new SmallCells.Row(hidden, isTotalHidden);
    }

    private static bool AreFew(IEnumerable<CountedLine> lines) => lines.SelectMany(line => line.Residents).Distinct().Count() is > 0 and < SmallCells.Fewest;

    private static ShownList Hidden(CouncilCount count) =>
        new(count.Topic, count.Part, [.. count.Lines.Select(line => new ShownLine(line.Name, line.Label, Count: null))], Total: null);

    private static CouncilLine Beside(string name, string label, int year, bool isOnLastDay, Func<HalfYear, CouncilFigure> of)
    {
        CouncilFigure Whole(int one) => isOnLastDay ? of(new HalfYear(one, 2)) : of(new HalfYear(one, 1)).Plus(of(new HalfYear(one, 2)));
        return new CouncilLine(name, label, of(new HalfYear(year, 1)), of(new HalfYear(year, 2)), Whole(year), Whole(year - 1));
    }

    /// <param name="name">Of the line; none for the total.</param>
    private static CouncilFigure Figure(IReadOnlyDictionary<HalfYear, ShownHalf> halves, HalfYear half, (CouncilTopic Topic, string Part) list, string? name)
    {
        if (!halves.TryGetValue(half, out var shown))
        {
            return CouncilFigure.NotYet;
        }

        // What is in no row of that half-year was counted as nobody.
        return shown.Lists.FirstOrDefault(one => (one.Topic, one.Part) == list) is not { } found ? new CouncilFigure(0)
            : name is null || found.Total is null ? Told(found.Total)
            : found.Lines.FirstOrDefault(line => line.Name == name) is { } line ? Told(line.Count)
            : new CouncilFigure(0);
    }

    private static CouncilFigure Told(long? count) => count is { } number ? new CouncilFigure(number) : CouncilFigure.Hidden;
}
