using Budget.Core.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Budget.Tests.Support;

/// <summary>
/// How much an engine does for something, without a clock: on SQLite how often its machine asks whether it should go on (at each row and each jump), on
/// PostgreSQL how many rows it reads.
/// </summary>
internal static class Work
{
    public static async Task<long> Of(Session session, Func<Task> work)
    {
        await session.Wire.Flush();
        if (session.Wire.Connection is SqliteConnection sqlite)
        {
            var steps = 0L;
            raw.sqlite3_progress_handler(sqlite.Handle, 1, _ =>
            {
                steps++;
                return 0;
            }, null);
            await work();
            raw.sqlite3_progress_handler(sqlite.Handle, 0, null, null);
            return steps;
        }

        var before = await session.Single<long>(RowsSql);
        await work();
        await session.Wire.Flush();
        return await session.Single<long>(RowsSql) - before;
    }

    private const string RowsSql = """
        SELECT CAST(COALESCE(SUM(COALESCE(seq_tup_read, 0) + COALESCE(idx_tup_fetch, 0)), 0) AS BIGINT)
        FROM pg_stat_xact_user_tables
        """;
}
