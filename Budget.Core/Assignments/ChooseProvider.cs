using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>
/// The resident of a PVB, or who represents the resident, chooses a contracted provider. The assignment (toewijzing) gets its number
/// and the money is reserved: the granted volume at the contract's rate, and never more than is available. It ends with the contract when that is before the
/// budget does; for the days after that another is chosen (docs/decisions/0015).
/// </summary>
public sealed class ChooseProvider(Database database)
{
    /// <param name="WishedOn">The day on which the help may begin, as the resident asks the provider; a wish, no term.</param>
    public sealed record Entry(string BudgetNumber, ContractId ContractId, DateOnly? WishedOn = null);

    public sealed record Answer(long AssignmentNumber, Money Reserved);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ChooseProvider), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            if (budget.IsPersonHeld)
            {
                return Refusal.NotPersonFollowing;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
            var ledger = await BudgetLedger.Open(session, actor, budget.Id, onBehalfOf);
            var lastDay = ledger.EndedOn ?? budget.EndsOn;
            if (lastDay < session.Today || lastDay < budget.StartsOn)
            {
                return Refusal.BudgetEnded;
            }

            // Asked again now that nobody else writes: two tabs may have chosen at the same time.
            var before = await AssignmentToEnd.Of(session, budget.Id);
            if (before?.EndsOn >= lastDay)
            {
                return Refusal.AlreadyAssigned;
            }

            // After another provider: from the day after that one ended, or after its contract does.
            if (await NewAssignment.FreeDays(session, budget) is not { } days)
            {
                return Refusal.BudgetEnded;
            }

            var offers = await NewAssignment.Offers(session, budget, days);
            if (offers.FirstOrDefault(offer => offer.ContractId == entry.ContractId) is not { } offer)
            {
                return Refusal.NoContract;
            }

            if (entry.WishedOn is { } wishedOn && !offer.Within(days).Covers(wishedOn))
            {
                return Refusal.DayOutsideBudget;
            }

            // Of a budget one assignment stands at a time: the end of the one before is written on the last day that its contract left it.
            if (before is not null)
            {
                await before.End(session, actor, ledger, budget, before.EndsOn, EndReason.OtherProvider);
            }

            var made = await NewAssignment.Make(session, actor, ledger, budget, offer, days, entry.WishedOn);
            if (!made.IsRefused)
            {
                await Trace.Write(session, actor, nameof(ChooseProvider), entry.BudgetNumber, budget.ResidentId, onBehalfOf);
            }

            return made;
        });

    /// <summary>In the order in which the reservation seals them.</summary>
    internal const string Columns = "id, number, municipality_code, budget_id, contract_id, provider_id, rate_cents, starts_on, ends_on, chosen_by, chosen_at";

    internal const string InsertSql = $"""
        INSERT INTO assignments ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;
}
