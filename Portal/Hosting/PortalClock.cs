using Budget.Core;

namespace Portal.Hosting;

/// <summary>
/// The portal's clock. With Demo:Today it starts at ten o'clock on that day and runs on at its own speed; otherwise it is the machine's.
/// </summary>
internal sealed class PortalClock(DateOnly? startsOn) : TimeProvider
{
    private readonly long started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => startsOn is { } day
        ? AmsterdamDay.At(day, new TimeOnly(10, 0)) + System.GetElapsedTime(started)
        : System.GetUtcNow();
}
