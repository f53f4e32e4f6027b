namespace Budget.Core.Storage;

/// <summary>Until this transaction ends nobody else books on this budget, nor changes what is booked on it; whoever waited sees what it did.</summary>
internal static class BudgetLock
{
    public static Task Take(Session session, BudgetId budget) => session.LockAndRead<long>(LockSql, new { budget });

    private const string LockSql = """
        /*postgresql
        SELECT id
        FROM budgets
        WHERE id = @budget
        FOR NO KEY UPDATE;
        */
        SELECT COUNT(*)
        FROM budgets
        WHERE id = @budget
        """;
}
