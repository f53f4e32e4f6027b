using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Caseload;

/// <summary>A caseworker takes the cases of a household that nobody leads. What a colleague leads is handed over (<see cref="HandOverCase"/>), never taken away unseen.</summary>
public sealed class TakeCase(Database database)
{
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string requestNumber) =>
        database.Once<string>(actor, key, nameof(TakeCase), requestNumber, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await Household.Of(session, actor, requestNumber) is not { } household)
            {
                return Refusal.NotFound;
            }

            if (household.LeadId is { } lead)
            {
                return lead == actor.UserId ? Refusal.LeadsAlready : Refusal.CaseTaken;
            }

            await Take(session, actor, household, requestNumber);
            return requestNumber;
        });

    /// <summary>Who gives the report in a case that nobody leads leads it from then on: the resident reads a name, and has somebody to ask for (Wmo 2015, 2.3.2).</summary>
    internal static async Task LeadWhenNobodyDoes(Session session, Actor actor, ResidentId resident, string requestNumber)
    {
        var household = await Household.Hold(session, actor, resident);
        if (household.LeadId is null)
        {
            await Take(session, actor, household, requestNumber);
        }
    }

    private static async Task Take(Session session, Actor actor, Household household, string requestNumber)
    {
        await Household.Give(session, actor, household.Id, actor.UserId, "taken");
        foreach (var member in await household.Members(session))
        {
            await Trace.Write(session, actor, nameof(TakeCase), requestNumber, member);
        }
    }
}
