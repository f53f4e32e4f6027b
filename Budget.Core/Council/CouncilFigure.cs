namespace Budget.Core.Council;

/// <summary>One figure for the council: a count, or that it is hidden (too few people, or others would follow from it), or that its time is not over yet.</summary>
/// <param name="Count">None when it is hidden or not there yet.</param>
public sealed record CouncilFigure(long? Count, bool IsHidden = false)
{
    public static readonly CouncilFigure NotYet = new(Count: null);
    public static readonly CouncilFigure Hidden = new(Count: null, IsHidden: true);

    /// <summary>Nothing happened, as far as its time is over; what is hidden did happen.</summary>
    internal bool IsNothing => this is { IsHidden: false, Count: null or 0 };

    private bool IsThere => IsHidden || Count is not null;

    /// <summary>
    /// Of two halves of a year the whole. Hidden when one of the halves is: a year says nothing that its halves do not say, so nothing hidden follows from it, also not by who kept the first half when only that was there.
    /// </summary>
    public CouncilFigure Plus(CouncilFigure other) =>
        !IsThere || !other.IsThere ? NotYet
        : Count is { } one && other.Count is { } two ? new CouncilFigure(one + two)
        : Hidden;
}

/// <summary>One line of a list: two halves of the year, the year, and the year before.</summary>
/// <param name="Name">Of ours; or the code of a neighbourhood.</param>
/// <param name="Label">The name that the municipality gave it; empty for a line of ours.</param>
/// <param name="Year">Of what happened, the sum of the halves; of residents on a day, the last day of the year.</param>
public sealed record CouncilLine(string Name, string Label, CouncilFigure First, CouncilFigure Second, CouncilFigure Year, CouncilFigure YearBefore)
{
    /// <summary>Against the year before; none when one of the two is not shown.</summary>
    public long? Change => Year.Count - YearBefore.Count;
}

/// <param name="Part">Of which product category, for <see cref="CouncilTopic.Support"/>; else empty.</param>
/// <param name="Total">None for a list of one line.</param>
public sealed record CouncilList(CouncilTopic Topic, string Part, IReadOnlyList<CouncilLine> Lines, CouncilLine? Total)
{
    /// <summary>Whether it counts residents on the last day, and not what happened.</summary>
    public bool IsOnLastDay => CouncilCount.IsOnLastDay(Topic);

    /// <summary>Nothing of it happened in this year or the one before.</summary>
    public bool IsEmpty => Lines.All(line => line.First.IsNothing && line.Second.IsNothing && line.YearBefore.IsNothing);
}
