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

    /// <summary>The same, and of somebody who stands in no later than the last day on which the helper is away: it then stops by itself (docs/decisions/0032). A fragment of a question.</summary>
    public const string WhileAway = $"""
        COALESCE((
                SELECT CASE WHEN MAX(COALESCE(back.last_on, away.ends_on, agreement.ends_on)) < {Of} THEN MAX(COALESCE(back.last_on, away.ends_on, agreement.ends_on)) END
                FROM stand_ins standing
                JOIN care_agreements mine ON mine.id = standing.agreement_id
                {HelperAway.SameHelperJoins}
                {HelperAway.Joins}
                WHERE standing.proposal_id = agreement.proposal_id
                  AND {HelperAway.SameHelper}
                  AND {HelperAway.Stands}
                  AND away.starts_on <= agreement.ends_on), {Of})
        """;

    /// <summary>
    /// The same, or the day on which its budget "file" ended, or the last day of a holder who died or moved, when that came first: of later days nothing is paid. A budget ends no sooner than what was booked on it, so it may end behind the death
    /// (docs/decisions/0023). A fragment of a question.
    /// </summary>
    public const string OfBudget = $"""
        COALESCE((
                SELECT gone.last_on
                FROM departures gone
                WHERE gone.resident_id = file.resident_id
                  AND gone.reason <> 'mistake'
                  AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = file.resident_id)
                  AND gone.last_on < {OfDecision}), {OfDecision})
        """;

    private const string OfDecision = $"""
        COALESCE((
                SELECT ending.ended_on
                FROM decision_kinds ending
                WHERE ending.earlier_budget_id = file.id
                  AND ending.ended_on IS NOT NULL
                  AND ending.ended_on < {WhileAway}), {WhileAway})
        """;
}
