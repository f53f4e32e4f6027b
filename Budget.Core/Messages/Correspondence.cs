using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Messages;

/// <summary>One conversation with its messages, the oldest first; the newest two hundred. For its two sides, and nobody else.</summary>
public sealed class Correspondence(Database database)
{
    public const int Most = 200;

    /// <param name="ReadAt">When somebody of the other side first read it.</param>
    /// <param name="IsOwnAccount">Written by the resident, and not by who represents the resident.</param>
    public sealed record Message(Guid Id, MessageSide Side, UserId WriterId, string WriterName, DateTimeOffset WrittenAt, string Words, DateTimeOffset? ReadAt, bool IsNew, bool IsOwnAccount);

    /// <param name="OtherName">The municipality, or the provider.</param>
    /// <param name="IsOpen">Whether one may still write.</param>
    /// <param name="HasMore">Older ones are not shown.</param>
    /// <param name="OnPaper">Who of the resident's side wants letters on paper; for staff of the municipality only.</param>
    public sealed record Answer(
        Conversation Conversation, ResidentId ResidentId, string RequestNumber, string ResidentName, string MunicipalityName, string OtherName, bool IsOpen, bool HasMore, IReadOnlyList<Message> Messages,
        IReadOnlyList<string> OnPaper);

    public async Task<Answer?> Of(Actor actor, Conversation conversation) => Conversation.SideOf(actor) is not { } side ? null : await database.Look(
        actor, nameof(Correspondence), conversation.RequestNumber, async session =>
        {
            if (await conversation.Find(session, actor) is not { } found)
            {
                return null;
            }

            var rows = await session.List<Row>(MessagesSql, new { found.RequestId, found.Other, actor.UserId, Side = side.Stored(), Most = Most + 1L });
            var words = await ResidentKey.Of(session, found.ResidentId);
            return new Answer(
                conversation, found.ResidentId, found.RequestNumber, found.ResidentName, found.MunicipalityName, found.OtherName, found.IsOpen == 1, rows.Count > Most,
                [
                    .. rows.Take(Most).Reverse().Select(row => new Message(
                        Guid.Parse(row.Id), StoredNames.Parse<MessageSide>(row.Side), row.WriterId, row.WriterName, row.WrittenAt, words.Show(HiddenColumn.MessageWords, row.Id, row.Words), row.ReadAt, row.IsNew == 1, row.IsOwn == 1)),
                ],
                side == MessageSide.Municipality ? await MailWish.OnPaper(session, found.ResidentId) : []);
        },
        answer => answer.ResidentId);

    private sealed record Row(string Id, string Side, UserId WriterId, string WriterName, DateTimeOffset WrittenAt, string Words, DateTimeOffset? ReadAt, long IsNew, long IsOwn);

    private const string MessagesSql = """
        SELECT m.id AS Id, m.side AS Side, u.id AS WriterId, u.name AS WriterName, m.written_at AS WrittenAt, m.words AS Words, m.read_at AS ReadAt,
               CASE WHEN m.side <> @Side AND NOT EXISTS (SELECT 1 FROM message_reads r WHERE r.message_id = m.id AND r.user_id = @UserId) THEN 1 ELSE 0 END AS IsNew,
               CASE WHEN EXISTS (
                   SELECT 1 FROM resident_access own WHERE own.user_id = m.written_by AND own.resident_id = m.resident_id AND own.kind = 'self') THEN 1 ELSE 0 END AS IsOwn
        FROM case_messages m
        JOIN users u ON u.id = m.written_by
        WHERE m.request_id = @RequestId
          AND COALESCE(m.provider_id, '') = @Other
        ORDER BY m.written_at DESC, m.id DESC
        LIMIT @Most
        """;
}
