using System.Globalization;
using Budget.Core.Closing;
using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>A line of the account of a year: what it is, and how much.</summary>
public sealed record YearLine(string Label, Money Amount);

/// <summary>The account of a year in words: the same on the screen and on paper.</summary>
public static class YearSheet
{
    private static readonly Sentences Sentences = new("Statements.YearTexts");

    public static string Say(CultureInfo culture, string key, params object?[] parts) => Sentences.For(culture, key, parts);

    public static string Title(YearAccount account, CultureInfo culture) => Say(culture, "title", account.Year);

    /// <summary>Whether it can still change.</summary>
    public static string State(YearAccount account, CultureInfo culture) => account.ClosedOn is { } closed ? Say(culture, "state-closed", closed.InWords(culture))
        : account.IsRunning ? Say(culture, "state-running", account.Until.InWords(culture))
        : Say(culture, "state-open", account.Year);

    /// <summary>Together they are what is left; what would be nothing and says nothing is left out.</summary>
    public static IReadOnlyList<YearLine> Figures(YearAccount account, CultureInfo culture)
    {
        var figures = account.Figures;
        List<YearLine> lines = [new(Say(culture, "granted"), figures.Granted)];
        if (account.Year > account.Budget.StartsOn.Year)
        {
            lines.Insert(0, new(Say(culture, "opening", account.Year - 1), figures.Opening));
        }

        AddIfAny(lines, Say(culture, "shifted"), figures.Shifted);
        lines.Add(new(Say(culture, "spent", account.Year), -figures.Spent));
        AddIfAny(lines, Say(culture, "spent-earlier"), -figures.SpentEarlier);
        AddIfAny(lines, Say(culture, "returned"), -figures.Returned);
        return lines;
    }

    public static YearLine Left(YearAccount account, CultureInfo culture) => new(Say(culture, "left", account.Until.InWords(culture)), account.Figures.Left);

    /// <summary>Whether what was spent was paid.</summary>
    public static IReadOnlyList<YearLine> Payments(YearAccount account, CultureInfo culture)
    {
        var figures = account.Figures;
        List<YearLine> lines = [new(Say(culture, "paid"), figures.PaidBySvb)];
        AddIfAny(lines, Say(culture, "paid-otherwise"), figures.PaidOtherwise);
        lines.Add(new(account.ClosedOn is { } closed ? Say(culture, "to-pay", closed.InWords(culture)) : Say(culture, "to-pay-open"), figures.ToPay));
        return lines;
    }

    /// <summary>What stands beside the figures, a sentence each.</summary>
    public static IReadOnlyList<string> Notes(YearAccount account, CultureInfo culture)
    {
        var figures = account.Figures;
        List<string> notes = [];
        if (account.OnItsWay.IsPositive)
        {
            notes.Add(Say(culture, account.ClosedOn is null ? "on-its-way" : "on-its-way-then", account.OnItsWay));
        }

        if (figures.ToPayNow != figures.ToPay)
        {
            notes.Add(figures.ToPayNow.IsPositive ? Say(culture, "to-pay-now", figures.ToPayNow) : Say(culture, "paid-since"));
        }

        if (figures.SpentLater != Money.Zero)
        {
            notes.Add(Say(culture, figures.SpentLater.IsPositive ? "spent-later" : "taken-back-later", figures.SpentLater.IsPositive ? figures.SpentLater : -figures.SpentLater));
        }

        if (figures.SpentEarlier != Money.Zero)
        {
            notes.Add(Say(culture, "earlier-note"));
        }

        if (figures.Left.IsPositive)
        {
            notes.Add(account.IsDue ? Say(culture, "left-returns-soon")
                : account.ReturnsOn is { } day ? Say(culture, "left-returns", day.InWords(culture))
                : Say(culture, "left-goes-on", account.Budget.LastDay.InWords(culture)));
        }

        if (figures.OwnMoney.IsPositive)
        {
            notes.Add(Say(culture, "own-money", figures.OwnMoney));
        }

        notes.Add(Say(culture, "by-year"));
        return notes;
    }

    /// <summary>How much one helped: hours, or the months of a flat amount.</summary>
    public static string Volume(HelperOfYear helper, string unit, CultureInfo culture) => helper.Pay == "allowance"
        ? Say(culture, helper.Volume.Value == 1 ? "months-one" : "months", helper.Volume)
        : $"{helper.Volume} {PostingText.Unit(unit, helper.Volume, culture)}";

    /// <summary>The helper, and that the pay is the same each month.</summary>
    public static string Name(HelperOfYear helper, CultureInfo culture) => helper.IsFixed ? Say(culture, $"pay-{helper.Pay}", helper.Name) : helper.Name;

    private static void AddIfAny(List<YearLine> lines, string label, Money amount)
    {
        if (amount != Money.Zero)
        {
            lines.Add(new(label, amount));
        }
    }
}
