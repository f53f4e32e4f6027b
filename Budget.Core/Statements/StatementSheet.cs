using System.Globalization;
using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>A statement in words: the same on the screen and on paper.</summary>
public static class StatementSheet
{
    private static readonly Sentences Sentences = new("Statements.StatementTexts");

    public static string Say(CultureInfo culture, string key, params object?[] parts) => Sentences.For(culture, key, parts);

    public static string Title(Statement statement, CultureInfo culture) => Say(culture, "title", PeriodName(statement.Booked, culture));

    public static string Lead(Statement statement, CultureInfo culture) =>
        Say(culture, "lead", PeriodName(statement.Booked, culture), PostingText.Product(statement.Budget.ProductNl, statement.Budget.ProductEn, culture));

    /// <summary>"2026" of a whole year, "het 2e kwartaal van 2026", or from one day to another.</summary>
    public static string PeriodName(Period booked, CultureInfo culture)
    {
        var (year, quarter) = (booked.StartsOn.Year.ToString(CultureInfo.InvariantCulture), (booked.StartsOn.Month + 2) / 3);
        return booked == Period.Year(booked.StartsOn.Year) ? year
            : booked == QuarterOf(booked.StartsOn.Year, quarter) ? Say(culture, "quarter", quarter, year)
            : booked.Text(culture);
    }

    /// <param name="quarter">1 to 4.</param>
    public static Period QuarterOf(int year, int quarter) => new(new DateOnly(year, (quarter * 3) - 2, 1), new DateOnly(year, quarter * 3, 1).AddMonths(1).AddDays(-1));

    /// <summary>On which day the balance that it closes with was there.</summary>
    public static string Closes(Statement statement, CultureInfo culture) => Say(culture, statement.IsRunning ? "closing-running" : "closing", statement.ClosesOn.InWords(culture));

    /// <summary>Of a PGB the ledger reserves nothing: a line of zeros beside what the screen calls reserved only confuses.</summary>
    public static IReadOnlyList<(string Label, string Name, Money Amount)> Figures(Balance balance, bool isPersonHeld, CultureInfo culture) =>
    [
        (Say(culture, "granted"), "granted", balance.Granted),
        .. isPersonHeld ? Array.Empty<(string, string, Money)>() : [(Say(culture, "reserved"), "reserved", balance.Reserved)],
        (Say(culture, "spent"), "spent", balance.Spent),
        (Say(culture, Left(isPersonHeld)), "available", balance.Available),
    ];

    /// <summary>Whose it is, and what was decided.</summary>
    public static IReadOnlyList<(string Term, string Value)> Facts(Statement statement, CultureInfo culture)
    {
        var budget = statement.Budget;
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        List<(string, string)> facts =
        [
            (Say("fact-resident"), budget.ResidentName),
            (Say("fact-born"), budget.ResidentBornOn?.InWords(culture) ?? "—"),
            (Say("fact-budget"), $"{budget.Number} · {Say($"form-{budget.FundingForm}")}"),
            (Say("fact-decision"), Say("fact-decision-value", budget.DecisionNumber, budget.DecidedOn.InWords(culture))),
            (Say("fact-provision"), PostingText.Product(budget.ProductNl, budget.ProductEn, culture)),
            (Say("fact-volume"), PostingText.Volume(budget.Volume, budget.Unit, budget.Frequency, culture)),
            (Say("fact-rate"), Say("fact-rate-value", budget.Rate, PostingText.Unit(budget.Unit, new Quantity(1), culture))),
            (Say("fact-period"), Say(budget.LastDay < budget.EndsOn ? "fact-period-stopped" : "fact-period-value", budget.StartsOn.InWords(culture), budget.EndsOn.InWords(culture), budget.LastDay.InWords(culture))),
        ];
        if (!budget.IsPersonHeld)
        {
            facts.Add((Say("fact-provider"), budget is { ProviderName: { } name, ContractRate: { } rate }
                ? $"{name}, {Say("fact-rate-value", rate, PostingText.Unit(budget.Unit, new Quantity(1), culture))}"
                : Say("fact-none")));
        }

        facts.Add((Say("fact-made"), statement.MadeOn.InWords(culture)));
        return facts;
    }

    /// <summary>What a PGB has left is still to be spent, agreed or not; of a PVB it is free.</summary>
    public static string Left(bool isPersonHeld) => isPersonHeld ? "left" : "free";

