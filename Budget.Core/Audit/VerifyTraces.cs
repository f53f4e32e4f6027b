using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>Computes every block of traces again, from the first on, and names the first that does not hold what was sealed.</summary>
public sealed class VerifyTraces(Database database)
{
    /// <param name="Fault">One sentence, or none.</param>
    public sealed record Answer(long Traces, long Blocks, string? Fault);

    public Task<Answer> Run() => database.Read(async session =>
    {
        var blocks = await session.List<SealTraces.Block>(BlocksSql);
        var (traces, before, from) = (0L, "", "");
        foreach (var (block, number) in blocks.Select((block, index) => (block, index + 1L)))
        {
            if (block.Number != number || string.CompareOrdinal(block.UntilId, from) <= 0)
            {
                return new Answer(traces, number - 1, $"block {number} of the traces is missing or out of order");
            }

            using var again = new TraceBlock(before);
            using (var row = session.Rows(TraceBlock.TracesSql, ("@From", from), ("@Until", block.UntilId)))
            {
                while (row.Next())
                {
                    again.Add(row);
                }
            }

            if (again.Count != block.TraceCount)
            {
                return new Answer(traces, number - 1, $"block {number} of the traces holds {again.Count} where {block.TraceCount} were sealed");
            }

            if (again.Close(number, block.UntilId) != block.Hash)
            {
                return new Answer(traces, number - 1, $"a trace in block {number} was changed after it was sealed");
            }

            traces += again.Count;
            (before, from) = (block.Hash, block.UntilId);
        }

        return new Answer(traces, blocks.Count, Fault: null);
    });

    /// <summary>Tells whoever watches over the installation.</summary>
    public Task Raise() => database.Overwrite(session => RaiseAlert.Raise(session, Actor.System(""), AlertKind.Traces, resident: null, amount: 1));

    private const string BlocksSql = """
        SELECT number AS Number, until_id AS UntilId, trace_count AS TraceCount, hash AS Hash
        FROM trace_blocks
        ORDER BY number
        """;
}
