using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>A care agreement of which somebody says that its helper is away or back: of whom this user acts for, or as its helper. Not yours and not there are the same.</summary>
internal sealed record AwayAgreement(AgreementId Id, BudgetId BudgetId, ResidentId ResidentId, string Pay, string Form, DateOnly StartsOn, DateOnly LastOn, string RequestNumber, long IsHelper)
{
    public bool GoesOn => AgreementTerms.GoesOnWhenAway(Pay, Form);

    /// <summary>Behind the rows of resident and budget: nobody claims on it meanwhile.</summary>
    public static async Task<AwayAgreement?> Lock(Session session, Actor actor, string number)
    {
        if (await Find(session, actor, number) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
        {
            return null;
        }

        await BudgetLock.Take(session, found.BudgetId);
        return await Find(session, actor, number);
    }

    /// <summary>For a holder who died nobody says it any more but the helper.</summary>
    public async Task<Refusal?> AgainstHolder(Session session, Actor actor) => IsHelper == 1 ? null : await Departure.AgainstHolder(session, actor, ResidentId);

    private static Task<AwayAgreement?> Find(Session session, Actor actor, string number) => session.FirstOrNone<AwayAgreement>(Sql, Access.Of(actor, session, number));

    // As whose it is first: who acts for the holder and helps as well says it as the holder.
    private const string Sql = $"""
        SELECT agreement.id AS Id, file.id AS BudgetId, file.resident_id AS ResidentId, COALESCE(drawn.pay, 'hours') AS Pay, COALESCE(drawn.form, '') AS Form, agreement.starts_on AS StartsOn,
               {AgreementEnd.Of} AS LastOn, request.number AS RequestNumber, CASE WHEN {Access.ToOne} AND NOT {MandateActs.HelpsOnly} THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsHelper
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
        WHERE agreement.number = @Subject
          AND {DrawnUp.MayRead}
        """;
}