    /// <param name="Number">Empty of a balance.</param>
    /// <param name="Days">The day of booking, and on a line of its own the month or the day of the help where that was another.</param>
    /// <param name="What">The sentence, and on a line of its own the price where there is one.</param>
    /// <param name="Amount">As <see cref="Signed"/>; empty of a balance.</param>
    public sealed record Row(string Number, string Days, string What, string Amount, Balance After);

    public static Row Opening(Statement statement, CultureInfo culture) => new("", statement.Booked.StartsOn.InDigits(), Say(culture, "row-opening"), "", statement.Opening);

    public static Row Closing(Statement statement, CultureInfo culture) =>
        new("", statement.ClosesOn.InDigits(), Say(culture, statement.IsRunning ? "row-now" : "row-closing"), "", statement.Closing);

    public static Row Of(PostingLine line, CultureInfo culture) => new(
        line.Number.ToString(CultureInfo.InvariantCulture),
        CareOf(line, culture) is { Length: > 0 } care ? $"{line.PostedOn.InDigits()}\n{Say(culture, "of-day", care)}" : line.PostedOn.InDigits(),
        PostingText.Price(line, culture) is { Length: > 0 } price ? $"{PostingText.For(line, culture)}\n{price}" : PostingText.For(line, culture),
        WithSign(line), line.After);

    /// <summary>"december 2025" of help over several days of one month, else its day; empty when that is the day of booking. The sentence beside it has the days.</summary>
    private static string CareOf(PostingLine line, CultureInfo culture) =>
        line is { StartsOn: { } from, EndsOn: { } until } && from < until && new Period(from, until).IsInsideOneMonth ? from.MonthName(culture)
        : line.OccurredOn == line.PostedOn ? "" : line.OccurredOn.InDigits();

    /// <summary>With a plus or a minus what makes what is not spent yet more or less; without either what was only set aside or paid.</summary>
    public static string WithSign(PostingLine line) => Statement.Effect(line) switch
    {
        { IsPositive: true } more => $"+{more}",
        { IsNegative: true } less => less.ToString(),
        _ => line.Amount.ToString(),
    };

    /// <summary>The picture of the months in words.</summary>
    public static string ChartWords(Statement statement, CultureInfo culture) =>
        Say(culture, "chart-alt", string.Join("; ", statement.Months.Select(month => $"{month.Month.MonthName(culture)} {month.Spent}")));

    /// <summary>Why the sums by helper and by kind of posting are not the same; nothing where they are.</summary>
    public static IReadOnlyList<string> Sums(Statement statement, CultureInfo culture) =>
    [
        .. statement.Helpers.Any(one => one.Paid > one.Charged) ? [Say(culture, "sums-before")] : Array.Empty<string>(),
        .. statement.Helpers.Count > 0 && statement.Corrections.Any() ? [Say(culture, "sums-reversed")] : Array.Empty<string>(),
    ];

    /// <summary>A reversal, and what it takes back, also where that stands on an earlier statement.</summary>
    public static (string Reversal, string TakenBack) Correction(Statement statement, PostingLine reversal, CultureInfo culture)
    {
        var was = statement.Corrected[reversal.ReversesNumber!.Value];
        return ($"{reversal.PostedOn.InDigits()}\n{PostingText.For(reversal, culture)}", $"{Say(culture, "posting-of", was.Number, was.PostedOn.InDigits())}\n{PostingText.For(was, culture)}");
    }

    /// <summary>The day on which the resident said that a line is not so.</summary>
    public static string DisputedOn(Statement statement, PostingLine line) => AmsterdamDay.Of(statement.Standings[line.Number].DisputedAt!.Value).InDigits();

    public static IReadOnlyList<string> Words(bool isPersonHeld, CultureInfo culture) =>
        [.. (isPersonHeld ? ["word-granted", "word-spent", "word-left"] : (string[])["word-granted", "word-reserved", "word-spent", "word-free"]).Select(word => Say(culture, word))];

    /// <summary>What to do when a line, or the decision itself, is not right.</summary>
    public static IReadOnlyList<string> Disagree(Statement statement, CultureInfo culture)
    {
        var budget = statement.Budget;
        return
        [
            Say(culture, budget.IsPersonHeld ? "disagree-held" : "disagree-line", budget.MunicipalityName, budget.MunicipalityPhone, budget.Number),
            Say(culture, "disagree-decision", budget.DecisionNumber, budget.DecidedOn.InWords(culture)),
        ];
    }
}
