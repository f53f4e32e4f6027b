using System.Text.Json;
using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// What is being typed, kept at every step; one per user and resident. Writing the same draft twice does no harm, so it needs no key.
/// A draft of somebody whose file you may not open does not exist for you.
/// </summary>
public sealed class RequestDraft(Database database)
{
    public Task<RequestContent> Of(Actor actor, ResidentId resident) =>
        database.Read(async session => await Kept(session, actor, resident, await ResidentKey.Of(session, resident)));

    private static async Task<RequestContent> Kept(Session session, Actor actor, ResidentId resident, TextKey words) =>
        await session.FirstOrNone<string>(DraftSql, Access.Of(actor, session, resident.Value.ToString("D"))) is { } hidden
            ? JsonSerializer.Deserialize<RequestContent>(words.Show(HiddenColumn.Draft, $"{actor.UserId.Value:D}", hidden))!
            : RequestContent.Empty;

    /// <summary>The people for whom this user has begun a request and not sent it yet.</summary>
    public Task<IReadOnlyList<Unfinished>> All(Actor actor) => database.LookThrough(actor, nameof(RequestDraft), session =>
        session.List<Unfinished>(UnfinishedSql, Access.Of(actor, session)), OthersSql);

    public sealed record Unfinished(ResidentId ResidentId, string ResidentName, DateTimeOffset SavedAt);

    /// <summary>The key under which this draft is sent; the same in every tab and on every device. None without a draft.</summary>
    public Task<string?> SendKeyOf(Actor actor, ResidentId resident) => database.Read(session =>
        session.FirstOrNone<string>(SendKeySql, new { actor.UserId, resident }));

    /// <summary>Changes what is kept, in one transaction with reading it: of two devices that save at once the second changes what the first left.</summary>
    /// <param name="change">What is kept now, changed; none keeps it as it is. May be asked more than once.</param>
    public Task Save(Actor actor, ResidentId resident, Func<RequestContent, RequestContent?> change) => database.Overwrite(async session =>
    {
        // Nobody's file: there is nothing to keep.
        if (!await ResidentFile.Lock(session, resident))
        {
            return;
        }

        var words = await ResidentKey.Of(session, resident);
        if (change(await Kept(session, actor, resident, words)) is not { } content)
        {
            return;
        }

        await session.Execute(SaveSql, Session.With(
            Access.Of(actor, session, resident),
            ("Content", words.Hide(HiddenColumn.Draft, $"{actor.UserId.Value:D}", JsonSerializer.Serialize(content))),
            ("SendKey", session.NewId().ToString("D"))));
    });

    public Task Discard(Actor actor, ResidentId resident) => database.Overwrite(session =>
        session.Execute(DiscardSql, new { actor.UserId, resident }));

    private const string DraftSql = $"""
        SELECT file.content
        FROM support_request_drafts file
        JOIN residents r ON r.id = file.resident_id
        WHERE file.user_id = @UserId
          AND file.resident_id = @Subject
          AND file.resident_id IN ({Access.Mine})
        """;

    private const string SendKeySql = """
        SELECT send_key
        FROM support_request_drafts
        WHERE user_id = @UserId
          AND resident_id = @resident
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM support_request_drafts file
        WHERE file.resident_id IN ({Access.Others})
          AND file.user_id = @UserId
        """;

    private const string UnfinishedSql = $"""
        SELECT r.id AS ResidentId, r.name AS ResidentName, d.saved_at AS SavedAt
        FROM support_request_drafts d
        JOIN residents r ON r.id = d.resident_id
        WHERE d.user_id = @UserId
          AND d.resident_id IN ({Access.Mine})
        ORDER BY d.saved_at DESC
        """;

    private const string SaveSql = $"""
        INSERT INTO support_request_drafts (user_id, resident_id, content, send_key, saved_at)
        SELECT @UserId, r.id, @Content, @SendKey, @Now
        FROM residents r
        WHERE r.id = @Subject
          AND r.id IN ({Access.Mine})
        ON CONFLICT (user_id, resident_id) DO UPDATE
        SET content = excluded.content,
            saved_at = excluded.saved_at
        """;

    private const string DiscardSql = """
        DELETE FROM support_request_drafts
        WHERE user_id = @UserId
          AND resident_id = @resident
        """;
}
