using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Messages;

/// <summary>
/// Somebody writes a message in a case: the resident or who represents the resident, a caseworker of the municipality, or staff of a provider that gives the support. Hidden under the resident's
/// key; who asked for it gets an e-mail that says that there is something to read. A message that was sent stays as it is.
/// </summary>
public sealed class WriteMessage(Database database)
{
    /// <summary>Of one person in twenty-four hours: more than a conversation, less than a flood.</summary>
    public const int MostADay = 100;

    public const int Longest = RequestContent.LongestText;

    public sealed record Entry(Conversation Conversation, string Words);

    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(WriteMessage), entry, async session =>
        {
            if (Conversation.SideOf(actor) is not { } side)
            {
                return Refusal.NotAllowed;
            }

            if (await entry.Conversation.Find(session, actor) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (found.IsOpen == 0)
            {
                return Refusal.ConversationOver;
            }

            var words = TypedText.Seen(entry.Words);
            if (words.Length == 0)
            {
                return Refusal.MessageEmpty;
            }

            if (words.Length > Longest)
            {
                return Refusal.TextTooLong.With(Longest);
            }

            if (await session.LockAndRead<long>(WrittenSql, new { actor.UserId, Since = session.Now.AddDays(-1) }) >= MostADay)
            {
                return Refusal.MessagesTooMany.With(MostADay);
            }

            // In the order in which they were written also within one moment, as traces are.
            var (hidden, id) = (await ResidentKey.Of(session, found.ResidentId), session.NewTraceId());
            await session.Execute(InsertSql, new
            {
                Id = id.ToString("D"),
                found.RequestId,
                found.ResidentId,
                found.MunicipalityCode,
                found.Provider,
                Side = side.Stored(),
                actor.UserId,
                session.Now,
                session.Today,
                Words = hidden.Hide(HiddenColumn.MessageWords, $"{id:D}", words),
            });
            foreach (var user in await TellWhom.OfMessage(session, found, side, actor.UserId))
            {
                await Outbox.PutTo(session, MailKind.MessageIsThere, user, found.MunicipalityCode, found.RequestNumber);
            }

            await Trace.Write(session, actor, nameof(WriteMessage), found.RequestNumber, found.ResidentId, await Access.OnBehalfOf(session, actor, found.ResidentId));
            return id;
        });

    private const string WrittenSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM case_messages
        WHERE written_by = @UserId
          AND written_at > @Since
        """;

    private const string InsertSql = """
        INSERT INTO case_messages (id, request_id, resident_id, municipality_code, provider_id, side, written_by, written_at, written_on, words)
        VALUES (@Id, @RequestId, @ResidentId, @MunicipalityCode, @Provider, @Side, @UserId, @Now, @Today, @Words)
        """;
}
