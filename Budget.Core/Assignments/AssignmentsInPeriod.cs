namespace Budget.Core.Assignments;

/// <summary>Which assignments of a municipality (@municipalityCode) give help between @StartsOn and @EndsOn. A fragment of a clause over assignments as "a" and their ends as "ended".</summary>
internal static class AssignmentsInPeriod
{
    public const string Sql = """
        a.municipality_code = @municipalityCode
          AND a.starts_on <= @EndsOn
          AND COALESCE(ended.ended_on, a.ends_on) >= @StartsOn
          AND COALESCE(ended.ended_on, a.ends_on) >= a.starts_on
        """;
}
