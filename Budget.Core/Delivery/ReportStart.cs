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

            return await Write(session, actor, assignment, entry.StartedOn);
        });

    /// <summary>The rules of it, for whatever way it was said: also by a message (WMO305), which a provider's own people hand in or the installation.</summary>
    internal static async Task<Outcome<AssignmentId>> Write(Session session, Actor actor, DeliveredAssignment assignment, DateOnly startedOn)
    {
        if (startedOn > session.Today)
        {
            return Refusal.DayInFuture;
        }

        if (startedOn < assignment.StartsOn || startedOn > assignment.EndsOn)
        {
            return Refusal.NotThenAssigned.With(assignment.StartsOn.InDigits());
        }

        // The resident's word is not written over: that somebody came after all is said of a later day, or by the resident.
        if (actor.Role is Role.ProviderStaff or Role.System && await session.FirstOrNone<Missed>(MissedSql, new { assignment.Id }) is { } missed && startedOn <= missed.On)
        {
            return Refusal.NobodyCameThen.With(missed.On.InDigits());
        }

        await DeliveryReport.Write(session, actor, assignment.Id, DeliveryReport.Started, startedOn);
        await Trace.Write(session, actor, nameof(ReportStart), assignment.BudgetNumber, assignment.ResidentId, await Access.OnBehalfOf(session, actor, assignment.ResidentId));
        return assignment.Id;
    }

    private sealed record Missed(DateOnly On);

    // That it stops says nothing of whether anybody came.
    private const string MissedSql = """
        SELECT last.happened_on AS "On"
        FROM delivery_reports last
        WHERE last.assignment_id = @Id
          AND last.kind = 'nobody-came'
          AND last.id = (SELECT MAX(newest.id) FROM delivery_reports newest WHERE newest.assignment_id = @Id AND newest.kind IN ('started', 'nobody-came'))
        """;
}
