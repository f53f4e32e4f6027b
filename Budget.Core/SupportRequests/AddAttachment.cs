using System.Security.Cryptography;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The resident, or who represents the resident, sends a paper along with a request: a PDF, a JPEG or a PNG by its bytes, of at most 5 MB, ten to a request
/// and 25 MB to a resident. Kept under an id of ours and hidden under the resident's key; whoever gets it back gets it as a download.
/// </summary>
public sealed class AddAttachment(Database database)
{
    public const int LargestMegabytes = 5;
    public const int LargestBytes = LargestMegabytes * 1024 * 1024;
    public const int MostOfRequest = 10;
    public const int QuotaMegabytes = 25;
    public const int LongestName = 200;

    /// <param name="Name">As the sender calls it: shown, never used as a name.</param>
    public sealed record Entry(string RequestNumber, string Name, byte[] Content);

    public Task<Outcome<AttachmentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AttachmentId>(
            actor, key, nameof(AddAttachment), new { entry.RequestNumber, entry.Name, Content = Convert.ToHexStringLower(SHA256.HashData(entry.Content)) }, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Find(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (entry.Content.Length > LargestBytes)
            {
                return Refusal.AttachmentTooLarge.With(LargestMegabytes);
            }

            if (AttachmentKinds.Of(entry.Content) is not { } kind)
            {
                return Refusal.AttachmentUnknown;
            }

            // The resident's row is locked: who sends ten at once is counted ten times.
            var there = await session.LockAndRead<Count>(CountSql, new { request.Id, request.ResidentId });
            if (there.OfRequest >= MostOfRequest)
            {
                return Refusal.AttachmentsTooMany.With(MostOfRequest);
            }

            if (there.Bytes + entry.Content.Length > QuotaMegabytes * 1024L * 1024)
            {
                return Refusal.AttachmentsTooLarge.With(QuotaMegabytes);
            }

            var words = await ResidentKey.Of(session, request.ResidentId);
            if (words.IsDestroyed)
            {
                return Refusal.FileDestroyed;
            }

            var id = new AttachmentId(session.NewId());
            var name = NameOf(entry.Name, kind);
            await session.Execute(InsertSql, new
            {
                id,
                RequestId = request.Id,
                request.ResidentId,
                Name = words.Hide(HiddenColumn.AttachmentName, $"{id.Value:D}", name),
                Kind = kind.Stored(),
                Size = (long)entry.Content.Length,
                Content = words.Hide(HiddenColumn.AttachmentContent, $"{id.Value:D}", entry.Content),
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(AddAttachment), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return id;
        });

    /// <summary>The last part of whatever path it was, as others will see it; without half a sign at the end.</summary>
    private static string NameOf(string typed, AttachmentKind kind)
    {
        var name = TypedText.Seen(typed[(typed.LastIndexOfAny(['/', '\\']) + 1)..]);
        if (name.Length > LongestName)
        {
            name = name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)];
        }

        return name.Length == 0 || name == kind.Ending() ? $"stuk{kind.Ending()}" : name;
    }

    private sealed record Count(long OfRequest, long Bytes);

    private const string CountSql = $"""
        {RowLock.Resident}
        SELECT COUNT(*) FILTER (WHERE request_id = @Id) AS OfRequest, CAST(COALESCE(SUM(size), 0) AS BIGINT) AS Bytes
        FROM attachments
        WHERE resident_id = @ResidentId
        """;

    private const string InsertSql = """
        INSERT INTO attachments (id, request_id, resident_id, name, kind, size, content, added_by, added_at)
        VALUES (@id, @RequestId, @ResidentId, @Name, @Kind, @Size, @Content, @UserId, @Now)
        """;
}
