using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>Who reads along with this budget, who was invited, and when did each of them look or do something? For the resident and who represents the resident, and for nobody else.</summary>
public sealed class SupportersOfBudget(Database database)
{
    private const int ReadLooks = 500, ShownLooks = 50;

    /// <param name="What">The name of what was looked at or done, as the traces have it.</param>
    public sealed record Look(string UserName, DateTimeOffset At, string What);

    public sealed record Answer(PersonalBudget Budget, IReadOnlyList<SupportersOfCase.Item> Items, IReadOnlyList<Look> Looks, DateOnly Today);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(SupportersOfBudget), number, async session =>
    {
        if (actor.Role != Role.Resident || await BudgetQuery.Find(session, actor, number) is not { } budget)
        {
            return null;
        }

        var request = await InviteToBudget.RequestOf(session, budget.Id);
        return new Answer(
            budget, await SupportersOfCase.Items(session, actor, budget.ResidentId, request, budget.Id, isOver: false),
            [
                // Each thing of a person on a day once, with the last time: who enters ten lines looks at each.
                .. (await session.List<Look>(LooksSql, new { budget.Id, budget.ResidentId, budget.Number, Most = (long)ReadLooks })).DistinctBy(look => (look.UserName, look.What, AmsterdamDay.Of(look.At))).Take(ShownLooks),
            ], session.Today);
    }, answer => answer.Budget.ResidentId);

    // By name as well as by number, because numbers of cases, budgets and agreements look alike; and not what somebody did as the helper.
    private const string LooksSql = """
        SELECT u.name AS UserName, t.at AS At, t.what AS What
        FROM traces t
        JOIN users u ON u.id = t.user_id
        WHERE t.resident_id = @ResidentId
          AND t.basis = 'consent'
          AND t.user_id IN (
              SELECT s.user_id
              FROM case_supporters s
              WHERE s.budget_id = @Id
                AND s.user_id IS NOT NULL)
          AND (t.what IN ('SupportedBudget', 'AcceptBudgetInvitation', 'EndBudgetSupporter') AND t.subject = @Number
              OR t.what IN ('EnterClaimLine', 'AnswerClaimLine') AND t.action = 'do' AND t.subject IN (
                  SELECT agreement.number
                  FROM care_agreements agreement
                  LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
                  WHERE agreement.budget_id = @Id
                    AND (helper.user_id IS NULL OR helper.user_id <> t.user_id)))
        ORDER BY t.id DESC
        LIMIT @Most
        """;
}
