using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>
/// Somebody asks that the file be destroyed (Wmo 2015, 5.3.5). Whether the law lets it is for the municipality to say, within a month; asking is always free, once at a
/// time. Answers the number of the request.
/// </summary>
public sealed class AskDestruction(Database database)
{
    /// <param name="Words">Why; may be empty, because nobody has to say.</param>
    public sealed record Entry(ResidentId ResidentId, string Words);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AskDestruction), entry, async session =>
        {
            if (entry.Words.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file)
            {
                return Refusal.NotFound;
            }

            var number = await DataRequest.NextNumber(session);
            // Asked of the database: two tabs may ask at the same time.
            if (await DataRequest.Insert(session, actor, file, number, "destruction", "file", TypedText.Seen(entry.Words), "") == 0)
            {
                return Refusal.AlreadyAsked;
            }

            await Trace.Write(session, actor, nameof(AskDestruction), number, entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return number;
        });
}
