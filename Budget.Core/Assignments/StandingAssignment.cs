namespace Budget.Core.Assignments;

/// <summary>An assignment that has not ended: at most one of a budget. A fragment of a clause over assignments as "a".</summary>
internal static class StandingAssignment
{
    public const string Sql = "NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id)";
}
