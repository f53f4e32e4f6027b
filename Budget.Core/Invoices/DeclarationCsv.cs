using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Core.Invoices;

/// <summary>A declaration as CSV, version 1 (docs/decisions/0020): its columns, the empty file to fill in, and an example. The portal's page about it explains each column.</summary>
public static class DeclarationCsv
{
    public const string Version = "1";

    public const string VersionColumn = "versie";
    public const string Town = "gemeente";
    public const string Month = "maand";
    public const string Assignment = "toewijzing";
    public const string StartsOn = "begin";
    public const string EndsOn = "einde";
    public const string Volume = "aantal";
    public const string Rate = "tarief";
    public const string Amount = "bedrag";
    public const string Reference = "referentie";
    public const string Previous = "vorige_referentie";

    /// <summary>The columns, in order.</summary>
    public static readonly IReadOnlyList<string> Columns = [VersionColumn, Town, Month, Assignment, StartsOn, EndsOn, Volume, Rate, Amount, Reference, Previous];

    /// <summary>Those that every row has to fill in.</summary>
    public static readonly IReadOnlyList<string> Needed = [VersionColumn, Town, Month, Assignment, Volume];

    public static byte[] Template() => CsvFile.Write(Columns, []);

    /// <summary>Three rows: the least that is needed, all that can be filled in, and a line that takes another back.</summary>
    public static byte[] Example() => CsvFile.Write(Columns,
    [
        [Version, "0406", "202605", "100001", "", "", "12", "", "", "", ""],
        [Version, "0406", "202605", "100002", "04-05-2026", "31-05-2026", "9", "64,50", "580,50", "R2026-0012", ""],
        [Version, "0406", "202605", "100003", "01-04-2026", "30-04-2026", "8", "31,20", "249,60", "R2026-0013", "R2026-0007"],
    ]);

    /// <summary>A month as the file has it: 202605.</summary>
    public static string MonthOf(DateOnly day) => day.ToString("yyyyMM", CultureInfo.InvariantCulture);
}
