using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Plans;

/// <summary>
/// Resident or caseworker proposes to shift volume from one line of the arrangement to another, without a new application: less of this, more of that. Nothing moves until the other side agrees
/// (<see cref="AgreeToShift"/>); one of a case waits at a time.
/// </summary>
public sealed class ProposeShift(Database database)
{
    public const int LongestReason = 1000;

    public sealed record Entry(string RequestNumber, string FromBudget, string ToBudget, Money Amount, string Reason);

    /// <returns>The id of the shift.</returns>
    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(ProposeShift), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            var reason = TypedText.Seen(entry.Reason);
            if (reason.Length is 0 or > LongestReason)
            {
                return reason.Length == 0 ? Refusal.RequestIncomplete : Refusal.TextTooLong.With(LongestReason);
            }

            if (!entry.Amount.IsPositive)
            {
                return Refusal.AmountNotPositive;
            }

            var found = await ShiftRules.Find(session, actor, request, entry.FromBudget, entry.ToBudget);
            if (found.IsRefused)
            {
                return found.Refusal!;
            }

            if (await session.Single<long>(WaitingSql, new { request.Id }) > 0)
            {
                return Refusal.ShiftWaits;
            }

            // Said early; what counts is what is there when the other side agrees.
            var available = (await PostingHistory.BalanceOf(session, found.Value.From.Id)).Available;
            if (available < entry.Amount)
            {
                return Refusal.BalanceTooLow.With(available);
            }

            var id = session.NewId();
            object?[] shift =
            [
                id, request.Id.Value, found.Value.From.Id.Value, found.Value.To.Id.Value, entry.Amount.Cents,
                (await ResidentKey.Of(session, request.ResidentId)).Hide(HiddenColumn.ShiftReason, $"{id:D}", reason), actor.Role.Stored(), actor.UserId.Value, session.Now,
            ];
            await session.Wire.Send(InsertSql, shift);
            await session.Execute(OpenSql, new { Shift = $"{id:D}", request.MunicipalityCode, request.ResidentId, Side = actor.Role.Stored() });
            if (actor.Role == Role.Caseworker)
            {
                await Outbox.Put(session, MailKind.ShiftIsProposed, request.ResidentId, entry.RequestNumber);
            }

            await Trace.Write(session, actor, nameof(ProposeShift), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return id;
        });

    /// <summary>In the order in which the postings seal them.</summary>
    internal const string Columns = "id, request_id, from_budget_id, to_budget_id, amount_cents, reason, side, proposed_by, proposed_at";

    private const string WaitingSql = """
        SELECT COUNT(*)
        FROM shifts
        WHERE request_id = @Id
          AND NOT EXISTS (SELECT 1 FROM shift_answers said WHERE said.shift_id = shifts.id)
        """;

    // Which of them wait (ShiftsWaiting), until the answer.
    private const string OpenSql = """
        INSERT INTO open_shifts (shift_id, municipality_code, resident_id, side)
        VALUES (@Shift, @MunicipalityCode, @ResidentId, @Side)
        """;

    private const string InsertSql = $"""
        INSERT INTO shifts ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;
}
