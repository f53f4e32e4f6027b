using System.Globalization;
using Budget.Core.Payments;

namespace Budget.Core.Statements;

/// <summary>The account card of a provider as CSV, version 1: a row for the opening balance, one for each movement, and one for the closing balance.</summary>
public static class CreditorCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about this file explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "geboekt", "wat", "declaratie", "maand_van", "maand_tot", "betaling", "boekingen", "debet", "credit", "saldo", "overgemaakt",
    ];

    public static byte[] Write(CreditorAccount.Answer card) => CsvFile.Write(Columns,
    [
        [card.Booked.StartsOn.InDigits(), "beginsaldo", "", "", "", "", "", "", "", card.Opening.ToDecimalComma(), ""],
        .. card.Rows.Select(row => (string[])
        [
            row.PostedOn.InDigits(),
            Word(row.What),
            row.DeclarationNumber ?? "",
            row.StartsOn?.InDigits() ?? "",
            row.EndsOn?.InDigits() ?? "",
            row.RunNumber ?? "",
            row.Lines.ToString(CultureInfo.InvariantCulture),
            row.Debit.ToDecimalComma(),
            row.Credit.ToDecimalComma(),
            row.Balance.ToDecimalComma(),
            row.Transferred?.ToDecimalComma() ?? "",
        ]),
        [card.Booked.EndsOn.InDigits(), "eindsaldo", "", "", "", "", "", card.Debit.ToDecimalComma(), card.Credit.ToDecimalComma(), card.Closing.ToDecimalComma(), ""],
    ]);

    /// <summary>A movement in the word that the page about this file explains.</summary>
    private static string Word(string what) => what switch
    {
        "declared" => "declaratie",
        "credited" => "creditering",
        "settled" => "betwisting",
        "corrected" => "correctie",
        "paid" => "betaling",
        "returned" => "terug_van_bank",
        _ => "teruggenomen",
    };
}
