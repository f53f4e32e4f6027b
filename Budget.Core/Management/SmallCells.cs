namespace Budget.Core.Management;

/// <summary>
/// Which counts of people are not shown, so that nobody is recognised in a list: every count from one up to <see cref="Fewest"/> is hidden, and as many more, the smallest first, until nothing that is
/// hidden follows from the total. No count of nobody is hidden, and who reads knows that: what is hidden is one or more. Amounts of what is hidden are hidden with it. Decision 38.
/// </summary>
public static class SmallCells
{
    /// <summary>From so many people on a count is shown.</summary>
    public const int Fewest = 5;

    /// <param name="Hidden">In the order of the counts.</param>
    /// <param name="IsTotalHidden">Whether the sum of all has to stay away too: there was nothing left to hide behind.</param>
    public sealed record Row(IReadOnlyList<bool> Hidden, bool IsTotalHidden)
    {
        public bool IsAnyHidden => Hidden.Any(hidden => hidden);

        /// <summary>Whether what is hidden may be shown as one: together they are enough people.</summary>
        public bool MayJoin => IsAnyHidden && !IsTotalHidden;
    }

    /// <summary>Counts that are shown with their total.</summary>
    public static Row Of(IReadOnlyList<long> counts)
    {
        var hidden = counts.Select(IsSmall).ToArray();
        var (many, sum) = (0L, 0L);
        for (var at = 0; at < hidden.Length; at++)
        {
            (many, sum) = hidden[at] ? (many + 1, sum + counts[at]) : (many, sum);
        }

        // One is what the total leaves; together too few are a small group again; and as many people as cells are one in each.
        while (many > 0 && (many < 2 || sum < Fewest || sum == many))
        {
            var shown = Enumerable.Range(0, hidden.Length).Where(at => !hidden[at] && counts[at] > 0).ToList();
            if (shown.Count == 0)
            {
                return new Row(hidden, IsTotalHidden: true);
            }

            var next = shown.MinBy(at => counts[at]);
            hidden[next] = true;
            (many, sum) = (many + 1, sum + counts[next]);
        }

        return new Row(hidden, IsTotalHidden: false);
    }

    private static bool IsSmall(long count) => count is > 0 and < Fewest;
}
