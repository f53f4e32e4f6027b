using System.Text.Json;
using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Investigations;

/// <summary>
/// A report while it is being written: one of a case, for all who work on it. Whoever saves says which revision was read: when somebody else saved since, nothing is
/// written and both texts are there to put together.
/// </summary>
public sealed class ReportDraft(Database database)
{
    /// <param name="Findings">By point, 'a' to 'g'; what is empty is not in it.</param>
    /// <param name="After">The version of the report that was there when this was written; 0 when there was none.</param>
    public sealed record Content(IReadOnlyDictionary<string, string> Findings, string Advice, string Reply, long After = 0)
    {
        public bool Fits => Findings.Values.Append(Advice).Append(Reply).All(text => text.Length <= RequestContent.LongestText);
    }

    /// <param name="Revision">How often it was saved; said again with the next save.</param>
    public sealed record Saved(Content Content, long Revision, string SavedByName, DateTimeOffset SavedAt);

    /// <summary>None when nobody has begun. The page of the case, on which it is written, leaves the trace.</summary>
    public Task<Saved?> Of(Actor actor, string requestNumber) => database.Read(async session =>
    {
        if (!actor.MayDecide || await session.FirstOrNone<Row>(DraftSql, Access.Of(actor, session, requestNumber)) is not { } row)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, row.ResidentId);
        var content = words.Show(HiddenColumn.ReportDraft, $"{row.RequestId.Value:D}", row.Content);
        return content.Length == 0 ? null : new Saved(JsonSerializer.Deserialize<Content>(content)!, row.Revision, row.SavedByName, row.SavedAt);
    });

    /// <summary>Keeps what was written.</summary>
    /// <param name="revision">That was read; 0 when nobody had begun.</param>
    /// <returns>The revision it now is; a refusal when somebody else saved meanwhile, or when it is no longer the time for a report.</returns>
    public Task<Outcome<long>> Save(Actor actor, string requestNumber, long revision, Content content) => database.Overwrite<Outcome<long>>(async session =>
    {
        if (!actor.MayDecide)
        {
            return Refusal.NotAllowed;
        }

        if (await RequestQuery.Lock(session, actor, requestNumber) is not { } request)
        {
            return Refusal.NotFound;
        }

        if (request.Objection(CaseAction.GiveReport) is { } objection)
        {
            return objection;
        }

        if (content.After != (request.Facts.ReportVersion ?? 0))
        {
            return Refusal.ReportChanged;
        }

        if (!content.Fits)
        {
            return Refusal.TextTooLong.With(RequestContent.LongestText);
        }

        var (words, row, text) = (await ResidentKey.Of(session, request.ResidentId), $"{request.Id.Value:D}", JsonSerializer.Serialize(content));
        if (await session.FirstOrNone<Standing>(StandingSql, new { request.Id }) is { } standing && words.Show(HiddenColumn.ReportDraft, row, standing.Content) == text)
        {
            // Sent twice, or nothing changed.
            return standing.Revision;
        }

        var hidden = words.Hide(HiddenColumn.ReportDraft, row, text);
        var kept = await session.Execute(revision == 0 ? InsertSql : UpdateSql, new { request.Id, Content = hidden, Revision = revision, actor.UserId, session.Now });
        if (kept == 0)
        {
            return Refusal.ReportDraftChanged;
        }

        await Trace.Write(session, actor, nameof(ReportDraft), requestNumber, request.ResidentId);
        return revision + 1;
    });

    /// <summary>Of a report that was given, or that there is no longer a time for.</summary>
    internal static Task<int> Discard(Session session, RequestId request) => session.Execute(DiscardSql, new { Id = request });

    private const string DiscardSql = """
        DELETE FROM report_drafts
        WHERE request_id = @Id
        """;

    private sealed record Row(RequestId RequestId, ResidentId ResidentId, string Content, long Revision, string SavedByName, DateTimeOffset SavedAt);

    private sealed record Standing(string Content, long Revision);

    private const string StandingSql = """
        SELECT content AS Content, revision AS Revision
        FROM report_drafts
        WHERE request_id = @Id
        """;

    private const string DraftSql = $"""
        SELECT file.id AS RequestId, file.resident_id AS ResidentId, draft.content AS Content, draft.revision AS Revision, u.name AS SavedByName, draft.saved_at AS SavedAt
        FROM support_requests file
        JOIN report_drafts draft ON draft.request_id = file.id
        JOIN users u ON u.id = draft.saved_by
        WHERE file.number = @Subject
          AND {Access.ToOne}
        """;

    private const string InsertSql = """
        INSERT INTO report_drafts (request_id, content, revision, saved_by, saved_at)
        VALUES (@Id, @Content, 1, @UserId, @Now)
        ON CONFLICT (request_id) DO NOTHING
        """;

    private const string UpdateSql = """
        UPDATE report_drafts
        SET content = @Content,
            revision = revision + 1,
            saved_by = @UserId,
            saved_at = @Now
        WHERE request_id = @Id
          AND revision = @Revision
        """;
}
