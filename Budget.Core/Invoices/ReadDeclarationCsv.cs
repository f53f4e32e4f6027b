using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Core.Invoices;

/// <summary>
/// Reads a declaration from a CSV (<see cref="DeclarationCsv"/>): UTF-8 with or without a byte order mark, semicolons, one header row with the columns in their order. A file holds one
/// month for one municipality. Whatever it holds, the answer is what was declared or what is wrong, all mistakes together up to <see cref="MostMistakes"/>.
/// </summary>
public static class ReadDeclarationCsv
{
    public const int MostRows = 20_000;
    public const int MostMistakes = CsvRows.MostMistakes;

    private const int LongestReference = 20;

    /// <param name="Entry">None when there are mistakes.</param>
    /// <param name="Lines">On which line of the file each line of the entry stands.</param>
    public sealed record Reading(DeclareHelp.Entry? Entry, IReadOnlyList<long> Lines, IReadOnlyList<CsvMistake> Mistakes);

    /// <summary>Of a file so long that it need not be read to say so.</summary>
    public static bool IsTooLarge(long bytes) => CsvRows.IsTooLarge(bytes);

    public static Reading Read(ReadOnlyMemory<byte> file)
    {
        var rows = new Rows();
        var mistakes = CsvRows.Read(file, DeclarationCsv.Columns, MostRows, rows.Take);
        return mistakes.Count > 0 ? new Reading(Entry: null, [], mistakes) : rows.Read();
    }

    private sealed class Rows
    {
        private readonly List<DeliveredHelp> delivered = [];
        private readonly List<long> lines = [];
        private CsvRows row = null!;
        private string? town;
        private DateOnly? month;

        public Reading Read() => new(new DeclareHelp.Entry(town!, month!.Value, delivered), lines, []);

        public void Take(CsvRows next)
        {
            row = next;
            lines.Add(row.Line);
            row.Check(Cell(DeclarationCsv.VersionColumn) == DeclarationCsv.Version, "version", DeclarationCsv.VersionColumn, DeclarationCsv.Version);
            Town(Cell(DeclarationCsv.Town));
            Month(Cell(DeclarationCsv.Month));
            var number = long.TryParse(Cell(DeclarationCsv.Assignment), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits is > 0 and <= 999_999_999 ? digits : 0;
            row.Check(number > 0, "number", DeclarationCsv.Assignment);
            var period = Period();
            row.Check(Quantity.TryParse(Cell(DeclarationCsv.Volume), out var volume), "volume", DeclarationCsv.Volume);
            var rate = Amount(DeclarationCsv.Rate, "rate");
            var amount = Amount(DeclarationCsv.Amount, "amount");
            var (reference, previous) = (Name(DeclarationCsv.Reference), Name(DeclarationCsv.Previous));
            if (row.IsRight)
            {
                delivered.Add(new DeliveredHelp(number, volume, period, rate, amount, reference, previous));
            }
        }

        /// <summary>A spreadsheet takes the zero in front away: 406 is 0406.</summary>
        private void Town(string cell)
        {
            var code = cell.Length is 3 or 4 && cell.All(char.IsAsciiDigit) ? cell.PadLeft(4, '0') : "";
            row.Check(code.Length > 0, "town", DeclarationCsv.Town);
            town ??= code.Length > 0 ? code : null;
            row.Check(code.Length == 0 || code == town, "town-differs", DeclarationCsv.Town, town ?? "");
        }

        private void Month(string cell)
        {
            var isMonth = DateOnly.TryParseExact(cell, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 1900 and <= 2200;
            row.Check(isMonth, "month", DeclarationCsv.Month);
            month ??= isMonth ? first : null;
            row.Check(!isMonth || first == month, "month-differs", DeclarationCsv.Month, month is { } one ? DeclarationCsv.MonthOf(one) : "");
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
                row.Wrong("one-day", begin.Length == 0 ? DeclarationCsv.StartsOn : DeclarationCsv.EndsOn);
                return null;
            }

            var (isStart, isEnd) = (DayText.TryParse(begin, out var startsOn), DayText.TryParse(end, out var endsOn));
            row.Check(isStart, "day", DeclarationCsv.StartsOn);
            row.Check(isEnd, "day", DeclarationCsv.EndsOn);
            if (!isStart || !isEnd)
            {
                return null;
            }

            if (endsOn < startsOn)
            {
                row.Wrong("reversed", DeclarationCsv.EndsOn);
                return null;
            }

            var period = new Period(startsOn, endsOn);
            row.Check(period.IsInsideOneMonth, "over-months", DeclarationCsv.EndsOn);
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
            row.Check(isRead, code, column);
            return isRead ? amount : null;
        }

        private string? Name(string column)
        {
            var cell = Cell(column);
            row.Check(cell.Length <= LongestReference && cell.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '_' or '/'), "reference", column);
            return cell.Length == 0 ? null : cell;
        }

        private string Cell(string column) => row.Cell(column);
    }
}
