using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.Storage;

namespace Budget.Core.MyData;

/// <summary>
/// The second pair of eyes: another caseworker of the same municipality confirms what one proposed, and the file is destroyed at once (<see cref="DestroyFile"/>). Nobody
/// confirms the own proposal. What the law wants kept is asked again: a decision may have been taken since.
/// </summary>
public sealed class ConfirmDestruction(Database database)
{
    public sealed record Entry(string Number);

    public async Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry)
    {
        var done = await Confirm(actor, key, entry);
        if (!done.IsRefused)
        {
            // Also when it was done before: the first time may have been cut off here.
            await database.ForgetWhatWasDeleted(compact: false);
        }

        return done;
    }

    /// <summary>All of it but the clearing up, which is no part of the transaction.</summary>
    internal Task<Outcome<string>> Confirm(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ConfirmDestruction), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await DataRequest.Find(session, actor, entry.Number, "destruction") is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request is not { ProposedBy: { } proposedBy, Outcome: null })
            {
                return request.Outcome is null ? Refusal.NotProposed : Refusal.AlreadyAnswered;
            }

            if (proposedBy == actor.UserId)
            {
                return Refusal.OwnProposal;
            }

            // A decision that is taken at this very moment is waited for, and then keeps the file.
            if (!await ResidentFile.Lock(session, request.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await DestroyFile.ObjectionToRequest(session, request.ResidentId) is { } refusal)
            {
                return refusal;
            }

            if (await session.Single<long>(AddedSql, new { request.ResidentId, request.ProposedAt }) > 0)
            {
                return Refusal.FileChanged;
            }

            if (!await DataRequest.Answer(session, actor, request, isAgreed: true, answer: ""))
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(ConfirmDestruction), entry.Number, request.ResidentId);
            await DestroyFile.Destroy(session, request.ResidentId);
            return entry.Number;
        });

    private const string AddedSql = """
        SELECT COUNT(*)
        FROM support_requests
        WHERE resident_id = @ResidentId
          AND submitted_at > @ProposedAt
        """;
}
