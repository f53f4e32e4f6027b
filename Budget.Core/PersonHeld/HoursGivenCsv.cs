using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Statements;

namespace Budget.Core.PersonHeld;

/// <summary>What a helper gave, as CSV: a line for each month and agreement.</summary>
public static class HoursGivenCsv
{
    public static readonly IReadOnlyList<string> Columns = ["maand", "wie", "zorgovereenkomst", "hoeveel", "eenheid", "goedgekeurd", "betaald"];

    /// <summary>Dutch, whoever reads it: a program that reads the file looks for the same words each time.</summary>
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    private static readonly Quantity One = new(1);

    public static byte[] Write(HoursGiven.Answer answer) => CsvFile.Write(Columns, answer.Months.SelectMany(month => month.Rows.Select(row => (string[])
    [
        month.StartsOn.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        row.ResidentName,
        row.AgreementNumber,
        row.Volume.Value.ToString("0.##", Dutch),
        PostingText.Unit(row.Unit, One, Dutch),
        row.Approved.ToDecimalComma(),
        row.Paid.ToDecimalComma(),
    ])));
}
