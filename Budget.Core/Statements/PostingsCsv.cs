using System.Globalization;
using Budget.Core.Ledger;
using CsvHelper;

namespace Budget.Core.Statements;

/// <summary>
/// The postings of a statement as CSV, version 1: UTF-8 with BOM, semicolons, comma decimals, one header row, in the order of the book.
/// A cell that a spreadsheet would take for a formula is disarmed.
/// </summary>
public static class PostingsCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "budget", "nummer", "geboekt_op", "datum", "soort", "omschrijving", "van", "naar", "bedrag",
        "toegekend", "gereserveerd", "besteed", "beschikbaar", "corrigeert",
    ];

    public static byte[] Write(Statement statement, CultureInfo culture)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions
        {
            Separator = ';',
            Injection = CsvInjection.Escape,
            WriteByteOrderMark = true,
        }, leaveOpen: true))
        {
            csv.WriteHeader([.. Columns]);
            foreach (var line in statement.Lines)
            {
                csv.WriteRecord(
                [
                    statement.Budget.Number,
                    line.Number.ToString(CultureInfo.InvariantCulture),
                    line.PostedOn.InDigits(),
                    line.OccurredOn.InDigits(),
                    line.Kind,
                    PostingText.For(line, culture),
                    line.FromAccount,
                    line.ToAccount,
                    line.Amount.ToDecimalComma(),
                    line.After.Granted.ToDecimalComma(),
                    line.After.Reserved.ToDecimalComma(),
                    line.After.Spent.ToDecimalComma(),
                    line.After.Available.ToDecimalComma(),
                    line.ReversesNumber?.ToString(CultureInfo.InvariantCulture) ?? "",
                ]);
            }
        }

        return bytes.ToArray();
    }
}
