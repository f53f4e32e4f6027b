using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>How long a municipality gives help at once, and how long it takes to answer an objection.</summary>
/// <param name="TemporaryWeeks">Help at once (2.3.3) lasts at most this long.</param>
/// <param name="ObjectionWeeks">Six, or twelve where a committee advises (Awb 7:10 lid 1).</param>
public sealed record DecisionTerms(long TemporaryWeeks, long ObjectionWeeks)
{
    /// <summary>The law's six weeks of investigation and two of deciding; six weeks for an objection.</summary>
    public static readonly DecisionTerms Usual = new(8, 6);

    internal static async Task<DecisionTerms> Of(Session session, string municipality) =>
        await session.FirstOrNone<DecisionTerms>(TermsSql, new { municipality }) ?? Usual;

    private const string TermsSql = """
        SELECT temporary_weeks AS TemporaryWeeks, objection_weeks AS ObjectionWeeks
        FROM decision_terms
        WHERE municipality_code = @municipality
        """;
}
