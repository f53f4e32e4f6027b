using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Plans;

/// <summary>
/// The side that did not propose a shift agrees to it, or says no; who proposed it may take it back. With a yes the money moves at once, in one transaction: available → fund in the one budget and fund →
/// available in the other, never what is reserved or spent. The two postings name each other and the shift, and both seal the proposal and the answer (docs/decisions/0017). Of a PVB with a provider
/// what comes in is reserved for that provider, so that it can give more help.
/// </summary>
public sealed class AgreeToShift(Database database)
{
    /// <param name="Words">Why not, of a no; a caseworker always says why.</param>
    public sealed record Entry(string RequestNumber, Guid Shift, bool Agrees, string Words = "");

    /// <returns>The number of the case.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AgreeToShift), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request
                || await session.FirstOrNone<ShiftRow>(ShiftSql, new { Shift = entry.Shift.ToString("D"), request.Id }) is not { } shift)
            {
                return Refusal.NotFound;
            }

            if (shift.Answers > 0)
            {
                return Refusal.AlreadyDecided;
            }

            var (words, isOwn) = (TypedText.Seen(entry.Words), shift.Side == actor.Role.Stored());
            if (entry.Agrees && isOwn)
            {
                return Refusal.ShiftNeedsOther;
            }

            if (words.Length > ProposeShift.LongestReason)
            {
                return Refusal.TextTooLong.With(ProposeShift.LongestReason);
            }

            if (!entry.Agrees && !isOwn && actor.Role == Role.Caseworker && words.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, request.ResidentId);
            if (entry.Agrees)
            {
                if (await Move(session, actor, request, shift, words, onBehalfOf) is { } refusal)
                {
                    return refusal;
                }
            }
            else
            {
                await session.Wire.Send(InsertSql, await Answer(session, actor, request, shift, isOwn ? "withdrawn" : "declined", words, null, null));
            }

            await session.Execute(CloseSql, new { shift.Id });
            await Trace.Write(session, actor, nameof(AgreeToShift), entry.RequestNumber, request.ResidentId, onBehalfOf);
            return entry.RequestNumber;
        });

    private static async Task<Refusal?> Move(Session session, Actor actor, RequestFacts request, ShiftRow shift, string words, ResidentId? onBehalfOf)
    {
        var (from, to) = await BudgetLedger.OpenBoth(session, actor, new BudgetId(Guid.Parse(shift.FromId)), new BudgetId(Guid.Parse(shift.ToId)), onBehalfOf);
        // Asked behind both locks: a decision may have ended one of them meanwhile.
        var found = await ShiftRules.Find(session, actor, request, shift.FromNumber, shift.ToNumber);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var answer = await Answer(session, actor, request, shift, "agreed", words, from.NextNumber, to.NextNumber);
        var seal = Seal.Of((object?[])[shift.Id, $"{request.Id.Value:D}", shift.FromId, shift.ToId, shift.Amount.Cents, shift.Reason, shift.Side, shift.ProposedBy, shift.ProposedAt], answer);
        var (outNumber, inNumber, id) = (from.NextNumber, to.NextNumber, Guid.Parse(shift.Id));
        var taken = await from.Append(new NewPosting(
            PostingKind.Shift, Account.Available, Account.Fund, shift.Amount, session.Today, OriginKind.Shift, id, $"shift {shift.ToNumber}/{inNumber}", Seal: seal));
        if (taken.IsRefused)
        {
            return taken.Refusal;
        }

        var given = await to.Append(new NewPosting(
            PostingKind.Shift, Account.Fund, Account.Available, shift.Amount, session.Today, OriginKind.Shift, id, $"shift {shift.FromNumber}/{outNumber}", Seal: seal));
        if (given.IsRefused)
        {
            return given.Refusal;
        }

        await session.Wire.Send(InsertSql, answer);
        return await NewAssignment.ReserveMore(session, to, found.Value.To, shift.Amount);
    }

    private static async Task<object?[]> Answer(Session session, Actor actor, RequestFacts request, ShiftRow shift, string outcome, string words, long? fromNumber, long? toNumber) =>
    [
        Guid.Parse(shift.Id), outcome, (await ResidentKey.Of(session, request.ResidentId)).Hide(HiddenColumn.ShiftAnswer, shift.Id, words), actor.UserId.Value, session.Now, fromNumber, toNumber,
    ];

    private sealed record ShiftRow(
        string Id, string FromId, string FromNumber, string ToId, string ToNumber, Money Amount, string Reason, string Side, string ProposedBy, DateTimeOffset ProposedAt, long Answers);

    /// <summary>In the order in which the postings seal them.</summary>
    internal const string Columns = "shift_id, outcome, answer, answered_by, answered_at, from_number, to_number";

    private const string ShiftSql = """
        SELECT shift.id AS Id, shift.from_budget_id AS FromId, source.number AS FromNumber, shift.to_budget_id AS ToId, target.number AS ToNumber, shift.amount_cents AS Amount,
               shift.reason AS Reason, shift.side AS Side, shift.proposed_by AS ProposedBy, shift.proposed_at AS ProposedAt,
               (SELECT COUNT(*) FROM shift_answers said WHERE said.shift_id = shift.id) AS Answers
        FROM shifts shift
        JOIN budgets source ON source.id = shift.from_budget_id
        JOIN budgets target ON target.id = shift.to_budget_id
        WHERE shift.id = @Shift
          AND shift.request_id = @Id
        """;

    private const string CloseSql = """
        DELETE FROM open_shifts
        WHERE shift_id = @Id
        """;

    private const string InsertSql = $"""
        INSERT INTO shift_answers ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;
}
