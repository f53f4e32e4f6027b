namespace Budget.Core.Budgets;

/// <summary>The last day of a budget: as granted, or the day on which a later decision ended it. A fragment over budgets as "b".</summary>
internal static class LastDay
{
    public const string Sql = """
        COALESCE((SELECT ending.ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = b.id AND ending.ended_on IS NOT NULL), b.ends_on)
        """;

    /// <summary>
    /// As above, of a budget that gives back what is left when its year is closed: not before the decision that ended it was taken, or the books of a year that was closed
    /// before then would have to be other than they were.
    /// </summary>
    public const string ToReturnSql = """
        COALESCE((
            SELECT CASE WHEN d.decided_on > ending.ended_on THEN d.decided_on ELSE ending.ended_on END
            FROM decision_kinds ending
            JOIN decisions d ON d.id = ending.decision_id
            WHERE ending.earlier_budget_id = b.id
              AND ending.ended_on IS NOT NULL), b.ends_on)
        """;
}
