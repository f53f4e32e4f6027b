using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Corrects an invoice or a claim by the opposite posting, once, with a reason. A reversal itself cannot be reversed: write what is right
/// instead. Grants and reservations end by deeds of their own, because a decision or an assignment hangs on them.
/// </summary>
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

            if (entry.Reason.Trim().Length is 0 or > 200)
            {
                return Refusal.ReasonMissing;
            }

            var ledger = await BudgetLedger.Open(session, actor, budget.Id);
            if (await ledger.KindOf(entry.PostingNumber) is PostingKind.Grant or PostingKind.Reserve)
            {
                return Refusal.NotReversible;
            }

            // The one reason in the books that somebody types: hashed as it stands, hidden.
            var words = await ResidentKey.Of(session, budget.ResidentId);
            if (words.IsDestroyed)
            {
                return Refusal.FileDestroyed;
            }

            var reversed = await ledger.Reverse(entry.PostingNumber, words.Hide(HiddenColumn.PostingReason, $"{budget.Id.Value:D}/{entry.PostingNumber}", entry.Reason));
            if (reversed.IsRefused)
            {
                return reversed.Refusal!;
            }

            await Trace.Write(session, actor, nameof(ReversePosting), $"{entry.BudgetNumber}/{entry.PostingNumber}", budget.ResidentId);
            return reversed.Value.Number;
        });
}
