using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>
/// The last phase of a reservation: finance releases what an ended assignment did not use, when its last invoice is in. An invoice and a
/// release at the same moment stand in line for the budget: whoever is second finds what the first left.
/// </summary>
public sealed class ReleaseReservation(Database database)
{
    public sealed record Entry(string BudgetNumber, long AssignmentNumber);

    /// <returns>How much became available again.</returns>
    public Task<Outcome<Money>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Money>(actor, key, nameof(ReleaseReservation), entry, async session =>
        {
            if (!actor.MayHandleMoney)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget
                || await session.FirstOrNone<Assignment>(AssignmentSql, new { budget.Id, entry.AssignmentNumber }) is not { } assignment)
            {
                return Refusal.NotFound;
            }

            // Also one that ends on a day that is still to come.
            if (assignment.EndedOn > session.Today || (assignment.EndedOn is null && budget.LastDay >= session.Today && assignment.EndsOn >= session.Today))
            {
                return Refusal.AssignmentRuns;
            }

            var ledger = await BudgetLedger.Open(session, actor, budget.Id);
            var released = await ReleaseRest(ledger, assignment.Id, assignment.Agb, session.Today, $"assignment {entry.AssignmentNumber} ended");
            if (!released.IsPositive)
            {
                return Refusal.ReservationTooLow.With(Money.Zero);
            }

            await Trace.Write(session, actor, nameof(ReleaseReservation), entry.BudgetNumber, budget.ResidentId);
            return released;
        });

    /// <summary>Releases all that is left of a reservation; nothing when nothing is.</summary>
    internal static async Task<Money> ReleaseRest(BudgetLedger ledger, AssignmentId reservation, string agb, DateOnly day, string reason)
    {
        var left = await ledger.LeftOf(reservation);
        return left.IsPositive ? await Release(ledger, reservation, left, agb, day, reason) : Money.Zero;
    }

    /// <summary>The caller knows that this much is left, under the budget's lock: a refusal here is a fault of ours and undoes the deed.</summary>
    internal static async Task<Money> Release(BudgetLedger ledger, AssignmentId reservation, Money amount, string agb, DateOnly day, string reason, string? seal = null)
    {
        var written = await ledger.Append(new NewPosting(
            PostingKind.Release, Account.Reserved, Account.Available, amount, day, OriginKind.Assignment, reservation.Value, reason, reservation, agb,
            Seal: seal));
        return written.Value.Amount;
    }

    private sealed record Assignment(AssignmentId Id, string Agb, DateOnly EndsOn, DateOnly? EndedOn);

    private const string AssignmentSql = """
        SELECT a.id AS Id, provider.agb AS Agb, a.ends_on AS EndsOn, ended.ended_on AS EndedOn
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        WHERE a.budget_id = @Id
          AND a.number = @AssignmentNumber
        """;
}
