namespace Budget.Core.Assignments;

/// <summary>What is left of what is reserved for an assignment, as its last posting says: cents; none while nothing was reserved. An expression over assignments as "a".</summary>
internal static class LeftOfAssignment
{
    public const string Sql = """
        (SELECT last.reservation_left_cents
                FROM postings last
                WHERE last.budget_id = a.budget_id
                  AND last.reservation_id = a.id
                ORDER BY last.number DESC
                LIMIT 1)
        """;
}
