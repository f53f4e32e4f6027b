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

    /// <summary>A town's week; the first time there may be years of them.</summary>
    private const int MostInABlock = 100_000;

    /// <returns>How many traces were sealed.</returns>
    public async Task<long> Do()
    {
        var (all, block) = (0L, 0L);
        do
        {
            block = await NextBlock();
            all += block;
        }
        while (block == MostInABlock);
        return all;
    }

    private Task<long> NextBlock() => database.Overwrite(async session =>
    {
        // Of its own: traces are sealed also while a fault stands in the ledger, and nobody who books waits for it.
        var last = await session.LockAndRead<Block>(LastSql, new { });
        var until = TraceIds.LowestAt(session.Now - Margin);
        var isLater = string.CompareOrdinal(until, last.UntilId) > 0;
        database.TracesFrom(isLater ? until : last.UntilId);
        if (!isLater)
        {
            // The clock was set back: what is written now gets ids after the last block.
            return 0L;
        }

        using var block = new TraceBlock(last.Hash);
        using (var row = session.Rows(TraceBlock.TracesSql, ("@From", last.UntilId), ("@Until", until)))
        {
            while (row.Next())
            {
                if (block.Count == MostInABlock)
                {
                    // The first of the next block.
                    until = row.TextOf(0);
                    break;
                }

                block.Add(row);
            }
        }

        if (block.Count > 0)
        {
            await session.Execute(InsertSql, new { Number = last.Number + 1, UntilId = until, TraceCount = block.Count, Hash = block.Close(last.Number + 1, until) });
        }

        return block.Count;
    });

    internal sealed record Block(long Number, string UntilId, long TraceCount, string Hash);

    private const string LastSql = """
        /*postgresql
        SELECT CAST(pg_advisory_xact_lock(7402026) AS TEXT);
        */
        SELECT COALESCE(MAX(number), 0) AS Number, COALESCE(MAX(until_id), '') AS UntilId, CAST(0 AS BIGINT) AS TraceCount,
               COALESCE((SELECT hash FROM trace_blocks ORDER BY number DESC LIMIT 1), '') AS Hash
        FROM trace_blocks
        """;

    private const string InsertSql = """
        INSERT INTO trace_blocks (number, until_id, trace_count, hash)
        VALUES (@Number, @UntilId, @TraceCount, @Hash)
        """;
}
