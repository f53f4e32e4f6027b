using Budget.Core.Budgets;

namespace Budget.Core.Assignments;

/// <summary>
/// A PVB that is not over and has days for which somebody can still be chosen: no assignment stands whose contract has not run out, and none that ends reaches to its last day. One that ended before it
/// began has no days. A fragment of a clause over budgets as "b"; asks for @Today.
/// </summary>
internal static class DaysWithoutProvider
{
    public const string Sql = $"""
        b.funding_form = 'personfollowing'
                  AND {LastDay.Sql} >= @Today
                  AND {LastDay.Sql} >= b.starts_on
                  AND NOT EXISTS (
                      SELECT 1
                      FROM assignments a
                      LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
                      WHERE a.budget_id = b.id
                        AND ((ended.ended_on IS NULL AND a.ends_on >= @Today) OR ended.ended_on >= {LastDay.Sql}))
        """;
}
