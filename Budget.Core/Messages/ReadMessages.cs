using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Messages;

/// <summary>
/// Somebody has read a conversation up to the last message that was shown: what came meanwhile stays unread. Done when the conversation is shown, as often as one likes; the look itself has left
/// its trace.
/// </summary>
public sealed class ReadMessages(Database database)
{
    public Task UpTo(Actor actor, Conversation conversation, DateTimeOffset last) => database.Overwrite(async session =>
    {
        if (Conversation.SideOf(actor) is { } side && await conversation.Find(session, actor) is { } found)
        {
            var read = new { found.RequestId, found.Other, actor.UserId, Side = side.Stored(), Last = last, session.Now };
            await session.Execute(ReadSql, read);
            await session.Execute(FirstReadSql, read);
        }
    });

    private const string ReadSql = """
        INSERT INTO message_reads (message_id, user_id, read_at)
        SELECT m.id, @UserId, @Now
        FROM case_messages m
        WHERE m.request_id = @RequestId
          AND COALESCE(m.provider_id, '') = @Other
          AND m.side <> @Side
          AND m.written_at <= @Last
        ON CONFLICT (message_id, user_id) DO NOTHING
        """;

    private const string FirstReadSql = """
        UPDATE case_messages
        SET read_at = @Now
        WHERE request_id = @RequestId
          AND COALESCE(provider_id, '') = @Other
          AND side <> @Side
          AND written_at <= @Last
          AND read_at IS NULL
        """;
}
