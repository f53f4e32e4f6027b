using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>Who gives or gave the help of one budget, since when, and what the resident said of it.</summary>
public sealed class HelpersOfBudget(Database database)
{
    /// <param name="EndsOn">Its last day, as it is known now; before the first when it never ran.</param>
    /// <param name="LastSaid">The last that was said of it: started, stopped or nobody-came; none when nothing was.</param>
    /// <param name="Words">The resident's own, for nobody else.</param>
    public sealed record Item(
        AssignmentId Id, long Number, ProviderId ProviderId, string ProviderName, string ProviderPhone, DateOnly StartsOn, DateOnly EndsOn, DateOnly? WishedOn,
        string? LastSaid, DateOnly? SaidOf, string? Helps, string Words, long Came)
    {
        /// <summary>Whether help was ever given: then one can say whether it helps.</summary>
        public bool SomebodyCame => Came == 1;

        public bool HasBegun(DateOnly today) => StartsOn <= today && EndsOn >= StartsOn;
    }

    public sealed record Answer(PersonalBudget Budget, IReadOnlyList<Item> Helpers);

    public Task<Answer?> Of(Actor actor, string budgetNumber) => database.Look(actor, nameof(HelpersOfBudget), budgetNumber, async session =>
    {
        if (actor.Role != Role.Resident || await BudgetQuery.Find(session, actor, budgetNumber) is not { IsPersonHeld: false } budget)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, budget.ResidentId);
        return new Answer(budget,
        [
            .. (await session.List<Item>(ItemsSql, new { budget.Id }))
                .Select(item => item with { Words = words.Show(HiddenColumn.ExperienceWords, $"{item.Id.Value:D}", item.Words) }),
        ]);
    }, answer => answer.Budget.ResidentId);

    private const string ItemsSql = $"""
        SELECT a.id AS Id, a.number AS Number, provider.id AS ProviderId, provider.name AS ProviderName, provider.phone AS ProviderPhone, a.starts_on AS StartsOn,
               COALESCE(stop.ended_on, a.ends_on) AS EndsOn, wish.wished_on AS WishedOn, last.kind AS LastSaid, last.happened_on AS SaidOf,
               said.helps AS Helps, COALESCE(said.words, '') AS Words, CASE WHEN {SomebodyCame.Sql} THEN 1 ELSE 0 END AS Came
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN assignment_ends stop ON stop.assignment_id = a.id
        LEFT JOIN start_wishes wish ON wish.assignment_id = a.id
        LEFT JOIN delivery_reports last ON last.assignment_id = a.id
            AND last.id = (SELECT MAX(newest.id) FROM delivery_reports newest WHERE newest.assignment_id = a.id)
        LEFT JOIN experiences said ON said.assignment_id = a.id
        WHERE a.budget_id = @Id
        ORDER BY a.number DESC
        """;
}
