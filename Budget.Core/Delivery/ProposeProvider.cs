using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// A resident wants help of a provider that has no contract: not a dead end, but a question that the municipality answers (<see cref="AnswerProposal"/>). One of a budget
/// waits at a time.
/// </summary>
public sealed class ProposeProvider(Database database)
{
    public const int LongestName = 120;
    public const int LongestWhy = 1000;

    /// <param name="Name">Of the provider, and where it can be reached.</param>
    public sealed record Entry(string BudgetNumber, string Name, string Why);

    /// <returns>The number of the budget.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ProposeProvider), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget || !await ResidentFile.Lock(session, budget.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (budget.IsPersonHeld)
            {
                return Refusal.NotPersonFollowing;
            }

            if (budget.EndsOn < session.Today)
            {
                return Refusal.BudgetEnded;
            }

            var (name, why) = (TypedText.Seen(entry.Name), TypedText.Seen(entry.Why));
            if (name.Length == 0 || why.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (name.Length > LongestName || why.Length > LongestWhy)
            {
                return Refusal.TextTooLong.With(name.Length > LongestName ? LongestName : LongestWhy);
            }

            var words = await ResidentKey.Of(session, budget.ResidentId);
            var id = session.NewId().ToString("D");
            var asked = await session.Execute(InsertSql, new
            {
                id,
                BudgetId = budget.Id,
                budget.ResidentId,
                Name = words.Hide(HiddenColumn.ProposalName, id, name),
                Why = words.Hide(HiddenColumn.ProposalWhy, id, why),
                actor.UserId,
                session.Now,
            });
            if (asked == 0)
            {
                return Refusal.AlreadyAsked;
            }

            await Trace.Write(session, actor, nameof(ProposeProvider), entry.BudgetNumber, budget.ResidentId, await Access.OnBehalfOf(session, actor, budget.ResidentId));
            return entry.BudgetNumber;
        });

    private const string InsertSql = """
        INSERT INTO provider_proposals (id, budget_id, resident_id, name, why, proposed_by, proposed_at)
        VALUES (@id, @BudgetId, @ResidentId, @Name, @Why, @UserId, @Now)
        ON CONFLICT (budget_id) WHERE outcome IS NULL DO NOTHING
        """;
}
