using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>A resident takes back that a line is not so, as long as that is open: the line is paid as if nothing was said. It may be said again.</summary>
public sealed class WithdrawDispute(Database database)
{
    public sealed record Entry(string BudgetNumber, long Posting);

    /// <returns>The number of the budget.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(WithdrawDispute), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await DeclaredLine.OfBudget(session, actor, entry.BudgetNumber, entry.Posting) is not { DisputeId: not null } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            await BudgetLock.Take(session, found.BudgetId);
            var line = (await DeclaredLine.OfBudget(session, actor, entry.BudgetNumber, entry.Posting))!;
            if (line.Outcome is not null)
            {
                return Refusal.AlreadyDecided;
            }

            await DisputeEnd.Write(session, actor, line.DisputeId!, "withdrawn", explanation: "", reversalNumber: null);
            await Trace.Write(session, actor, nameof(WithdrawDispute), $"{entry.BudgetNumber}/{entry.Posting}", line.ResidentId, await Access.OnBehalfOf(session, actor, line.ResidentId));
            return entry.BudgetNumber;
        });
}
