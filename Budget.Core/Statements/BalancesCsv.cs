using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>The balances of all budgets on a day as CSV, version 1: what was booked by then, and what counted by the day of the support.</summary>
public static class BalancesCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "budget", "geboekt_beschikbaar", "geboekt_gereserveerd", "geboekt_te_betalen", "geboekt_betaald",
        "telt_beschikbaar", "telt_gereserveerd", "telt_te_betalen", "telt_betaald",
    ];

    public static byte[] Write(IEnumerable<BalancesOfBudgets.Line> lines) => CsvFile.Write(Columns, lines.Select(line => (string[])
    [
        line.Number,
        line.ByBooking.Available.ToDecimalComma(),
        line.ByBooking.Reserved.ToDecimalComma(),
        line.ByBooking.Payable.ToDecimalComma(),
        line.ByBooking.Paid.ToDecimalComma(),
        line.ByCare.Available.ToDecimalComma(),
        line.ByCare.Reserved.ToDecimalComma(),
        line.ByCare.Payable.ToDecimalComma(),
        line.ByCare.Paid.ToDecimalComma(),
    ]));
}
