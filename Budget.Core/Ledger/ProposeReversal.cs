using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The first two of four eyes: somebody of finance says which invoice or claim must be reversed, and why. Nothing is booked before a colleague approves
/// (<see cref="ApproveReversal"/>). A reversal itself cannot be reversed: write what is right instead. Grants and reservations end by deeds of
/// their own, because a decision or an assignment hangs on them.
/// </summary>
public sealed class ProposeReversal(Database database)
{
    public const int LongestReason = 200;

    /// <param name="Reason">1 to 200 letters; stands in the books once it was approved.</param>
    public sealed record Entry(string BudgetNumber, long PostingNumber, string Reason);

    public Task<Outcome<ReversalId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(ProposeReversal), entry, session => In(session, actor, entry));

    internal static async Task<Outcome<ReversalId>> In(Session session, Actor actor, Entry entry)
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
        {
            return Refusal.NotFound;
        }

        var reason = TypedText.Seen(entry.Reason);
        if (reason.Length is 0 or > LongestReason)
        {
            return reason.Length == 0 ? Refusal.ReasonMissing : Refusal.TextTooLong.With(LongestReason);
        }

        var ledger = await BudgetLedger.Open(session, actor, budget.Id);
        switch (await ledger.KindOf(entry.PostingNumber))
        {
            case PostingKind.Grant or PostingKind.Reserve or PostingKind.Shift:
                return Refusal.NotReversible;
            case PostingKind.Payment:
                return Refusal.PaymentNotReversible;
        }

        var reversible = await ledger.Reversible(entry.PostingNumber);
        if (reversible.IsRefused)
        {
            return reversible.Refusal!;
        }

        // Behind the lock of the budget: nobody else proposes it now.
        if (await session.Single<long>(WaitingSql, new { budget.Id, entry.PostingNumber }) > 0)
        {
            return Refusal.AlreadyProposed;
        }

        var words = await ResidentKey.Of(session, budget.ResidentId);
        if (words.IsDestroyed)
        {
            return Refusal.FileDestroyed;
        }

        var id = new ReversalId(session.NewId());
        await session.Execute(InsertSql, new
        {
            id,
            BudgetId = budget.Id,
            entry.PostingNumber,
            reversible.Value.Amount,
            Reason = words.Hide(HiddenColumn.ReversalReason, $"{id.Value:D}", reason),
            actor.UserId,
            session.Now,
        });
        await Trace.Write(session, actor, nameof(ProposeReversal), $"{entry.BudgetNumber}/{entry.PostingNumber}", budget.ResidentId);
        return id;
    }

    private const string WaitingSql = """
        SELECT COUNT(*)
        FROM proposed_reversals
        WHERE budget_id = @Id
          AND posting_number = @PostingNumber
          AND outcome IS NULL
        """;

    private const string InsertSql = """
        INSERT INTO proposed_reversals (id, budget_id, posting_number, amount_cents, reason, proposed_by, proposed_at, answer)
        VALUES (@id, @BudgetId, @PostingNumber, @Amount, @Reason, @UserId, @Now, '')
        """;
}
