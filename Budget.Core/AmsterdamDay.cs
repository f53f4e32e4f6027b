namespace Budget.Core;

/// <summary>The day of an instant, computed in one place: Europe/Amsterdam, whatever the machine thinks.</summary>
public static class AmsterdamDay
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public static DateOnly Today(this TimeProvider time) => Of(time.GetUtcNow());

    /// <summary>The instant at which it is this hour of the day in the Netherlands.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The same of an hour that may exist twice, in the night in which the clock goes back.</summary>
    /// <param name="isSecond">Which of the two.</param>
    public static DateTimeOffset At(DateOnly day, TimeOnly hour, bool isSecond)
    {
        var local = day.ToDateTime(hour);
        var offsets = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local) : [Zone.GetUtcOffset(local)];
        // The first time round the clock is further ahead.
        return new DateTimeOffset(local, isSecond ? offsets.Min() : offsets.Max()).ToUniversalTime();
    }

    /// <summary>In the night in which the clock goes forward an hour is left out.</summary>
    public static bool Exists(DateOnly day, TimeOnly hour) => !Zone.IsInvalidTime(day.ToDateTime(hour));

    /// <summary>It is in the hour that comes a second time, after the clock went back.</summary>
    public static bool IsSecond(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        return Zone.IsAmbiguousTime(local.DateTime) && local.Offset == Zone.GetAmbiguousTimeOffsets(local.DateTime).Min();
    }

    public static bool IsTwice(DateOnly day, TimeOnly hour) => Zone.IsAmbiguousTime(day.ToDateTime(hour));
}
