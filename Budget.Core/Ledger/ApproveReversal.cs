using Budget.Core.Audit;
using Budget.Core.Disputes;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The other two of four eyes: a colleague of who proposed it (<see cref="ProposeReversal"/>) reverses an invoice or a claim by the opposite posting,
/// once. The posting carries the reason, and the seal of its proposal: who proposed it and who approved it cannot be changed unseen.
/// </summary>
public sealed class ApproveReversal(Database database)
{
    /// <summary>Answers the number of the opposite posting.</summary>
    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, ReversalId id) =>
        database.Once(actor, key, nameof(ApproveReversal), id, session => In(session, actor, id));

    internal static async Task<Outcome<long>> In(Session session, Actor actor, ReversalId id)
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        if (await ProposedReversal.Find(session, actor, id) is not { } proposal)
        {
            return Refusal.NotFound;
        }

        if (proposal.ProposedBy == actor.UserId)
        {
            return Refusal.OwnProposal;
        }

        var ledger = await BudgetLedger.Open(session, actor, proposal.BudgetId);
        // Read again behind the lock of the budget: two colleagues may be at it.
        if (await ProposedReversal.Find(session, actor, id) is not { Outcome: null })
        {
            return Refusal.AlreadyDecided;
        }

        // The one reason in the books that somebody types: hashed as it stands, hidden.
        var words = await ResidentKey.Of(session, proposal.ResidentId);
        if (words.IsDestroyed)
        {
            return Refusal.FileDestroyed;
        }

        var reason = words.Show(HiddenColumn.ReversalReason, $"{id.Value:D}", proposal.Reason);
        var seal = Seal.Of(
        [
            id.Value, proposal.BudgetId.Value, proposal.PostingNumber, proposal.Amount.Cents, proposal.Reason, proposal.ProposedBy.Value, proposal.ProposedAt,
            actor.UserId.Value, session.Now,
        ]);
        var reversed = await ledger.Reverse(
            proposal.PostingNumber, words.Hide(HiddenColumn.PostingReason, $"{proposal.BudgetId.Value:D}/{proposal.PostingNumber}", reason), seal);
        if (reversed.IsRefused)
        {
            return reversed.Refusal!;
        }

        await DisputeEnd.TakenBack(session, actor, proposal.BudgetId, proposal.PostingNumber, reversed.Value.Number, DisputeEnd.Corrected);
        await session.Execute(ApproveSql, new { id, actor.UserId, session.Now, reversed.Value.Number });
        await Trace.Write(session, actor, nameof(ApproveReversal), $"{proposal.BudgetNumber}/{proposal.PostingNumber}", proposal.ResidentId);
        return reversed.Value.Number;
    }

    /// <summary>What the reversal seals, in that order; the number of the reversal is the posting's own.</summary>
    internal const string SealedColumns = "id, budget_id, posting_number, amount_cents, reason, proposed_by, proposed_at, decided_by, decided_at";

    private const string ApproveSql = """
        UPDATE proposed_reversals
        SET outcome = 'reversed',
            decided_by = @UserId,
            decided_at = @Now,
            reversal_number = @Number
        WHERE id = @id
        """;
}
