using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// What a posting was booked on, as one hash that goes into the posting's own: whoever changes the decision, the assignment, the invoice line
/// or the claim afterwards, changes it away from what the chain says (docs/decisions/0006-the-chain-and-its-daily-head.md). SHA-256 over the columns of the
/// row in their order: of each its length in bytes and the column itself, and a dash for a column that holds nothing.
/// </summary>
internal static class Seal
{
    /// <param name="facts">As they are written into the row: text, whole numbers, days, instants, ids or nothing.</param>
    public static string Of(params ReadOnlySpan<object?> facts)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        Span<byte> room = stackalloc byte[SqlTypes.LongestPlain];
        foreach (var fact in facts)
        {
            if (fact is string text)
            {
                text = SqlTypes.Text(text);
                sheet.Add((long)Encoding.UTF8.GetByteCount(text));
                sheet.Add(text);
            }
            else
            {
                Add(ref sheet, fact is not null, fact is null ? default : room[..SqlTypes.WritePlain(fact, room)]);
            }
        }

        return sheet.Hash();
    }

    /// <summary>The same over a row as it stands.</summary>
    /// <param name="digits">Receives the 64 digits.</param>
    public static void Of(StoredRows row, int firstColumn, int columns, Span<byte> digits)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        for (var column = firstColumn; column < firstColumn + columns; column++)
        {
            Add(ref sheet, row.TryPlain(column, out var plain), plain);
        }

        sheet.Hash(digits);
    }

    private static void Add(ref HashSheet sheet, bool isThere, ReadOnlySpan<byte> plain)
    {
        if (isThere)
        {
            sheet.Add((long)plain.Length);
        }

        sheet.Add(isThere ? plain : "-"u8);
    }
}
