using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>What a caseworker holds a care agreement against: what the decision grants, what the by-law says on its first day, what is left in the budget, and who else helps on it.</summary>
/// <param name="Days">On which the budget is there; none of what a later decision ended before it began.</param>
/// <param name="ByLaw">The by-law's highest for this kind of helper; none where it says nothing of this kind.</param>
/// <param name="Floor">Its lowest for an hour; nothing where there is none.</param>
/// <param name="GrantedInMonth">The most that the decision grants for a month (<see cref="GrantedVolume.InAMonth"/>).</param>
/// <param name="Together">What is agreed a month, of this one and of all that run beside it; without a flat amount, which is of no hours. Where there is a <see cref="Room"/> that of it, which counts day by day and nobody who stands in.</param>
/// <param name="Others">What runs beside it, without the one that it takes the place of and the one that it stands in for.</param>
public sealed record AgreementBeside(
    Quantity Volume, string Frequency, Money Rate, Period? Days, Money? ByLaw, Money Floor, Money Available, Quantity GrantedInMonth, Quantity Together, IReadOnlyList<AgreementBeside.Other> Others)
{
    public sealed record Other(string Number, string HelperName, Money Rate, Quantity MonthlyVolume, string Pay, DateOnly StartsOn, DateOnly EndsOn, long DrawnUp)
    {
        /// <summary>Made in the portal, so that its text can be read.</summary>
        public bool WasDrawnUp => DrawnUp == 1;

        public bool HasVolume => Pay != "allowance";
    }

    /// <summary>In the place of the id of what was drawn up: nothing has it.</summary>
    private const string NotDrawnUp = "-";

    /// <summary>No verdict: what is left may be used in another month, and a lower rate leaves room for more.</summary>
    public bool IsMoreThanGranted => Together > GrantedInMonth;

    /// <summary>Whether there is money for it; none of who stands in, within what was agreed with another.</summary>
    public AgreementRoom? Room { get; init; }

    /// <summary>For a caseworker of the own municipality, and for nobody else.</summary>
    /// <param name="proposal">The id of the agreement as it was drawn up.</param>
    internal static async Task<AgreementBeside?> Of(Session session, Actor actor, string proposal, AgreementText.Answer answer)
    {
        if (actor.Role != Role.Caseworker || await BudgetQuery.Find(session, actor, answer.BudgetNumber) is not { } budget)
        {
            return null;
        }

        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        var beside = await Of(session, budget, balance, proposal, answer.Terms);
        if (answer.StandsInFor is not null)
        {
            return beside;
        }

        // The hours that the holder read before signing.
        var room = AgreementRoom.Of(await ForecastOfBudget.In(session, budget, balance), budget, answer.Terms, answer.Replaces);
        return beside with { Room = room, Together = room.Together };
    }

    /// <summary>The same of what a caseworker has on paper and did not write down yet.</summary>
    internal static async Task<AgreementBeside> OfPaper(Session session, PersonalBudget budget, AgreementTerms terms) =>
        await Of(session, budget, await PostingHistory.BalanceOf(session, budget.Id), NotDrawnUp, terms);

    private static async Task<AgreementBeside> Of(Session session, PersonalBudget budget, Balance balance, string proposal, AgreementTerms terms)
    {
        var days = terms.Period;
        var others = await session.List<Other>(OthersSql, new { budget.Id, proposal, From = days.StartsOn > session.Today ? days.StartsOn : session.Today, days.EndsOn });
        var together = others.Where(other => other.HasVolume).Sum(other => other.MonthlyVolume.Value) + (terms.Pay == AgreementPay.Allowance ? 0 : terms.MonthlyVolume.Value);
        return new AgreementBeside(
            budget.Volume, budget.Frequency, budget.Rate, budget.Days, await HeldRules.LimitOn(session, budget.MunicipalityCode, budget.ProductCode, terms.HelperKind, days.StartsOn),
            budget.Unit == CareUnit.Hour ? await HeldRules.FloorOn(session, budget.MunicipalityCode, days.StartsOn) : Money.Zero, balance.Available,
            GrantedVolume.InAMonth(budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency)), new Quantity(together), others);
    }

    private const string OthersSql = $"""
        SELECT agreement.number AS Number, agreement.helper_name AS HelperName, agreement.rate_cents AS Rate, agreement.monthly_volume_hundredths AS MonthlyVolume, COALESCE(drawn.pay, 'hours') AS Pay,
               agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS EndsOn, CASE WHEN COALESCE(drawn.identifier_hash, '') = '' THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS DrawnUp
        FROM care_agreements agreement
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE agreement.budget_id = @Id
          AND COALESCE(agreement.proposal_id, '') <> @proposal
          AND agreement.id <> COALESCE((SELECT mine.replaces_id FROM agreement_proposals mine WHERE mine.id = @proposal), '')
          AND NOT EXISTS (SELECT 1 FROM stand_ins standing WHERE standing.proposal_id = @proposal AND standing.agreement_id = agreement.id)
          AND agreement.starts_on <= @EndsOn
          AND {AgreementEnd.Of} >= @From
        ORDER BY agreement.starts_on, agreement.number
        LIMIT 50
        """;
}
