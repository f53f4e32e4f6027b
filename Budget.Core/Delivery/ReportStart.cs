using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// The help has begun: said by the provider (iWmo 305), by the resident, or by a caseworker of the municipality who heard it from them, of a day within the assignment that is not in the
/// future. It closes the watch over the start, and over that nobody came (<see cref="DeliveryWatch"/>). Saying it again puts the day right.
/// </summary>
public sealed class ReportStart(Database database)
{
    public sealed record Entry(AssignmentId AssignmentId, DateOnly StartedOn);

    public Task<Outcome<AssignmentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AssignmentId>(actor, key, nameof(ReportStart), entry, async session =>
        {
            if (await DeliveredAssignment.Find(session, actor, entry.AssignmentId) is not { } assignment)
            {
                return Refusal.NotFound;
            }

            if (entry.StartedOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            if (entry.StartedOn < assignment.StartsOn || entry.StartedOn > assignment.EndsOn)
            {
                return Refusal.NotThenAssigned.With(assignment.StartsOn.InDigits());
            }

            await DeliveryReport.Write(session, actor, assignment.Id, DeliveryReport.Started, entry.StartedOn);
            await Trace.Write(session, actor, nameof(ReportStart), assignment.BudgetNumber, assignment.ResidentId, await Access.OnBehalfOf(session, actor, assignment.ResidentId));
            return assignment.Id;
        });
}
