using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Budget.Core.Iwmo;
using CsvHelper;

namespace Budget.Core.Invoices;

/// <summary>
/// Reads a declaration from a CSV (<see cref="DeclarationCsv"/>): UTF-8 with or without a byte order mark, semicolons, one header row with the columns in their order. A file holds one
/// month for one municipality. Whatever it holds, the answer is what was declared or what is wrong, all mistakes together up to <see cref="MostMistakes"/>.
/// </summary>
public static class ReadDeclarationCsv
{
    public const int MostRows = 20_000;
    public const int MostMistakes = 50;

    /// <summary>No cell that can be right comes near it.</summary>
    private const int LongestCell = 40;
    private const int LongestReference = 20;

    /// <param name="Entry">None when there are mistakes.</param>
    /// <param name="Lines">On which line of the file each line of the entry stands.</param>
    public sealed record Reading(DeclareHelp.Entry? Entry, IReadOnlyList<long> Lines, IReadOnlyList<CsvMistake> Mistakes)
    {
        internal static Reading Wrong(string code, long line = 0, string column = "", string detail = "") => new(Entry: null, [], [new CsvMistake(code, line, column, detail)]);
    }

    /// <summary>Of a file so long that it need not be read to say so.</summary>
    public static bool IsTooLarge(long bytes) => bytes > SafeXml.MaximumBytes + Encoding.UTF8.Preamble.Length;

    public static Reading Read(ReadOnlyMemory<byte> file)
    {
        var content = file.Span.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        if (content.Length > SafeXml.MaximumBytes)
        {
            return Reading.Wrong("too-large");
        }

        if (content.IsEmpty)
        {
            return Reading.Wrong("empty");
        }

        // A sign U+0000 stands in no text: UTF-16, or no text at all.
        if (!Utf8.IsValid(content.Span) || content.Span.Contains((byte)0))
        {
            return Reading.Wrong("not-utf8");
        }

        using var csv = CsvReader.Create(content, new CsvReaderOptions
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
            return new Rows(csv).Read();
        }
        catch (CsvFormatException fault)
        {
            return Reading.Wrong("not-csv", Math.Max(1, fault.LineNumber));
        }
    }

    private sealed class Rows(CsvReader csv)
    {
        private readonly List<CsvMistake> mistakes = [];
        private readonly List<DeliveredHelp> delivered = [];
        private readonly List<long> lines = [];
        private string? town;
        private DateOnly? month;

        public Reading Read()
        {
            if (!csv.Read())
            {
                return Reading.Wrong("empty");
            }

            if (WrongHeader() is { } wrong)
            {
                return new Reading(Entry: null, [], [wrong]);
            }

            while (mistakes.Count < MostMistakes && csv.Read())
            {
                if (lines.Count == MostRows)
                {
                    return Reading.Wrong("too-many-rows", detail: MostRows.ToString(CultureInfo.InvariantCulture));
                }

                lines.Add(csv.LineNumber);
                Row();
            }

            return mistakes.Count > 0 ? new Reading(Entry: null, [], [.. mistakes.Take(MostMistakes)])
                : lines.Count == 0 ? Reading.Wrong("no-rows")
                : new Reading(new DeclareHelp.Entry(town!, month!.Value, delivered), lines, []);
        }

        private CsvMistake? WrongHeader()
        {
            // Nobody who meant this file writes so many: it is not looked at column by column.
            if (csv.FieldCount > 2 * DeclarationCsv.Columns.Count)
            {
                return new CsvMistake("header-unknown", 1, Detail: (DeclarationCsv.Columns.Count + 1).ToString(CultureInfo.InvariantCulture));
            }

            List<string> names = [];
            for (var at = 0; at < csv.FieldCount; at++)
            {
                names.Add(csv.GetSpan(at).Length > LongestCell ? "" : csv.GetString(at).Trim());
            }

            var columns = DeclarationCsv.Columns;
            var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1 && columns.Contains(same.Key, StringComparer.Ordinal))?.Key;
            var unknown = names.FindIndex(name => !columns.Contains(name, StringComparer.Ordinal));
            var missing = columns.FirstOrDefault(column => !names.Contains(column, StringComparer.Ordinal));
            return missing is not null ? new CsvMistake("header-missing", 1, missing)
                : twice is not null ? new CsvMistake("header-twice", 1, twice)
                : unknown >= 0 ? new CsvMistake("header-unknown", 1, Detail: (unknown + 1).ToString(CultureInfo.InvariantCulture))
                : !names.SequenceEqual(columns, StringComparer.Ordinal) ? new CsvMistake("header-order", 1, Detail: string.Join(';', columns))
                : null;
        }

