using Budget.Core.Budgets;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>Of which PGBs something may be left to give back, kept beside (migration 0093): each deed that could change it says so in its own transaction.</summary>
internal static class UnusedToReturn
{
    /// <summary>Money stands on it, or its last day is another one; of a PVB nothing is kept.</summary>
    public static Task Keep(Session session, BudgetId budget) => session.Execute(KeepSql, new { budget });

    /// <summary>Nothing is left.</summary>
    public static Task Forget(Session session, BudgetId budget) => session.Execute(ForgetSql, new { budget });

    private const string KeepSql = $"""
        INSERT INTO unused_to_return (budget_id, last_on)
        SELECT b.id, {LastDay.ToReturnSql}
        FROM budgets b
        WHERE b.id = @budget
          AND b.funding_form = 'personheld'
        ON CONFLICT (budget_id) DO UPDATE
        SET last_on = excluded.last_on
        """;

    private const string ForgetSql = """
        DELETE FROM unused_to_return
        WHERE budget_id = @budget
        """;
}
