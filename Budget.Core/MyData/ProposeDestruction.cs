using Budget.Core.Audit;
using Budget.Core.Retention;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>
/// A caseworker who finds that a file may go (Wmo 2015, 5.3.5) says why; nothing happens yet. Somebody else has to confirm it (<see cref="ConfirmDestruction"/>). What the
/// law wants kept is refused here already.
/// </summary>
public sealed class ProposeDestruction(Database database)
{
    public sealed record Entry(string Number, string Reason);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ProposeDestruction), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await DataRequest.Find(session, actor, entry.Number, "destruction") is not { } request)
            {
                return Refusal.NotFound;
            }

            var reason = TypedText.Seen(entry.Reason);
            if (reason.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (reason.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (await DestroyFile.ObjectionToRequest(session, request.ResidentId) is { } refusal)
            {
                return refusal;
            }

            var words = await ResidentKey.Of(session, request.ResidentId);
            if (await session.Execute(ProposeSql, new { request.Id, actor.UserId, session.Now, Reason = words.Hide(HiddenColumn.DataRequestProposal, request.Id, reason) }) == 0)
            {
                return request.Outcome is null ? Refusal.AlreadyProposed : Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(ProposeDestruction), entry.Number, request.ResidentId);
            return entry.Number;
        });

    private const string ProposeSql = """
        UPDATE data_requests
        SET proposed_by = @UserId,
            proposed_at = @Now,
            proposal = @Reason
        WHERE id = @Id
          AND outcome IS NULL
          AND proposed_by IS NULL
        """;
}
