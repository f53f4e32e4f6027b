using System.Globalization;

namespace Budget.Core.Forecasts;

/// <summary>A forecast in plain words: whether it lasts, why not, and how sure that is.</summary>
public static class ForecastText
{
    private static readonly Sentences Sentences = new("Forecasts.ForecastTexts");

    /// <summary>Until when the budget lasts, and what is left or how much too early it ends; of a day that is past, that it is about out now.</summary>
    public static string Lasts(BudgetForecast forecast, CultureInfo culture)
    {
        var by = forecast.Sureness == Sureness.Agreed ? "agreed" : "pace";
        return forecast.IsOutNow ? Sentences.For(culture, $"out-now-{by}", forecast.Period.EndsOn.InWords(culture)) : forecast.RunsOutOn is { } day
            ? forecast.WeeksEarly switch
            {
                0 => Sentences.For(culture, $"ends-{by}-days", day.InWords(culture)),
                1 => Sentences.For(culture, $"ends-{by}-week", day.InWords(culture)),
                var weeks => Sentences.For(culture, $"ends-{by}-weeks", day.InWords(culture), weeks),
            }
            : Sentences.For(culture, $"lasts-{by}", forecast.Period.EndsOn.InWords(culture), Roughly(forecast.Left));
    }

    public static string Why(ForecastCause cause, BudgetForecast forecast, CultureInfo culture) => cause.Kind switch
    {
        CauseKind.ExtraHelp => Sentences.For(culture, "why-extra", cause.Name, cause.Since!.Value.MonthName(culture), cause.Amount),
        CauseKind.MoreHelpers => Sentences.For(culture, "why-more-helpers", cause.Name, cause.Since!.Value.InWords(culture)),
        CauseKind.AgreedTooMuch => cause.Name is { } most ? Sentences.For(culture, "why-agreed-with", cause.Amount, most) : Sentences.For(culture, "why-agreed", cause.Amount),
        _ => Sentences.For(culture, "why-pace", Roughly(cause.Amount), Roughly(new Money(forecast.Granted.Cents / Math.Max(1, forecast.Months.Count)))),
    };

    /// <summary>The pace in words: which part is spent, as everywhere else, beside which part of the period is over; and what waits for an answer, which is not spent.</summary>
    public static string Used(KnownOfBudget known, CultureInfo culture)
    {
        var gone = Math.Clamp(known.Today.DayNumber - known.Days.StartsOn.DayNumber, 0, known.Days.Days);
        var used = Sentences.For(culture, "used", Percent(known.Spent.Cents, known.Granted.Cents), Percent(gone, known.Days.Days));
        return known.OnItsWay.IsPositive ? $"{used} {Sentences.For(culture, "used-waits", known.OnItsWay)}" : used;
    }

    public static string HowSure(Sureness sureness, CultureInfo culture) => Sentences.For(culture, $"sure-{sureness.ToString().ToLowerInvariant()}");

    private static long Percent(long part, long whole) => whole == 0 ? 0 : (long)Math.Round(part * 100m / whole, MidpointRounding.AwayFromZero);

    /// <summary>Whole euros: a forecast knows no cents.</summary>
    private static string Roughly(Money amount) => "€\u00A0" + (amount.Cents / 100).ToString("N0", CultureInfo.GetCultureInfo("nl-NL"));
}