        private void Row()
        {
            if (csv.FieldCount != DeclarationCsv.Columns.Count)
            {
                Wrong("cells", "", DeclarationCsv.Columns.Count.ToString(CultureInfo.InvariantCulture));
                return;
            }

            for (var at = 0; at < csv.FieldCount; at++)
            {
                if (csv.GetSpan(at).Length > LongestCell)
                {
                    Wrong("too-long", DeclarationCsv.Columns[at]);
                    return;
                }
            }

            Check(Cell(DeclarationCsv.VersionColumn) == DeclarationCsv.Version, "version", DeclarationCsv.VersionColumn, DeclarationCsv.Version);
            Town(Cell(DeclarationCsv.Town));
            Month(Cell(DeclarationCsv.Month));
            var number = long.TryParse(Cell(DeclarationCsv.Assignment), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits is > 0 and <= 999_999_999 ? digits : 0;
            Check(number > 0, "number", DeclarationCsv.Assignment);
            var period = Period();
            Check(Quantity.TryParse(Cell(DeclarationCsv.Volume), out var volume), "volume", DeclarationCsv.Volume);
            var rate = Amount(DeclarationCsv.Rate, "rate");
            var amount = Amount(DeclarationCsv.Amount, "amount");
            var (reference, previous) = (Name(DeclarationCsv.Reference), Name(DeclarationCsv.Previous));
            if (mistakes.Count == 0)
            {
                delivered.Add(new DeliveredHelp(number, volume, period, rate, amount, reference, previous));
            }
        }

        /// <summary>A spreadsheet takes the zero in front away: 406 is 0406.</summary>
        private void Town(string cell)
        {
            var code = cell.Length is 3 or 4 && cell.All(char.IsAsciiDigit) ? cell.PadLeft(4, '0') : "";
            Check(code.Length > 0, "town", DeclarationCsv.Town);
            town ??= code.Length > 0 ? code : null;
            Check(code.Length == 0 || code == town, "town-differs", DeclarationCsv.Town, town ?? "");
        }

        private void Month(string cell)
        {
            var isMonth = DateOnly.TryParseExact(cell, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 1900 and <= 2200;
            Check(isMonth, "month", DeclarationCsv.Month);
            month ??= isMonth ? first : null;
            Check(!isMonth || first == month, "month-differs", DeclarationCsv.Month, month is { } one ? DeclarationCsv.MonthOf(one) : "");
        }

        private Period? Period()
        {
            var (begin, end) = (Cell(DeclarationCsv.StartsOn), Cell(DeclarationCsv.EndsOn));
            if (begin.Length == 0 && end.Length == 0)
            {
                return null;
            }

            if (begin.Length == 0 || end.Length == 0)
            {
                Wrong("one-day", begin.Length == 0 ? DeclarationCsv.StartsOn : DeclarationCsv.EndsOn);
                return null;
            }

            var (isStart, isEnd) = (DayText.TryParse(begin, out var startsOn), DayText.TryParse(end, out var endsOn));
            Check(isStart, "day", DeclarationCsv.StartsOn);
            Check(isEnd, "day", DeclarationCsv.EndsOn);
            if (!isStart || !isEnd)
            {
                return null;
            }

            if (endsOn < startsOn)
            {
                Wrong("reversed", DeclarationCsv.EndsOn);
                return null;
            }

            var period = new Period(startsOn, endsOn);
            Check(period.IsInsideOneMonth, "over-months", DeclarationCsv.EndsOn);
            return period;
        }

        private Money? Amount(string column, string code)
        {
            var cell = Cell(column);
            if (cell.Length == 0)
            {
                return null;
            }

            var isRead = Money.TryParse(cell, out var amount);
            Check(isRead, code, column);
            return isRead ? amount : null;
        }

        private string? Name(string column)
        {
            var cell = Cell(column);
            Check(cell.Length <= LongestReference && cell.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '_' or '/'), "reference", column);
            return cell.Length == 0 ? null : cell;
        }

        private string Cell(string column) => csv.GetString(Places[column]).Trim();

        private void Check(bool isRight, string code, string column, string detail = "")
        {
            if (!isRight)
            {
                Wrong(code, column, detail);
            }
        }

        private void Wrong(string code, string column, string detail = "") => mistakes.Add(new CsvMistake(code, csv.LineNumber, column, detail));

        private static readonly Dictionary<string, int> Places = DeclarationCsv.Columns.Select((column, at) => (column, at)).ToDictionary(one => one.column, one => one.at, StringComparer.Ordinal);
    }
}
