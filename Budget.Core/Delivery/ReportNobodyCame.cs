using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>The resident says that nobody came, while the help should have begun: the municipality, which answers for the result, sees it at once.</summary>
public sealed class ReportNobodyCame(Database database)
{
    public sealed record Entry(AssignmentId AssignmentId);

    public Task<Outcome<AssignmentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AssignmentId>(actor, key, nameof(ReportNobodyCame), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await DeliveredAssignment.Find(session, actor, entry.AssignmentId) is not { } assignment)
            {
                return Refusal.NotFound;
            }

            if (session.Today < assignment.StartsOn)
            {
                return Refusal.SupportNotBegun.With(assignment.StartsOn.InDigits());
            }

            if (session.Today > assignment.EndsOn)
            {
                return Refusal.SupportEnded;
            }

            await DeliveryReport.Write(session, actor, assignment.Id, DeliveryReport.NobodyCame, session.Today);
            await Trace.Write(session, actor, nameof(ReportNobodyCame), assignment.BudgetNumber, assignment.ResidentId, await Access.OnBehalfOf(session, actor, assignment.ResidentId));
            return assignment.Id;
        });
}
