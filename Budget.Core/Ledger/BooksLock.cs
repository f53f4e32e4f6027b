using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Who writes a head or closes a period waits for everybody who is booking and keeps the next ones waiting, so that each posting knows
/// which days are closed. Those who book hold the same lock together (BudgetLedger.Open). SQLite has one writer anyway.
/// </summary>
internal static class BooksLock
{
    /// <exception cref="LedgerIsUnsoundException">A verify found a fault that was not put right: nothing is sealed over it.</exception>
    public static async Task Take(Session session)
    {
        if (await session.LockAndRead<long>(TakeSql, new { }) > 0)
        {
            throw new LedgerIsUnsoundException();
        }
    }

    private const string TakeSql = """
        /*postgresql
        SELECT CAST(pg_advisory_xact_lock(7266341) AS TEXT); */
        SELECT COUNT(*)
        FROM ledger_faults
        WHERE cleared_at IS NULL
        """;
}
