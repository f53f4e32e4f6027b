using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>A colleague says why a proposed reversal will not be; or who proposed it takes it back. Nothing is booked, and the posting may be proposed again.</summary>
public sealed class RejectReversal(Database database)
{
    /// <param name="Answer">Why not, 1 to 200 letters; may stay empty when one takes back one's own.</param>
    public sealed record Entry(ReversalId Id, string Answer);

    public Task<Outcome<ReversalId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ReversalId>(actor, key, nameof(RejectReversal), entry, async session =>
        {
            if (actor.Role != Role.Finance)
            {
                return Refusal.NotAllowed;
            }

            if (await ProposedReversal.Find(session, actor, entry.Id) is not { } proposal)
            {
                return Refusal.NotFound;
            }

            var (isOwn, answer) = (proposal.ProposedBy == actor.UserId, TypedText.Seen(entry.Answer));
            if (answer.Length > ProposeReversal.LongestReason || (answer.Length == 0 && !isOwn))
            {
                return answer.Length == 0 ? Refusal.ReasonMissing : Refusal.TextTooLong.With(ProposeReversal.LongestReason);
            }

            // Behind the lock of the budget, as the approval.
            await BudgetLedger.Open(session, actor, proposal.BudgetId);
            var words = await ResidentKey.Of(session, proposal.ResidentId);
            var rejected = await session.Execute(RejectSql, new
            {
                entry.Id,
                Outcome = isOwn ? "withdrawn" : "rejected",
                actor.UserId,
                session.Now,
                Answer = words.IsDestroyed ? "" : words.Hide(HiddenColumn.ReversalAnswer, $"{entry.Id.Value:D}", answer),
            });
            if (rejected == 0)
            {
                return Refusal.AlreadyDecided;
            }

            var subject = $"{proposal.BudgetNumber}/{proposal.PostingNumber}";
            await (isOwn
                ? Trace.Write(session, actor, "WithdrawReversal", subject, proposal.ResidentId)
                : Trace.Write(session, actor, nameof(RejectReversal), subject, proposal.ResidentId));
            return entry.Id;
        });

    private const string RejectSql = """
        UPDATE proposed_reversals
        SET outcome = @Outcome,
            decided_by = @UserId,
            decided_at = @Now,
            answer = @Answer
        WHERE id = @Id
          AND outcome IS NULL
        """;
}
