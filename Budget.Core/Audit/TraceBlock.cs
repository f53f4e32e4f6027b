using System.Security.Cryptography;
using System.Text;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>The hash over a stretch of traces and over the block before it: what SealTraces writes down and VerifyTraces computes again.</summary>
internal sealed class TraceBlock : IDisposable
{
    public const string TracesSql = $"""
        SELECT {Trace.Columns}
        FROM traces
        WHERE id >= @From
          AND id < @Until
        ORDER BY id
        """;

    private static readonly int ColumnCount = Trace.Columns.Split(',').Length;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="before">The hash of the block before; empty for the first.</param>
    public TraceBlock(string before) => hash.AppendData(Encoding.ASCII.GetBytes(before));

    public long Count { get; private set; }

    /// <summary>The next trace, in the order of ids: each column as it stands, with its length before it, so that nothing can move from one to the next.</summary>
    public void Add(StoredRows row)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        for (var column = 0; column < ColumnCount; column++)
        {
            // The one instant, which the engines give each in their own words.
            if (column == 1)
            {
                sheet.Add(row.Instant(column));
                continue;
            }

            var isThere = row.TryPlain(column, out var plain);
            sheet.Add(isThere ? plain.Length : -1L);
            sheet.Add(isThere ? plain : default);
        }

        Span<byte> digits = stackalloc byte[64];
        sheet.Hash(digits);
        hash.AppendData(digits);
        Count++;
    }

    public string Close(long number, string untilId)
    {
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"|{number}|{untilId}|{Count}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();
}
