using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>Who reads along with this budget, who was invited, and when did each of them look or do something? For the resident and who represents the resident, and for nobody else.</summary>
public sealed class SupportersOfBudget(Database database)
{
    private const int ShownLooks = 30;

    /// <param name="What">The name of what was looked at or done, as the traces have it.</param>
    public sealed record Look(string UserName, DateTimeOffset At, bool IsDeed, string What, string Subject);

    public sealed record Answer(PersonalBudget Budget, IReadOnlyList<SupportersOfCase.Item> Items, IReadOnlyList<Look> Looks, DateOnly Today);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(SupportersOfBudget), number, async session =>
    {
        if (actor.Role != Role.Resident || await BudgetQuery.Find(session, actor, number) is not { } budget)
        {
            return null;
        }

        var request = await session.Single<RequestId>(RequestSql, new { budget.Id });
        return new Answer(
            budget, await SupportersOfCase.Items(session, budget.ResidentId, request, budget.Id, isOver: false),
            [.. (await session.List<Row>(LooksSql, new { budget.Id, budget.ResidentId, budget.Number, Most = (long)ShownLooks })).Select(row => new Look(row.UserName, row.At, row.Action == "do", row.What, row.Subject))], session.Today);
    }, answer => answer.Budget.ResidentId);

    private sealed record Row(string UserName, DateTimeOffset At, string Action, string What, string Subject);

    private const string RequestSql = """
        SELECT d.request_id
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        WHERE b.id = @Id
        """;

    // On the budget and on the care agreements that it pays.
    private const string LooksSql = """
        SELECT u.name AS UserName, t.at AS At, t.action AS Action, t.what AS What, t.subject AS Subject
        FROM traces t
        JOIN users u ON u.id = t.user_id
        WHERE t.resident_id = @ResidentId
          AND t.basis = 'consent'
          AND t.user_id IN (
              SELECT s.user_id
              FROM case_supporters s
              WHERE s.budget_id = @Id
                AND s.user_id IS NOT NULL)
          AND (t.subject = @Number
              OR t.subject IN (
                  SELECT agreement.number
                  FROM care_agreements agreement
                  WHERE agreement.budget_id = @Id))
        ORDER BY t.id DESC
        LIMIT @Most
        """;
}
