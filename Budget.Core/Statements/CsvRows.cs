using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Budget.Core.Iwmo;
using CsvHelper;

namespace Budget.Core.Statements;

/// <summary>
/// Reads a CSV that somebody hands in: UTF-8 with or without a byte order mark, semicolons, one header row with the columns in their order. Whatever it holds, the answer is what is wrong with it, all mistakes
/// together up to <see cref="MostMistakes"/>, or nothing. The row where it stands is this.
/// </summary>
internal sealed class CsvRows
{
    public const int MostMistakes = 50;

    /// <summary>No cell that can be right comes near it.</summary>
    private const int LongestCell = 40;

    private readonly CsvReader csv;
    private readonly IReadOnlyList<string> columns;
    private readonly List<CsvMistake> mistakes = [];

    private CsvRows(CsvReader csv, IReadOnlyList<string> columns) => (this.csv, this.columns) = (csv, columns);

    /// <summary>Of the file, counted from 1.</summary>
    public long Line => csv.LineNumber;

    /// <summary>Nothing was wrong so far, in this row or above it.</summary>
    public bool IsRight => mistakes.Count == 0;

    /// <summary>Of a file so long that it need not be read to say so.</summary>
    public static bool IsTooLarge(long bytes) => bytes > SafeXml.MaximumBytes + Encoding.UTF8.Preamble.Length;

    /// <param name="row">Is called at each row, and says what is wrong with it (<see cref="Check"/>).</param>
    /// <returns>The mistakes; none when there are none.</returns>
    public static IReadOnlyList<CsvMistake> Read(ReadOnlyMemory<byte> file, IReadOnlyList<string> columns, int mostRows, Action<CsvRows> row)
    {
        var content = file.Span.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        if (content.Length > SafeXml.MaximumBytes)
        {
            return [new CsvMistake("too-large")];
        }

        if (content.IsEmpty)
        {
            return [new CsvMistake("empty")];
        }

        // A sign U+0000 stands in no text: UTF-16, or no text at all.
        if (!Utf8.IsValid(content.Span) || content.Span.Contains((byte)0))
        {
            return [new CsvMistake("not-utf8")];
        }

        using var reader = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = ';',
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
        });
        try
        {
            return new CsvRows(reader, columns).Walk(mostRows, row);
        }
        catch (CsvFormatException fault)
        {
            return [new CsvMistake("not-csv", Math.Max(1, fault.LineNumber))];
        }
    }

    /// <summary>Without the spaces around it.</summary>
    public string Cell(string column)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            if (columns[at] == column)
            {
                return csv.GetString(at).Trim();
            }
        }

        throw new ArgumentOutOfRangeException(nameof(column));
    }

    public void Check(bool isRight, string code, string column, string detail = "")
    {
        if (!isRight)
        {
            Wrong(code, column, detail);
        }
    }

    public void Wrong(string code, string column, string detail = "") => mistakes.Add(new CsvMistake(code, csv.LineNumber, column, detail));

    private IReadOnlyList<CsvMistake> Walk(int mostRows, Action<CsvRows> row)
    {
        if (!csv.Read())
        {
            return [new CsvMistake("empty")];
        }

        if (WrongHeader() is { } wrong)
        {
            return [wrong];
        }

        var rows = 0;
        while (mistakes.Count < MostMistakes && csv.Read())
        {
            if (rows++ == mostRows)
            {
                return [new CsvMistake("too-many-rows", Detail: mostRows.ToString(CultureInfo.InvariantCulture))];
            }

            if (HasItsCells())
            {
                row(this);
            }
        }

        return mistakes.Count > 0 ? [.. mistakes.Take(MostMistakes)]
            : rows == 0 ? [new CsvMistake("no-rows")]
            : [];
    }

    private CsvMistake? WrongHeader()
    {
        // Nobody who meant this file writes so many: it is not looked at column by column.
        if (csv.FieldCount > 2 * columns.Count)
        {
            return new CsvMistake("header-unknown", 1, Detail: (columns.Count + 1).ToString(CultureInfo.InvariantCulture));
        }

        List<string> names = [];
        for (var at = 0; at < csv.FieldCount; at++)
        {
            names.Add(csv.GetSpan(at).Length > LongestCell ? "" : csv.GetString(at).Trim());
        }

        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1 && columns.Contains(same.Key, StringComparer.Ordinal))?.Key;
        var unknown = names.FindIndex(name => !columns.Contains(name, StringComparer.Ordinal));
        var missing = columns.FirstOrDefault(column => !names.Contains(column, StringComparer.Ordinal));
        return missing is not null ? new CsvMistake("header-missing", 1, missing)
            : twice is not null ? new CsvMistake("header-twice", 1, twice)
            : unknown >= 0 ? new CsvMistake("header-unknown", 1, Detail: (unknown + 1).ToString(CultureInfo.InvariantCulture))
            : !names.SequenceEqual(columns, StringComparer.Ordinal) ? new CsvMistake("header-order", 1, Detail: string.Join(';', columns))
            : null;
    }

    private bool HasItsCells()
    {
        if (csv.FieldCount != columns.Count)
        {
            Wrong("cells", "", columns.Count.ToString(CultureInfo.InvariantCulture));
            return false;
        }

        for (var at = 0; at < csv.FieldCount; at++)
        {
            if (csv.GetSpan(at).Length > LongestCell)
            {
                Wrong("too-long", columns[at]);
                return false;
            }
        }

        return true;
    }
}
