using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>
/// Puts the traces of the minutes that are over into a block, chained to the block before: from then on `Portal verify` finds one that was changed, added or
/// left out. Done every ten minutes by whichever portal process comes first.
/// </summary>
public sealed class SealTraces(Database database)
{
    /// <summary>A transaction that writes a trace has long been committed by then.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <returns>How many traces were sealed.</returns>
    public async Task<long> Do()
    {
        var sealedNow = 0L;
        await database.Overwrite(async session =>
        {
            await BooksLock.Take(session);
            var last = await LastBlock(session);
            var until = TraceIds.LowestAt(session.Now - Margin);
            database.TracesFrom(string.CompareOrdinal(until, last.UntilId) > 0 ? until : last.UntilId);
            if (string.CompareOrdinal(until, last.UntilId) <= 0)
            {
                // The clock was set back: what is written now gets ids after the last block.
                return;
            }

            using var block = new TraceBlock(last.Hash);
            using (var row = session.Rows(TraceBlock.TracesSql, ("@From", last.UntilId), ("@Until", until)))
            {
                while (row.Next())
                {
                    block.Add(row);
                }
            }

            if (block.Count > 0)
            {
                sealedNow = block.Count;
                await session.Execute(InsertSql, new { Number = last.Number + 1, UntilId = until, TraceCount = block.Count, Hash = block.Close(last.Number + 1, until) });
            }
        });
        return sealedNow;
    }

    internal sealed record Block(long Number, string UntilId, long TraceCount, string Hash);

    private static async Task<Block> LastBlock(Session session) => await session.FirstOrNone<Block>(LastSql) ?? new Block(0, "", 0, "");

    private const string LastSql = """
        SELECT number AS Number, until_id AS UntilId, trace_count AS TraceCount, hash AS Hash
        FROM trace_blocks
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string InsertSql = """
        INSERT INTO trace_blocks (number, until_id, trace_count, hash)
        VALUES (@Number, @UntilId, @TraceCount, @Hash)
        """;
}
