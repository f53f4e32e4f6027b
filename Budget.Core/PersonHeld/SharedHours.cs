using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// A helper and all who stand in share one maximum of a month: together never more than was agreed with the helper. Of a helper with a fixed wage the hours count of the days on which that helper was there; with an allowance no hours were agreed,
/// so that there is nothing to share.
/// </summary>
internal static class SharedHours
{
    /// <param name="agreement">On which help is claimed: of the helper, or of one who stands in.</param>
    /// <returns>None when it fits, or nobody stands in.</returns>
    public static async Task<Refusal?> Against(Session session, AgreementId agreement, DateOnly day, Quantity volume)
    {
        var helper = await StandIn.OfAgreement(session, agreement) ?? agreement;
        var month = Period.MonthOf(day);
        var shared = await session.List<Part>(SharedSql, new { helper, month.StartsOn, month.EndsOn });
        var agreed = shared.Where(part => part.IsStandIn == 0 && part.Days?.Overlaps(month) == true).ToList();
        if (agreed.Count == 0 || agreed.Exists(part => part.Pay == "allowance") || shared.All(part => part.IsStandIn == 0))
        {
            return null;
        }

        var away = (await HelperAway.Of(session, helper)).Select(absence => absence.Days).ToList();
        var used = shared.Sum(part => part.IsStandIn == 0 && part.Pay == "monthly" ? Wage(part, month, away) : part.Claimed.Value);
        var most = agreed.Max(part => part.MonthlyVolume);
        return used + volume.Value > most.Value ? Refusal.SharedHoursUsed.With(most) : null;
    }

    /// <summary>The hours of a wage in a month without the days away.</summary>
    private static decimal Wage(Part part, Period month, IEnumerable<Period> away) =>
        part.Days?.Intersect(month) is { } days ? Math.Round(part.MonthlyVolume.Value * HelperAway.Worked(days, away) / month.Days, 2, MidpointRounding.AwayFromZero) : 0;

    private sealed record Part(long IsStandIn, string Pay, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly LastOn, Quantity Claimed)
    {
        /// <summary>None of what ended before it began.</summary>
        public Period? Days => LastOn < StartsOn ? null : new Period(StartsOn, LastOn);
    }

    // What waits for the holder counts, and what was forwarded as a month, which has no line.
    private const string ClaimedSql = $"""
        COALESCE((
                SELECT SUM(COALESCE(c.volume_hundredths, line.volume_hundredths))
                FROM claim_lines line
                {ClaimLineStanding.Joins}
                WHERE line.agreement_id = agreement.id
                  AND line.starts_on >= @StartsOn
                  AND line.starts_on <= @EndsOn
                  AND {ClaimLineStanding.Stands}), 0)
            + COALESCE((
                SELECT SUM(whole.volume_hundredths)
                FROM claims whole
                WHERE whole.agreement_id = agreement.id
                  AND whole.starts_on >= @StartsOn
                  AND whole.starts_on <= @EndsOn
                  AND NOT EXISTS (SELECT 1 FROM claim_line_answers answer WHERE answer.claim_id = whole.id)
                  AND NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = whole.budget_id AND reversal.reverses_number = whole.posting_number)), 0)
        """;

    private const string SharedSql = $"""
        SELECT one.is_stand_in AS IsStandIn, COALESCE(drawn.pay, 'hours') AS Pay, agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS LastOn,
               CAST({ClaimedSql} AS BIGINT) AS Claimed
        FROM (
            SELECT other.id AS id, CAST(0 AS BIGINT) AS is_stand_in
            FROM care_agreements mine
            {HelperAway.SameHelperJoins}
            WHERE mine.id = @helper
              AND {HelperAway.SameHelper}
              AND NOT EXISTS (SELECT 1 FROM stand_ins elsewhere WHERE elsewhere.proposal_id = other.proposal_id)
            UNION
            SELECT beside.id, CAST(1 AS BIGINT)
            FROM care_agreements mine
            {HelperAway.SameHelperJoins}
            JOIN stand_ins standing ON standing.agreement_id = other.id
            JOIN care_agreements beside ON beside.budget_id = mine.budget_id AND beside.proposal_id = standing.proposal_id
            WHERE mine.id = @helper
              AND {HelperAway.SameHelper}
        ) one
        JOIN care_agreements agreement ON agreement.id = one.id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        """;
}
