using Budget.Core;

namespace Portal.Demo;

/// <summary>Demo:Enabled (default: in Development) and Demo:Today (the day at which the demo town's clock starts).</summary>
internal sealed record DemoSettings(bool Enabled, DateOnly? Today)
{
    /// <exception cref="InvalidOperationException">The demo is asked for in Production, or the day is no day.</exception>
    public static DemoSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var asked = configuration["Demo:Enabled"];
        var enabled = string.IsNullOrEmpty(asked) ? environment.IsDevelopment() : bool.TryParse(asked, out var value) && value;
        if (enabled && environment.IsProduction())
        {
            throw new InvalidOperationException("Demo:Enabled is refused in Production: anyone could sign in as anyone.");
        }

        var day = configuration["Demo:Today"];
        if (string.IsNullOrEmpty(day))
        {
            return new DemoSettings(enabled, Today: null);
        }

        if (environment.IsProduction())
        {
            throw new InvalidOperationException("Demo:Today is refused in Production: every date of a decision would be wrong.");
        }

        return DayText.TryParse(day, out var today)
            ? new DemoSettings(enabled, today)
            : throw new InvalidOperationException($"Demo:Today is not a day: '{day}'. Write it as 2026-06-15.");
    }
}
