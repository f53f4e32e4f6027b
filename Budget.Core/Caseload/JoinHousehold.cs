using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Caseload;

/// <summary>
/// A resident lives together with another of the same municipality: from now on one caseworker leads the cases of both, who led those of the household, or else who led those of the one who
/// joins it. Both are named by the number of a case.
/// </summary>
public sealed class JoinHousehold(Database database)
{
    /// <param name="RequestNumber">Of somebody in the household.</param>
    /// <param name="JoiningNumber">Of who joins it.</param>
    public sealed record Entry(string RequestNumber, string JoiningNumber);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(JoinHousehold), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await Household.ResidentOf(session, actor, entry.RequestNumber) is not { } there || await Household.ResidentOf(session, actor, entry.JoiningNumber) is not { } joining)
            {
                return Refusal.NotFound;
            }

            if (there == joining)
            {
                return Refusal.SameHousehold;
            }

            // In one order, whoever joins whom: two who do it the other way round at once wait for each other only once.
            foreach (var resident in new[] { there, joining }.OrderBy(one => $"{one.Value:D}", StringComparer.Ordinal))
            {
                if (!await ResidentFile.Lock(session, resident))
                {
                    return Refusal.NotFound;
                }
            }

            var (household, left) = (await Household.Hold(session, actor, there), await Household.Hold(session, actor, joining));
            if (household.Id == left.Id)
            {
                return Refusal.SameHousehold;
            }

            await Household.Move(session, actor, joining, household.Id);
            // Written anew for who joins: each file says who led its cases from the day of a move on.
            if ((household.LeadId ?? left.LeadId) is { } lead)
            {
                await Household.Give(session, actor, household.Id, lead, "moved");
            }

            foreach (var member in await household.Members(session))
            {
                await Trace.Write(session, actor, nameof(JoinHousehold), entry.RequestNumber, member);
            }

            return entry.RequestNumber;
        });
}
