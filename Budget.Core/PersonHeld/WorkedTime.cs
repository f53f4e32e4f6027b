namespace Budget.Core.PersonHeld;

/// <summary>
/// From when until when somebody worked, on the clock of the Netherlands, and how long the breaks were. An end at or before the beginning is of the next day. In the night in which the clock goes forward an hour of times does not exist; in that in
/// which it goes back an hour exists twice, and counts as often as it was worked: a time in it is the first, unless it is said to be the second.
/// </summary>
/// <param name="IsSecond">Times in the hour that exists twice are of the second time.</param>
public sealed record WorkedTime(DateOnly Day, TimeOnly From, TimeOnly To, int BreakMinutes, bool IsSecond = false)
{
    /// <summary>More at a stretch is a mistake in the times, or belongs on two lines.</summary>
    public const int MostMinutes = 24 * 60;

    public DateOnly LastDay => To <= From ? Day.AddDays(1) : Day;

    public DateTimeOffset Start => AmsterdamDay.At(Day, From, IsSecond);

    public DateTimeOffset End => AmsterdamDay.At(LastDay, To, IsSecond);

    /// <summary>Worked, without the breaks, as long as it really was.</summary>
    public long Minutes => (long)(End - Start).TotalMinutes - BreakMinutes;

    /// <summary>A time of it exists twice: it must be known which is meant.</summary>
    public bool IsTwice => AmsterdamDay.IsTwice(Day, From) || AmsterdamDay.IsTwice(LastDay, To);

    public Refusal? Fault =>
        !AmsterdamDay.Exists(Day, From) || !AmsterdamDay.Exists(LastDay, To) ? Refusal.TimeDoesNotExist
        : BreakMinutes < 0 || Minutes <= 0 ? Refusal.BreakTooLong
        : Minutes > MostMinutes ? Refusal.DayTooFull
        : null;

    /// <summary>In hours, to the nearest hundredth.</summary>
    public Quantity Hours => Quantity.FromHundredths(Math.Max(1, ((Minutes * 100) + 30) / 60));

    /// <summary>What it costs: by the minute, half a cent up, so that three lines of twenty minutes are an hour.</summary>
    public Money At(Money perHour) => new(((Minutes * perHour.Cents) + 30) / 60);
}
