using System.Globalization;
using System.Resources;

namespace Budget.Core.Statements;

/// <summary>What is wrong with a CSV, and where: the first {0} is the line of the file (counted from 1, the header too), {1} the column, {2} what else is to say. Never what stood in a cell.</summary>
public sealed record CsvMistake(string Code, long Line = 0, string Column = "", string Detail = "")
{
    /// <summary>The codes of the whole file, which have no line.</summary>
    public static readonly IReadOnlyList<string> OfTheFile = ["empty", "too-large", "not-utf8", "too-many-rows", "no-rows"];

    public static readonly IReadOnlyList<string> OfALine =
    [
        "not-csv", "header-missing", "header-unknown", "header-twice", "header-order", "cells", "too-long", "version", "town", "town-differs", "month", "month-differs", "number", "day",
        "one-day", "reversed", "over-months", "volume", "rate", "amount", "reference", "refused", "reference-missing", "reference-twice", "outcome", "day-ahead", "reason",
    ];
}

/// <summary>The sentence of a mistake, in the language of the reader.</summary>
public static class CsvMistakeText
{
    internal static readonly ResourceManager Sentences = new("Budget.Core.Statements.CsvMistakes", typeof(CsvMistakeText).Assembly);

    public static string For(CsvMistake mistake, CultureInfo culture) =>
        string.Format(culture, Sentences.GetString(mistake.Code, culture) ?? mistake.Code, mistake.Line, mistake.Column, mistake.Detail);
}
