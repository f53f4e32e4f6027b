namespace Budget.Core.Assignments;

/// <summary>
/// An assignment of which no end was written, not even one that is still to come: at most one of a budget. Who gives the help today is
/// <see cref="AssignmentOfToday"/>. A fragment of a clause over assignments as "a".
/// </summary>
internal static class StandingAssignment
{
    public const string Sql = "NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id)";
}
