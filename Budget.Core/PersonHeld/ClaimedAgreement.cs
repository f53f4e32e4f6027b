using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>A care agreement on which somebody claims or answers a claim: of whom this user acts for, as its helper, or as somebody who may prepare hours for the holder. Not yours and not there are the same.</summary>
internal sealed record ClaimedAgreement(
    AgreementId Id, string Number, BudgetId BudgetId, ResidentId ResidentId, string Unit, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly LastOn, string Pay,
    string HelperPrint, long IsHelper, long Prepares)
{
    public Period Period => new(StartsOn, LastOn);

    public bool IsFixed => Pay != "hours";

    /// <summary>Behind the rows of resident and budget: nobody books on it, ends the agreement or enters the same hour on another of these two people meanwhile.</summary>
    public static async Task<(ClaimedAgreement Agreement, BudgetLedger Ledger)?> Lock(Session session, Actor actor, string number)
    {
        if (await Find(session, actor, number) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
        {
            return null;
        }

        var ledger = await BudgetLedger.Open(session, actor, found.BudgetId, found.IsHelper == 1 ? null : await Access.OnBehalfOf(session, actor, found.ResidentId));
        return await Find(session, actor, number) is { } agreement ? (agreement, ledger) : null;
    }

    /// <summary>What a holder enters and answers the holder does, until the holder died: from then on a caseworker does, and nobody else. A helper goes on entering and taking back.</summary>
    /// <returns>Why this user may not; none when that may be done.</returns>
    public async Task<Refusal?> AgainstHolder(Session session, Actor actor) => IsHelper == 1 ? null : await Departure.AgainstHolder(session, actor, ResidentId);

    private static Task<ClaimedAgreement?> Find(Session session, Actor actor, string number) => session.FirstOrNone<ClaimedAgreement>(Sql, Access.Of(actor, session, number));

    private const string Sql = $"""
        SELECT agreement.id AS Id, agreement.number AS Number, file.id AS BudgetId, file.resident_id AS ResidentId, p.unit AS Unit,
               agreement.rate_cents AS Rate, agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS LastOn, COALESCE(drawn.pay, 'hours') AS Pay,
               COALESCE(drawn.identifier_hash, '') AS HelperPrint, CASE WHEN {Access.ToOne} AND NOT {MandateActs.HelpsOnly} THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsHelper,
               CASE WHEN {Access.ToOne} OR helper.user_id = @UserId THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS Prepares
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
        WHERE agreement.number = @Subject
          AND ({DrawnUp.MayRead} OR {SupportedBudget.PreparesSql})
        """;
}
