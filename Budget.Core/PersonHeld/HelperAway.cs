using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// On which days the helper of a care agreement is away, as it stands: what was taken back does not count, and who came back is away no longer. It goes with the helper and not with the text: a next version with the same helper is under the same
/// days (<see cref="SameHelper"/>).
/// </summary>
internal static class HelperAway
{
    /// <param name="LastOn">The last day away; none as long as nobody knows.</param>
    public sealed record Absence(string Id, AgreementId AgreementId, DateOnly StartsOn, DateOnly? LastOn)
    {
        /// <summary>Until further notice it goes on.</summary>
        public Period Days => new(StartsOn, LastOn ?? DateOnly.MaxValue);
    }

    /// <summary>Of the helper of this agreement, the first day first.</summary>
    public static Task<IReadOnlyList<Absence>> Of(Session session, AgreementId agreement) => session.List<Absence>(OfSql, new { agreement });

    /// <summary>How many of these days the helper was not away. A day of two absences (on paper and in the portal) is one day.</summary>
    public static int Worked(Period days, IEnumerable<Period> away)
    {
        var (worked, next) = (0, days.StartsOn.DayNumber);
        foreach (var one in away.Select(one => one.Intersect(days)).OfType<Period>().OrderBy(one => one.StartsOn))
        {
            worked += Math.Max(0, one.StartsOn.DayNumber - next);
            next = Math.Max(next, one.EndsOn.DayNumber + 1);
        }

        return worked + days.EndsOn.DayNumber + 1 - next;
    }

    /// <summary>Why help of these days is not claimed: the helper was away, or stands in for somebody who was not. Of a month at once it is enough that there was help on one of its days.</summary>
    /// <returns>None when nothing is wrong.</returns>
    public static async Task<Refusal?> Against(Session session, AgreementId agreement, Period worked, bool isWholeMonth)
    {
        var away = (await Of(session, agreement)).Select(absence => absence.Days).ToList();
        if (Worked(worked, away) is var present && (isWholeMonth ? present == 0 : present < worked.Days))
        {
            return Refusal.HelperWasAway;
        }

        if (await StandIn.OfAgreement(session, agreement) is not { } stoodInFor)
        {
            return null;
        }

        var missed = worked.Days - Worked(worked, (await Of(session, stoodInFor)).Select(absence => absence.Days));
        return (isWholeMonth ? missed == 0 : missed < worked.Days) ? Refusal.HelperNotAway : null;
    }

    /// <summary>Two care agreements of one budget, "mine" and "other" with what was drawn up as "mine_drawn" and "other_drawn", are with the same helper. On paper nobody's number is known, so there it goes by the name.</summary>
    public const string SameHelper = """
        (other.id = mine.id
            OR (other_drawn.identifier_hash <> '' AND other_drawn.identifier_hash = mine_drawn.identifier_hash)
            OR ((COALESCE(other_drawn.identifier_hash, '') = '' OR COALESCE(mine_drawn.identifier_hash, '') = '') AND LOWER(other.helper_name) = LOWER(mine.helper_name)))
        """;

    /// <summary>Of care_agreements as "mine": those of the same budget with the same helper, as "other".</summary>
    public const string SameHelperJoins = $"""
        LEFT JOIN agreement_proposals mine_drawn ON mine_drawn.id = mine.proposal_id
            JOIN care_agreements other ON other.budget_id = mine.budget_id
            LEFT JOIN agreement_proposals other_drawn ON other_drawn.id = other.proposal_id
        """;

    /// <summary>What was said of "other" and stands: "away", and the last day away as "back".</summary>
    public const string Joins = """
        JOIN helper_absences away ON away.agreement_id = other.id
            LEFT JOIN helper_absence_ends back ON back.absence_id = away.id AND back.kind = 'back'
        """;

    public const string Stands = "NOT EXISTS (SELECT 1 FROM helper_absence_ends gone WHERE gone.absence_id = away.id AND gone.kind = 'withdrawn')";

    private const string OfSql = $"""
        SELECT away.id AS Id, away.agreement_id AS AgreementId, away.starts_on AS StartsOn, COALESCE(back.last_on, away.ends_on) AS LastOn
        FROM care_agreements mine
        {SameHelperJoins}
        {Joins}
        WHERE mine.id = @agreement
          AND {SameHelper}
          AND {Stands}
        ORDER BY away.starts_on
        """;
}
