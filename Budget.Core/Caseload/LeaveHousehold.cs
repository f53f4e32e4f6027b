using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Caseload;

/// <summary>A resident does not live with the others of the household any more, or never did: from now on a household of one, led by who led it until then.</summary>
public sealed class LeaveHousehold(Database database)
{
    /// <param name="requestNumber">Of who leaves.</param>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string requestNumber) =>
        database.Once<string>(actor, key, nameof(LeaveHousehold), requestNumber, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await Household.Of(session, actor, requestNumber) is not { } household)
            {
                return Refusal.NotFound;
            }

            var members = await household.Members(session);
            if (members.Count == 1)
            {
                return Refusal.LivesAlone;
            }

            var alone = await Household.MoveAlone(session, actor, household.ResidentId);
            if (household.LeadId is { } lead)
            {
                await Household.Give(session, actor, alone, lead, "moved");
            }

            foreach (var member in members)
            {
                await Trace.Write(session, actor, nameof(LeaveHousehold), requestNumber, member);
            }

            return requestNumber;
        });
}
