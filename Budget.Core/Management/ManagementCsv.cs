using System.Globalization;
using Budget.Core.Delivery;
using Budget.Core.Payments;
using Budget.Core.Statements;

namespace Budget.Core.Management;

/// <summary>The tables of the management page as CSV, version 1: one figure a row, so that a spreadsheet can put them together as it likes. What the page hides is not in it. A month in which more was taken back than
/// spent has that in a row of its own, because an amount with a minus is what a spreadsheet takes for a formula.</summary>
public static class ManagementCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the page that gives the file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns = ["jaar", "blok", "regel", "maat", "waarde", "eenheid"];

    public static byte[] Write(ManagementOverview.Answer answer)
    {
        var year = answer.Year.ToString(CultureInfo.InvariantCulture);
        return CsvFile.Write(Columns, Figures(answer).Select(figure => (string[])[year, figure.Block, figure.Row, figure.Measure, figure.Value, figure.Unit]));
    }

    private sealed record Figure(string Block, string Row, string Measure, string Value, string Unit);

    private static IEnumerable<Figure> Figures(ManagementOverview.Answer answer) =>
    [
        .. Spent(answer.Spent),
        .. answer.Categories.SelectMany(line => new[]
        {
            Euros("productcategorieën", line.Category, "begroot", line.PutAside), Euros("productcategorieën", line.Category, "toegekend", line.Granted),
            Euros("productcategorieën", line.Category, "besteed", line.Spent), Euros("productcategorieën", line.Category, "verwacht", line.Expected),
        }).OfType<Figure>(),
        .. Waiting(answer.Waiting),
        Count("betwist", "open", "regels", answer.Troubles.Disputes),
        Count("betwist", "aanbieder", "regels", answer.Troubles.DisputesForProvider),
        Count("betwist", "gemeente", "regels", answer.Troubles.DisputesForMunicipality),
        Count("betwist", "te laat", "regels", answer.Troubles.DisputesLate),
        .. answer.Troubles.Delivery.Select(watched => Count("levering", Word(watched.Trouble), "budgetten", watched.Count)),
        .. answer.Deadlines.Months.SelectMany(month => Terms("zes weken", month.StartsOn, month.Reports).Concat(Terms("twee weken", month.StartsOn, month.Decisions))),
        .. Parts("wijken", answer.Neighbourhoods),
        .. Parts("voorzieningen", answer.Products),
        .. answer.Towns.SelectMany(Town),
    ];

    private static IEnumerable<Figure> Spent(SpentOfYear spent) =>
    [
        .. spent.Months.SelectMany(month => SpentIn(Month(month.StartsOn), month.Spent, "in de maand").Concat(
            new[] { Euros("besteed", Month(month.StartsOn), "sinds januari", month.Together), Euros("besteed", Month(month.StartsOn), "begroot en gelijk verdeeld", month.Even) }.OfType<Figure>())),
        .. SpentIn("na het jaar", spent.Later, "in die tijd"),
    ];

    private static IEnumerable<Figure> SpentIn(string row, Money spent, string measure) =>
        new[] { Euros("besteed", row, measure, Money.Max(spent, Money.Zero)), Euros("besteed", row, $"teruggenomen {measure}", Money.Max(-spent, Money.Zero)) }.OfType<Figure>();

    private static IEnumerable<Figure> Waiting(WaitingMoney waiting) => new[]
    {
        ("0-10 dagen", waiting.Fresh), ("11-30 dagen", waiting.Running), ("meer dan 30 dagen", waiting.Late), ("apart gezet", waiting.SetAside),
        ("uren bij budgethouders", waiting.ForHolder), ("naar de SVB", waiting.ForSvb), ("naar de SVB, te laat", waiting.ForSvbLate),
    }.SelectMany(row => Sum(row.Item1, row.Item2));

    private static IEnumerable<Figure> Sum(string row, PaymentsDue.Sum sum) => [Count("wacht", row, "regels", sum.Lines), new("wacht", row, "bedrag", sum.Amount.ToDecimalComma(), Euro)];

    private static IEnumerable<Figure> Terms(string term, DateOnly month, DeadlinesMet.Count count) =>
        [Count($"termijn {term}", Month(month), "afgelopen", count.Ended), Count($"termijn {term}", Month(month), "gehaald", count.Met)];

    private static IEnumerable<Figure> Parts(string block, ShownParts parts)
    {
        IEnumerable<(string Row, SupportPart Part)> rows = parts.Parts.Select(part => (part.Code.Length == 0 ? "wijk niet bekend" : part.Code, part));
        if (parts.Together is { } together)
        {
            rows = rows.Append(("samengenomen", together));
        }

        return rows.SelectMany(row => new[]
        {
            Count(block, row.Row, "inwoners", row.Part.Residents), Euros(block, row.Row, "toegekend", row.Part.Granted), Euros(block, row.Row, "besteed", row.Part.Spent),
        }).OfType<Figure>();
    }

    private static IEnumerable<Figure> Town(TownFigures town) => new[]
    {
        town.Residents is { } residents ? Count(Towns, town.Code, "inwoners, op tien afgerond", residents) : null,
        Euros(Towns, town.Code, "toegekend per inwoner, op tien afgerond", town.GrantedEach),
        Euros(Towns, town.Code, "besteed per inwoner, op tien afgerond", town.SpentEach),
        town.DeadlinesPercent is { } percent ? new Figure(Towns, town.Code, "termijnen gehaald", DecimalComma(percent, "0.#"), "procent") : null,
        town.DisputedPerThousand is { } disputed ? new Figure(Towns, town.Code, "betwist per 1000 regels", DecimalComma(disputed, "0.0"), "aantal") : null,
        town.DaysToPayment is { } days ? Count(Towns, town.Code, "dagen tot betaling", days) : null,
    }.OfType<Figure>();

    private const string Towns = "gemeenten";

    private const string Euro = "euro";

    private static string DecimalComma(decimal figure, string format) => figure.ToString(format, CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>As the page says it.</summary>
    private static string Word(DeliveryTrouble trouble) => trouble switch
    {
        DeliveryTrouble.NobodyCame => "er kwam niemand",
        DeliveryTrouble.NoProvider => "nog geen aanbieder gekozen",
        DeliveryTrouble.NoStart => "de hulp is niet begonnen",
        _ => "nog geen zorgovereenkomst",
    };

    private static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static Figure Count(string block, string row, string measure, long count) => new(block, row, measure, count.ToString(CultureInfo.InvariantCulture), "aantal");

    private static Figure? Euros(string block, string row, string measure, Money? amount) => amount is { } known ? new(block, row, measure, known.ToDecimalComma(), Euro) : null;
}
