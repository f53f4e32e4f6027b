namespace Budget.Core.Consent;

/// <summary>
/// The assignment by which a provider has to do with a resident today: chosen, not over, and not ended before today or before it began. A fragment of a clause over
/// assignments as "a".
/// </summary>
internal static class RunningAssignment
{
    public const string Sql = """
        a.ends_on >= @Today
          AND NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id AND (ended.ended_on < @Today OR ended.ended_on < a.starts_on))
        """;
}
