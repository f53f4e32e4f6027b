using System.Globalization;
using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>The postings of a statement as CSV, version 1, in the order of the book.</summary>
public static class PostingsCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "budget", "nummer", "geboekt_op", "datum", "soort", "omschrijving", "van", "naar", "bedrag",
        "toegekend", "gereserveerd", "besteed", "beschikbaar", "corrigeert",
    ];

    public static byte[] Write(Statement statement, CultureInfo culture) => CsvFile.Write(Columns, statement.Lines.Select(line => (string[])
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
    ]));
}
