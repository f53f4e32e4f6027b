using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// What a posting was booked on, as one hash that goes into the posting's own: whoever changes the decision, the assignment, the invoice line
/// or the claim afterwards, changes it away from what the chain says (docs/decisions/0006-the-chain-and-its-daily-head.md). SHA-256 over the columns of
/// the row that hold something, in their order: of each its place in the row from 1, its length in bytes, and itself. A second row begins at place 101. A
/// column that is added at the end of a row later, and holds nothing in older ones, leaves their seals as they are.
/// </summary>
internal static class Seal
{
    private const int FromRowToRow = 100;

    /// <param name="rows">Each as it is written: text, whole numbers, days, instants, ids or nothing.</param>
    public static string Of(params ReadOnlySpan<object?[]> rows)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        Span<byte> room = stackalloc byte[SqlTypes.LongestPlain];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                var fact = rows[row][column];
                if (fact is string text)
                {
                    text = SqlTypes.Text(text);
                    Begin(ref sheet, row, column, Encoding.UTF8.GetByteCount(text));
                    sheet.Add(text);
                }
                else if (fact is not null)
                {
                    var length = SqlTypes.WritePlain(fact, room);
                    Begin(ref sheet, row, column, length);
                    sheet.Add(room[..length]);
                }
            }
        }

        return sheet.Hash();
    }

    /// <summary>The same over rows as they stand, one behind the other.</summary>
    /// <param name="columns">How many columns each row has.</param>
    /// <param name="digits">Receives the 64 digits.</param>
    public static void Of(StoredRows stored, int firstColumn, ReadOnlySpan<int> columns, Span<byte> digits)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        for (var row = 0; row < columns.Length; row++)
        {
            for (var column = 0; column < columns[row]; column++)
            {
                if (stored.TryPlain(firstColumn++, out var plain))
                {
                    Begin(ref sheet, row, column, plain.Length);
                    sheet.Add(plain);
                }
            }
        }

        sheet.Hash(digits);
    }

    /// <summary>How many columns a list names.</summary>
    public static int Count(string columns) => columns.AsSpan().Count(',') + 1;

    private static void Begin(ref HashSheet sheet, int row, int column, long length)
    {
        sheet.Add((row * FromRowToRow) + column + 1L);
        sheet.Add(length);
    }
}
