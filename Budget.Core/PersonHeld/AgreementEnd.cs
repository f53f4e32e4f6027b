namespace Budget.Core.PersonHeld;

/// <summary>When a care agreement really ends: its last day, or an earlier one on which somebody ended it or another took its place.</summary>
internal static class AgreementEnd
{
    /// <summary>Of care_agreements as "agreement". A fragment of a question.</summary>
    public const string Of = """
        COALESCE((
                SELECT stop.ended_on
                FROM care_agreement_ends stop
                WHERE stop.agreement_id = agreement.id), agreement.ends_on)
        """;

    /// <summary>The same, or the day on which its budget "file" ended when that came first: of later days nothing is paid. A fragment of a question.</summary>
    public const string OfBudget = $"""
        COALESCE((
                SELECT ending.ended_on
                FROM decision_kinds ending
                WHERE ending.earlier_budget_id = file.id
                  AND ending.ended_on IS NOT NULL
                  AND ending.ended_on < {Of}), {Of})
        """;
}
