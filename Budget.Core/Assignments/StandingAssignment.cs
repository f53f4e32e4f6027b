namespace Budget.Core.Assignments;

/// <summary>
/// An assignment of which no end was written, not even one that is still to come: at most one of a budget. Who gives the help today is
/// <see cref="AssignmentOfToday"/>. A fragment of a clause over assignments as "a".
/// </summary>
internal static class StandingAssignment
{
    /// <summary>And its contract has not run out: somebody helps, or will. Asks for @Today.</summary>
    public const string NotOverSql = $"{Sql} AND a.ends_on >= @Today";

    public const string Sql = "NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id)";
}
