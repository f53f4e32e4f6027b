using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>
/// One budget as somebody reads along with it: its balance, its postings and its forecast, and which helpers it pays. By the invitation that was taken and by nothing else; not on behalf of somebody else, and not of a municipality that
/// asks for a higher level of signing in. Each look stands in the resident's file, with consent as its ground.
/// </summary>
public sealed class SupportedBudget(Database database)
{
    /// <param name="Number">Of the care agreement on which hours can be prepared.</param>
    public sealed record Agreement(string Number, string HelperName, DateOnly StartsOn, DateOnly EndsOn);

    /// <param name="Id">Of the invitation, to stop.</param>
    public sealed record Answer(Guid Id, bool MayPrepare, DateOnly EndsOn, BudgetOverview.Answer Overview, IReadOnlyList<Agreement> Agreements);

    /// <param name="before">Postings with a lower number only: the next page. None for the newest.</param>
    public Task<Answer?> Of(Actor actor, string number, long? before = null) => database.Look(actor, nameof(SupportedBudget), number, async session =>
    {
        if (await In(session, actor, number) is not [var reading] || await BudgetQuery.Find(session, Actor.System(reading.MunicipalityCode), reading.Number) is not { } budget)
        {
            return null;
        }

        return new Answer(
            Guid.ParseExact(reading.Id, "D"), reading.MayPrepare == 1, reading.EndsOn, await BudgetOverview.In(session, budget, before, saysForecast: true, new Dictionary<long, ReversalId>()),
            await session.List<Agreement>(AgreementsSql, new { budget.Id, actor.UserId }));
    }, answer => answer.Overview.Budget.ResidentId, _ => TraceBasis.Consent);

    /// <summary>With which budgets this person reads along; of one number, or of an empty one all.</summary>
    internal static Task<IReadOnlyList<Reading>> In(Session session, Actor actor, string number) => !SupportedRequest.MayRead(actor)
        ? Task.FromResult<IReadOnlyList<Reading>>([])
        : session.List<Reading>(ReadingSql, new { actor.UserId, actor.ClosedTo, Number = number, session.Today });

    internal sealed record Reading(string Id, string Number, string MunicipalityCode, ResidentId ResidentId, string ResidentName, string ProductNl, string ProductEn, long MayPrepare, DateOnly EndsOn);

    /// <summary>Of budgets as "file": this user may enter hours for the holder, which wait for the holder. Over the parameters of <see cref="Residents.Access"/>.</summary>
    internal const string PreparesSql = """
        EXISTS (
                SELECT 1
                FROM case_supporters s
                WHERE s.budget_id = file.id
                  AND s.user_id = @UserId
                  AND s.may_prepare = 1
                  AND s.ended_at IS NULL
                  AND s.ends_on >= @Today
                  AND @ActsFor = ''
                  AND (@ClosedTo = '' OR @ClosedTo NOT LIKE '%' || file.municipality_code || '%')
                  AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.resident_id = s.resident_id AND gone.reason = 'died'))
        """;

    private const string ReadingSql = """
        SELECT s.id AS Id, b.number AS Number, b.municipality_code AS MunicipalityCode, r.id AS ResidentId, r.name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn, s.may_prepare AS MayPrepare, s.ends_on AS EndsOn
        FROM case_supporters s
        JOIN budgets b ON b.id = s.budget_id
        JOIN residents r ON r.id = s.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE s.user_id = @UserId
          AND s.ended_at IS NULL
          AND s.ends_on >= @Today
          AND r.destroyed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.resident_id = s.resident_id AND gone.reason = 'died')
          AND (@Number = '' OR b.number = @Number)
          AND (@ClosedTo = '' OR @ClosedTo NOT LIKE '%' || b.municipality_code || '%')
        ORDER BY b.number
        """;

    private const string AgreementsSql = $"""
        SELECT agreement.number AS Number, agreement.helper_name AS HelperName, agreement.starts_on AS StartsOn, {PersonHeld.AgreementEnd.Of} AS EndsOn
        FROM care_agreements agreement
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
        WHERE agreement.budget_id = @Id
          AND (helper.user_id IS NULL OR helper.user_id <> @UserId)
          AND COALESCE(drawn.pay, 'hours') = 'hours'
        ORDER BY agreement.starts_on DESC, agreement.number
        """;
}
