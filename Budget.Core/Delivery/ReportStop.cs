using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>Why a provider stopped: as was planned, because the client wanted it, or because it cannot go on (iWmo 307, reasons 19, 21 and 22).</summary>
public enum StopReason { Planned, Client, Provider }

/// <summary>
/// The provider says that its help has stopped or stops, on a day for which it declared nothing after; that it cannot go on it says on that day at the latest. When that is before the
/// last day of the assignment, the assignment ends with it: what it may still declare stays reserved, the rest is free for another provider, and the resident is told and chooses again.
/// </summary>
public sealed class ReportStop(Database database)
{
    public sealed record Entry(AssignmentId AssignmentId, DateOnly StoppedOn, StopReason Reason);

    /// <param name="Released">What became free for another provider.</param>
    public sealed record Answer(AssignmentId AssignmentId, Money Released);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ReportStop), entry, async session =>
        {
            if (actor.Role != Role.ProviderStaff)
            {
                return Refusal.NotAllowed;
            }

            if (await DeliveredAssignment.Find(session, actor, entry.AssignmentId) is not { } found)
            {
                return Refusal.NotFound;
            }

            return await Write(session, actor, found, entry.StoppedOn, entry.Reason);
        });

    /// <summary>The rules of it, for whatever way it was said: also by a message (WMO307), which a provider's own people hand in or the installation.</summary>
    internal static async Task<Outcome<Answer>> Write(Session session, Actor actor, DeliveredAssignment found, DateOnly stoppedOn, StopReason reason)
    {
        if (reason == StopReason.Provider && stoppedOn < session.Today)
        {
            return Refusal.StopNotTold;
        }

        // What the provider itself may not see, the installation looks up: the budget of its assignment.
        var budget = (await BudgetQuery.Find(session, Actor.System(found.MunicipalityCode), found.BudgetNumber))!;
        var ledger = await BudgetLedger.Open(session, actor, budget.Id);
        var released = Money.Zero;
        // Asked again now that nobody else writes.
        var last = await found.Again(session);
        if (stoppedOn < last.StartsOn || stoppedOn > last.EndsOn)
        {
            return Refusal.DayOutsideAssignment;
        }

        if (stoppedOn < last.EndsOn)
        {
            if (await AssignmentToEnd.Of(session, budget.Id) is not { } assignment || assignment.Id != last.Id)
            {
                return Refusal.EndsAlready.With(last.EndsOn.InDigits());
            }

            if (assignment.Objection(stoppedOn) is { } objection)
            {
                return objection;
            }

            released = await assignment.End(session, actor, ledger, budget, stoppedOn, reason == StopReason.Client ? EndReason.Client : EndReason.Provider);
        }

        if (reason != StopReason.Client && stoppedOn < last.EndsOn)
        {
            await Outbox.Put(session, MailKind.ProviderStops, found.ResidentId, found.BudgetNumber);
        }

        await DeliveryReport.Write(session, actor, last.Id, DeliveryReport.Stopped, stoppedOn, reason.Stored());
        await Trace.Write(session, actor, nameof(ReportStop), found.BudgetNumber, found.ResidentId);
        return new Answer(last.Id, released);
    }
}
