using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>
/// A caseworker answers that a file stays, and why (Wmo 2015, 5.3.5 lid 2: a law wants it kept, or it matters to somebody else). One pair of eyes is enough: what is kept can
/// still go. It also ends a proposal with which a colleague does not agree.
/// </summary>
public sealed class KeepFile(Database database)
{
    public sealed record Entry(string Number, string Answer);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(KeepFile), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await DataRequest.Find(session, actor, entry.Number, "destruction") is not { } request)
            {
                return Refusal.NotFound;
            }

            var answer = TypedText.Seen(entry.Answer);
            if (answer.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (answer.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (!await DataRequest.Answer(session, actor, request, isAgreed: false, answer))
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(KeepFile), entry.Number, request.ResidentId);
            return entry.Number;
        });
}
