using Budget.Core.Audit;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Departures;

/// <summary>
/// That a resident died or moved away was a mistake, or the resident came back: help can be decided on again, and the account gets e-mail again. What ended stays ended, because it was decided: a new decision opens a new budget. Who acted for the resident is given access anew.
/// </summary>
public sealed class TakeBackDeparture(Database database)
{
    /// <returns>The number of the request.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string requestNumber) =>
        database.Once<string>(actor, key, nameof(TakeBackDeparture), requestNumber, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, requestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (await Departure.Of(session, request.ResidentId) is null)
            {
                return Refusal.NotDeparted;
            }

            await Departure.Write(session, actor, request.ResidentId, departure: null);
            await ClaimedMonths.AfterDeparture(session, actor, request.ResidentId);
            await Trace.Write(session, actor, nameof(TakeBackDeparture), requestNumber, request.ResidentId);
            return requestNumber;
        });
}
