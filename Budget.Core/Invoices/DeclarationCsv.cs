using System.Globalization;
using System.Resources;
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

/// <summary>What is wrong with a CSV, and where: the first {0} is the line of the file (counted from 1, the header too), {1} the column, {2} what else is to say. Never what stood in a cell.</summary>
public sealed record CsvMistake(string Code, long Line = 0, string Column = "", string Detail = "")
{
    /// <summary>The codes of the whole file, which have no line.</summary>
    public static readonly IReadOnlyList<string> OfTheFile = ["empty", "too-large", "not-utf8", "too-many-rows", "no-rows"];

    public static readonly IReadOnlyList<string> OfALine =
    [
        "not-csv", "header-missing", "header-unknown", "header-twice", "header-order", "cells", "too-long", "version", "town", "town-differs", "month", "month-differs", "number", "day",
        "one-day", "reversed", "over-months", "volume", "rate", "amount", "reference", "refused",
    ];
}

/// <summary>The sentence of a mistake, in the language of the reader.</summary>
public static class CsvMistakeText
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.Invoices.CsvMistakes", typeof(CsvMistakeText).Assembly);

    public static string For(CsvMistake mistake, CultureInfo culture) =>
        string.Format(culture, Sentences.GetString(mistake.Code, culture) ?? mistake.Code, mistake.Line, mistake.Column, mistake.Detail);
}
