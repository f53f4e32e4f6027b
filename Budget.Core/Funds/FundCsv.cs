using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Core.Funds;

/// <summary>
/// The fund of a year as CSV, version 1: a row per product category, no total. What is left and what is short are two columns, because an amount with a minus is what a spreadsheet takes for a formula; all four are empty where
/// nobody said what was put aside.
/// </summary>
public static class FundCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "jaar", "categorie", "budgetten", "begroot", "toegekend", "gereserveerd", "besteed", "verwacht", "over", "tekort", "verwacht_over", "verwacht_tekort",
    ];

    public static byte[] Write(FundOverview.Answer fund) => CsvFile.Write(Columns, fund.Lines.Select(line => (string[])
    [
        fund.Year.ToString(CultureInfo.InvariantCulture),
        line.Category,
        line.Budgets.ToString(CultureInfo.InvariantCulture),
        line.PutAside?.ToDecimalComma() ?? "",
        line.Granted.ToDecimalComma(),
        line.Reserved.ToDecimalComma(),
        line.Spent.ToDecimalComma(),
        line.Expected.ToDecimalComma(),
        Above(line.Left),
        Above(-line.Left),
        Above(line.LeftExpected),
        Above(-line.LeftExpected),
    ]));

    private static string Above(Money? amount) => amount is { } known ? Money.Max(known, Money.Zero).ToDecimalComma() : "";
}
