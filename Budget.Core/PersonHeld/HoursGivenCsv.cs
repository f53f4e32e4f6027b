using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Statements;

namespace Budget.Core.PersonHeld;

/// <summary>What a helper gave, as CSV: a line for each month and agreement.</summary>
public static class HoursGivenCsv
{
    public static readonly IReadOnlyList<string> Columns = ["maand", "wie", "zorgovereenkomst", "hoeveel", "eenheid", "goedgekeurd", "betaald"];

    public static byte[] Write(HoursGiven.Answer answer, CultureInfo culture) => CsvFile.Write(Columns, answer.Months.SelectMany(month => month.Rows.Select(row => (string[])
    [
        month.StartsOn.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        row.ResidentName,
        row.AgreementNumber,
        row.Volume.Value.ToString("0.##", CultureInfo.GetCultureInfo("nl-NL")),
        PostingText.Unit(row.Unit, row.Volume, culture),
        row.Approved.ToDecimalComma(),
        row.Paid.ToDecimalComma(),
    ])));
}
