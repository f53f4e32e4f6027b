using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Supporters;

/// <summary>
/// The resident, or who represents the resident, invites somebody to read along with one case: a client supporter (Wmo 2015, 2.3.2 lid 3), a daughter, a neighbour. Gives
/// a code that the resident passes on; who signs in and enters it (<see cref="AcceptInvitation"/>) reads along until either ends it (<see cref="EndSupporter"/>) or the case is over.
/// </summary>
public sealed class InviteSupporter(Database database)
{
    public const int LongestLabel = 60;

    /// <summary>Who reads along or may at the same time: more is a meeting.</summary>
    public const int MostAtOnce = 5;

    /// <summary>How long a code can be used.</summary>
    public const int CodeDays = 14;

    /// <summary>Reading along that lasts longer is forgotten, as with consent: a year, and then the resident is asked again.</summary>
    public const int LongestDays = 366;

    /// <param name="Label">Who it is, in own words.</param>
    public sealed record Entry(string RequestNumber, string Label);

    /// <returns>The id of the invitation; its code is shown by <see cref="SupportersOfCase"/>.</returns>
    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(InviteSupporter), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            var label = TypedText.Seen(entry.Label);
            if (NewInvitation.Fault(label) is { } fault)
            {
                return fault;
            }

            if (await SupportedRequest.IsOver(session, request.Id, request.Progress))
            {
                return Refusal.CaseOver;
            }

            if (await NewInvitation.Standing(session, request.Id, budget: null) >= MostAtOnce)
            {
                return Refusal.SupportersTooMany.With(MostAtOnce);
            }

            var id = await NewInvitation.Write(session, actor, request.Id, request.ResidentId, label, session.Today.AddDays(LongestDays));
            await Trace.Write(session, actor, nameof(InviteSupporter), request.Number, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return id;
        });
}
