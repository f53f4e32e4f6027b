namespace Budget.Core.Assignments;

/// <summary>
/// The assignment by which a budget is used today, or will be when none is used today: of those that are not over the one chosen first, so at most one. A resident
/// who goes elsewhere next month has two, and is helped by the first of them until then. A fragment of a clause over assignments as "a".
/// </summary>
internal static class AssignmentOfToday
{
    public const string Sql = """
        NOT EXISTS (SELECT 1 FROM assignment_ends past WHERE past.assignment_id = a.id AND past.ended_on < @Today)
              AND NOT EXISTS (
                  SELECT 1
                  FROM assignments sooner
                  WHERE sooner.budget_id = a.budget_id
                    AND sooner.number < a.number
                    AND NOT EXISTS (SELECT 1 FROM assignment_ends past WHERE past.assignment_id = sooner.id AND past.ended_on < @Today))
        """;
}
