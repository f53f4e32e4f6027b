using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// The holder or the helper ends a care agreement before its last day. What was claimed stays; of later days nothing is claimed any more. One from paper a caseworker ends as well: who wrote it down writes down that it stops, or that it was
/// written down wrongly.
/// </summary>
public sealed class EndCareAgreement(Database database)
{
    /// <summary>Who ended it, or what. What a caseworker writes down of one from paper is said by the holder.</summary>
    public enum Reason { Replaced, Holder, Helper }

    /// <param name="LastOn">The last day on which the helper works.</param>
    public sealed record Entry(string Number, DateOnly LastOn);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(EndCareAgreement), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.ProviderStaff or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Row>(RowSql, Access.Of(actor, session, entry.Number)) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            await BudgetLock.Take(session, found.BudgetId);
            if (await session.FirstOrNone<Row>(RowSql, Access.Of(actor, session, entry.Number)) is not { } row)
            {
                return Refusal.NotFound;
            }

            if (actor.Role == Role.Caseworker)
            {
                if (row.OnPaper == 0)
                {
                    return Refusal.HolderAnswers;
                }
            }
            else if (row.IsHelper == 0 && await Departure.AgainstHolder(session, actor, row.ResidentId) is { } gone)
            {
                return gone;
            }

            if (row.LastOn != row.EndsOn)
            {
                return Refusal.AgreementEnded.With(row.LastOn.InDigits());
            }

            if (entry.LastOn < row.StartsOn || entry.LastOn >= row.EndsOn)
            {
                return Refusal.DayOutsideAgreement;
            }

            if (row.ClaimedUntil > entry.LastOn)
            {
                return Refusal.AgreementClaimedBeyond.With(entry.LastOn.AddDays(1).InDigits());
            }

            await Write(session, actor, row.Id, entry.LastOn, row.IsHelper == 1 ? Reason.Helper : Reason.Holder);
            var onBehalfOf = row.IsHelper == 1 ? null : await Access.OnBehalfOf(session, actor, row.ResidentId);
            await Trace.Write(
                session, actor, TraceAction.Do, nameof(EndCareAgreement), entry.Number, row.ResidentId, onBehalfOf, row.IsHelper == 1 ? TraceBasis.Consent : Trace.BasisOf(actor, onBehalfOf));
            return entry.Number;
        });

    internal static Task Write(Session session, Actor actor, AgreementId agreement, DateOnly lastOn, Reason reason) =>
        session.Execute(InsertSql, new { agreement, lastOn, Reason = reason.Stored(), actor.UserId, session.Now });

    private sealed record Row(AgreementId Id, BudgetId BudgetId, ResidentId ResidentId, DateOnly StartsOn, DateOnly EndsOn, DateOnly LastOn, DateOnly? ClaimedUntil, long IsHelper, long OnPaper);

    // As whose it is first: who acts for the holder and helps as well ends it as the holder.
    private const string RowSql = $"""
        SELECT agreement.id AS Id, file.id AS BudgetId, file.resident_id AS ResidentId, agreement.starts_on AS StartsOn, agreement.ends_on AS EndsOn, {AgreementEnd.Of} AS LastOn,
               (SELECT MAX(claimed.ends_on)
                FROM ({ClaimLineStanding.DaysSql}) claimed
                WHERE claimed.agreement_id = agreement.id) AS ClaimedUntil,
               CASE WHEN {Access.ToOne} AND NOT {MandateActs.HelpsOnlyByAgreement} THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsHelper,
               CASE WHEN COALESCE(drawn.identifier_hash, '') = '' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS OnPaper
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
        WHERE agreement.number = @Subject
          AND {DrawnUp.MayRead}
        """;

    private const string InsertSql = """
        INSERT INTO care_agreement_ends (agreement_id, ended_on, reason, ended_by, ended_at)
        VALUES (@agreement, @lastOn, @Reason, @UserId, @Now)
        """;
}
