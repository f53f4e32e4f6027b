using System.Globalization;

namespace Budget.Core.Ledger;

/// <summary>A posting as one plain sentence: the same on the screen, on paper and in the CSV.</summary>
public static class PostingText
{
    private static readonly Sentences Sentences = new("Ledger.PostingTexts");

    public static string For(PostingLine line, CultureInfo culture)
    {
        var who = line.Who ?? Sentences.For(culture, "someone");
        var sentence = line.Kind switch
        {
            "grant" => Sentences.For(culture, "grant", line.OriginNumber),
            "reserve" => Sentences.For(culture, "reserve", who, line.OriginNumber),
            "invoice" or "claim" => Sentences.For(culture, line.Kind, who, line.Volume, Unit(line.Unit!, line.Volume!.Value, culture),
                new Period(line.StartsOn!.Value, line.EndsOn!.Value).Text(culture)),
            "release" or "payment" => Sentences.For(culture, line.Kind, who),
            // By a decision that ended the budget; otherwise when a year was closed.
            "expiry" when line.Reason.StartsWith("decision ", StringComparison.Ordinal) => Sentences.For(culture, "expiry-decision", line.OriginNumber),
            // "shift 2026-000124/5": the other budget and its posting.
            "shift" => Sentences.For(culture, line.ToAccount == "fund" ? "shift-out" : "shift", line.Reason[(line.Reason.IndexOf(' ', StringComparison.Ordinal) + 1)..]),
            "reversal" when line.FromAccount == "paid" => Sentences.For(culture, "payment-back", who, line.ReversesNumber),
            // "dispute 4": the resident said that it was not so.
            "reversal" when line.Reason.StartsWith($"{Disputes.DisputeEnd.Code} ", StringComparison.Ordinal) => Sentences.For(culture, "reversal-dispute", line.ReversesNumber),
            "reversal" => Sentences.For(culture, "reversal", line.ReversesNumber),
            _ => Sentences.For(culture, line.Kind),
        };
        return line.ReversedByNumber is { } reversal ? Sentences.For(culture, "reversed", sentence, reversal) : sentence;
    }

    /// <summary>Why a posting was reversed, when that stands in the books as a code: in words. Empty when the sentence says it already (<see cref="For"/>).</summary>
    public static string ReasonOf(PostingLine line, CultureInfo culture) => line.Reason.Split(' ') switch
    {
        ["payment", var number] => Sentences.For(culture, "reason-payment", number),
        ["declaration", .. var number, "line", var of] => Sentences.For(culture, "reason-declaration", string.Join(' ', number), of),
        _ => "",
    };

    /// <summary>"€ 62,00 per uur": by which price the amount of a posting was reckoned; empty where it was not by a volume alone.</summary>
    public static string Price(PostingLine line, CultureInfo culture) =>
        line is { Kind: "invoice" or "claim", Rate: { } rate, Volume: { } volume, Unit: { } unit } && unit != Providers.CareUnit.Euro && Money.Of(rate, volume) == line.Amount
            ? Sentences.For(culture, "price", rate, Unit(unit, new Quantity(1), culture))
            : "";

    /// <summary>The word for a unit (iWmo Eenheid) with this many of it: "1 dagdeel", "2 dagdelen".</summary>
    public static string Unit(string unit, Quantity quantity, CultureInfo culture) =>
        Sentences.For(culture, quantity.Value == 1 ? $"unit-{unit}-one" : $"unit-{unit}");

    /// <summary>"3 uur per week": a volume with its unit and how often it comes.</summary>
    public static string Volume(Quantity quantity, string unit, string frequency, CultureInfo culture) =>
        $"{quantity} {Unit(unit, quantity, culture)} {Sentences.For(culture, $"frequency-{frequency}")}";

    /// <summary>The name of a product in the language at hand.</summary>
    public static string Product(string nameNl, string nameEn, CultureInfo culture) => DayText.IsEnglish(culture) ? nameEn : nameNl;
}
