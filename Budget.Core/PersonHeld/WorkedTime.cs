using System.Text.Json.Serialization;

namespace Budget.Core.PersonHeld;

/// <summary>
/// From when until when somebody worked, on the clock of the Netherlands, and how long the breaks were. An end before the beginning is of the next day, and so is midnight; an end that is the beginning is a mistake, and so is one of the next day that makes it longer than a night shift, but from midnight until midnight it is a whole day. In the night in which the clock goes forward an hour of times does not exist; in that in
/// which it goes back an hour exists twice, and counts as often as it was worked: a time in it is the first, unless it is said to be the second.
/// </summary>
/// <param name="IsSecond">Times in the hour that exists twice are of the second time.</param>
public sealed record WorkedTime(DateOnly Day, TimeOnly From, TimeOnly To, int BreakMinutes, bool IsSecond = false)
{
    /// <summary>More at a stretch is a mistake in the times, or belongs on two lines.</summary>
    public const int MostMinutes = 24 * 60;

    /// <summary>Over midnight more is an end that was typed before the beginning.</summary>
    public const int MostOverMidnight = 16 * 60;

    [JsonIgnore]
    public DateOnly LastDay => To <= From ? Day.AddDays(1) : Day;

    /// <summary>Until midnight is of the day before.</summary>
    [JsonIgnore]
    public DateOnly LastWorkedDay => To == TimeOnly.MinValue ? Day : LastDay;

    [JsonIgnore]
    public DateTimeOffset Start => AmsterdamDay.At(Day, From, IsSecond);

    [JsonIgnore]
    public DateTimeOffset End => AmsterdamDay.At(LastDay, To, IsSecond);

    /// <summary>Worked, without the breaks, as long as it really was.</summary>
    [JsonIgnore]
    public long Minutes => (long)(End - Start).TotalMinutes - BreakMinutes;

    /// <summary>A time of it exists twice: it must be known which is meant.</summary>
    [JsonIgnore]
    public bool IsTwice => AmsterdamDay.IsTwice(Day, From) || AmsterdamDay.IsTwice(LastDay, To);

    [JsonIgnore]
    public Refusal? Fault =>
        From == To && To != TimeOnly.MinValue ? Refusal.BeginIsEnd
        : To < From && To != TimeOnly.MinValue && Minutes + BreakMinutes > MostOverMidnight ? Refusal.BeginIsEnd
        : !AmsterdamDay.Exists(Day, From) || !AmsterdamDay.Exists(LastDay, To) ? Refusal.TimeDoesNotExist
        : BreakMinutes < 0 || Minutes <= 0 || BreakMinutes > Minutes ? Refusal.BreakTooLong
        : Minutes > MostMinutes ? Refusal.DayTooFull
        : null;

    /// <summary>In hours, to the nearest hundredth.</summary>
    [JsonIgnore]
    public Quantity Hours => Quantity.FromHundredths(Math.Max(1, ((Minutes * 100) + 30) / 60));

    /// <summary>What it costs: by the minute, half a cent up, so that no minute is lost to hundredths of an hour.</summary>
    public Money At(Money perHour) => new(((Minutes * perHour.Cents) + 30) / 60);
}
