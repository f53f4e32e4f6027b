using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>
/// The resident, or who represents the resident, invites somebody to read along with one budget, until a day: to look only, or also to enter hours that came on paper, which then wait for the holder. The code is passed on as with a case
/// (<see cref="InviteSupporter"/>); whoever took it reads this budget and nothing else, until either ends it.
/// </summary>
public sealed class InviteToBudget(Database database)
{
    /// <param name="MayPrepare">Of a budget that the resident holds.</param>
    /// <param name="EndsOn">The last day of it: the same day a year later at most.</param>
    public sealed record Entry(string BudgetNumber, string Label, bool MayPrepare, DateOnly EndsOn);

    /// <returns>The id of the invitation; its code is shown by <see cref="SupportersOfBudget"/>.</returns>
    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(InviteToBudget), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget || !await ResidentFile.Lock(session, budget.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await Departure.AgainstRequest(session, budget.ResidentId) is { } gone)
            {
                return gone;
            }

            var label = TypedText.Seen(entry.Label);
            if (NewInvitation.Fault(label) is { } fault)
            {
                return fault;
            }

            if (entry.EndsOn < session.Today || entry.EndsOn > session.Today.AddYears(1))
            {
                return Refusal.SupportDayInvalid;
            }

            if (entry.MayPrepare && !budget.IsPersonHeld)
            {
                return Refusal.NotPersonHeld;
            }

            var request = await RequestOf(session, budget.Id);
            if (await NewInvitation.Standing(session, request, budget.Id) >= InviteSupporter.MostAtOnce)
            {
                return Refusal.SupportersTooMany.With(InviteSupporter.MostAtOnce);
            }

            var id = await NewInvitation.Write(session, actor, request, budget.ResidentId, label, entry.EndsOn, budget.Id, entry.MayPrepare);
            await Trace.Write(session, actor, nameof(InviteToBudget), budget.Number, budget.ResidentId, await Access.OnBehalfOf(session, actor, budget.ResidentId));
            return id;
        });

    /// <summary>The case in which it was granted.</summary>
    internal static Task<RequestId> RequestOf(Session session, BudgetId budget) => session.Single<RequestId>(RequestSql, new { Id = budget });

    private const string RequestSql = """
        SELECT d.request_id
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        WHERE b.id = @Id
        """;
}
