using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>Corrects by the opposite posting, once, with a reason. A reversal itself cannot be reversed: write what is right instead.</summary>
public sealed class ReversePosting(Database database)
{
    public sealed record Entry(string BudgetNumber, long PostingNumber, string Reason);

    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<long>(actor, key, nameof(ReversePosting), entry, async session =>
        {
            if (!actor.MayHandleMoney)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            var ledger = await BudgetLedger.Open(session, actor, budget.Id);
            var reversed = await ledger.Reverse(entry.PostingNumber, entry.Reason);
            if (reversed.IsRefused)
            {
                return reversed.Refusal!;
            }

            await AuditEntry.Write(session, actor, nameof(ReversePosting), $"{entry.BudgetNumber}/{entry.PostingNumber}", budget.ResidentId);
            return reversed.Value.Number;
        });
}
