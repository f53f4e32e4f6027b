using System.Globalization;
using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>All heads of days as CSV, version 1: enough to compute the chain of heads again without the portal.</summary>
public static class HeadsCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["dag", "budgetten", "boekingen", "beschikbaar", "gereserveerd", "te_betalen", "betaald", "wortel", "afgesloten_tot", "afgesloten_jaar",
         "controlegetal", "opgeschreven"];

    public static byte[] Write(IEnumerable<HeadsOfDays.Head> heads) => CsvFile.Write(Columns, heads.Select(head => (string[])
    [
        head.Day.InDigits(),
        head.Budgets.ToString(CultureInfo.InvariantCulture),
        head.Postings.ToString(CultureInfo.InvariantCulture),
        head.Available.ToDecimalComma(),
        head.Reserved.ToDecimalComma(),
        head.Payable.ToDecimalComma(),
        head.Paid.ToDecimalComma(),
        head.Root,
        head.ClosedUntil?.InDigits() ?? "",
        head.ClosedYear?.ToString(CultureInfo.InvariantCulture) ?? "",
        head.Hash,
        head.WrittenAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    ]));
}
