using Budget.Core;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Bench;

/// <summary>
/// A deed that does nothing but book: once per key, budget locked, rules asked, the posting with its hash, the trace of who did it. Every
/// promise of the ledger and no question of any other deed.
/// </summary>
internal static class BarePosting
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    /// <summary>One cent, from available to payable.</summary>
    public static Task Do(BenchTown town, Actor actor, BudgetId budgetId) => Do(town, actor, budgetId, Append);

    public static async Task Do(BenchTown town, Actor actor, BudgetId budgetId, Func<Session, BudgetLedger, Task<Posting>> append)
    {
        var key = town.Key();
        BenchTown.Must(await town.Database.Once<long>(actor, key, nameof(BarePosting), new { budgetId, key }, async session =>
        {
            var posted = await append(session, await BudgetLedger.Open(session, actor, budgetId));
            await Trace.Write(session, actor, nameof(BarePosting), key.Value);
            return posted.Number;
        }));
    }

    private static async Task<Posting> Append(Session session, BudgetLedger ledger) => BenchTown.Must(await ledger.Append(new NewPosting(
        PostingKind.Claim, Account.Available, Account.Payable, new Money(1), Day, OriginKind.Claim, session.NewId(), "agreement 2026-000001", Counterparty: "2026-000001",
        Seal: Seal.Of(GrownLedger.SomeFacts))));
}
