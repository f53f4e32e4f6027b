namespace Budget.Core;

/// <summary>A closed range of days: both the first and the last day belong to it, as in the law and in iWmo (GeslotenPeriode).</summary>
/// <exception cref="ArgumentException">The last day lies before the first.</exception>
public readonly record struct Period
{
    public Period(DateOnly startsOn, DateOnly endsOn)
    {
        if (endsOn < startsOn)
        {
            throw new ArgumentException($"A period cannot end ({endsOn:O}) before it starts ({startsOn:O}).", nameof(endsOn));
        }

        StartsOn = startsOn;
        EndsOn = endsOn;
    }

    public DateOnly StartsOn { get; }
    public DateOnly EndsOn { get; }

    public int Days => EndsOn.DayNumber - StartsOn.DayNumber + 1;

    public bool Covers(DateOnly day) => StartsOn <= day && day <= EndsOn;
    public bool Covers(Period other) => Covers(other.StartsOn) && Covers(other.EndsOn);
    public bool Overlaps(Period other) => StartsOn <= other.EndsOn && other.StartsOn <= EndsOn;

    /// <summary>The days both periods have in common, or none.</summary>
    public Period? Intersect(Period other)
    {
        var from = StartsOn > other.StartsOn ? StartsOn : other.StartsOn;
        var until = EndsOn < other.EndsOn ? EndsOn : other.EndsOn;
        return until < from ? null : new Period(from, until);
    }

    public static Period Month(int year, int month) =>
        new(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)));

    public static Period MonthOf(DateOnly day) => Month(day.Year, day.Month);

    public static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    public bool IsWholeMonth => this == MonthOf(StartsOn);
    public bool IsInsideOneMonth => MonthOf(StartsOn).Covers(EndsOn);

    /// <summary>The calendar months this period touches, each cut to the days inside the period.</summary>
    public IEnumerable<Period> Months()
    {
        for (var first = new DateOnly(StartsOn.Year, StartsOn.Month, 1); first <= EndsOn; first = first.AddMonths(1))
        {
            yield return Intersect(MonthOf(first))!.Value;
        }
    }

    /// <summary>ISO weeks (Monday to Sunday) this period touches, whole or in part.</summary>
    public int WeeksTouched()
    {
        var firstMonday = StartsOn.AddDays(-(((int)StartsOn.DayOfWeek + 6) % 7));
        return ((EndsOn.DayNumber - firstMonday.DayNumber) / 7) + 1;
    }

    public override string ToString() => $"{StartsOn:yyyy-MM-dd}/{EndsOn:yyyy-MM-dd}";
}
