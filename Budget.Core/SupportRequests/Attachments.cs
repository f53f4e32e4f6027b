using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>The papers that were sent along with a request: for the resident, who represents the resident, and caseworkers of the municipality.</summary>
public sealed class Attachments(Database database)
{
    public sealed record Item(AttachmentId Id, string Name, string Kind, long Size, DateTimeOffset AddedAt);

    public sealed record File(AttachmentId Id, ResidentId ResidentId, string RequestNumber, string Kind, byte[] Content)
    {
        public AttachmentKind What => StoredNames.Parse<AttachmentKind>(Kind);

        /// <summary>Under which it is given back: ours, not the sender's.</summary>
        public string FileName => $"stuk-{RequestNumber}-{Id.Value.ToString("N")[^6..]}{What.Ending()}";
    }

    /// <summary>In the order in which they came; none of a request that is not yours. The page of the request, on which they stand, leaves the trace.</summary>
    public async Task<IReadOnlyList<Item>> Of(Actor actor, string requestNumber) => !MaySee(actor) ? [] : await database.Read<IReadOnlyList<Item>>(async session =>
    {
        var rows = await session.List<Row>(ListSql, Access.Of(actor, session, requestNumber));
        if (rows.Count == 0)
        {
            return [];
        }

        var words = await ResidentKey.Of(session, rows[0].ResidentId);
        return [.. rows.Select(row => new Item(row.Id, words.Show(HiddenColumn.AttachmentName, $"{row.Id.Value:D}", row.Name), row.Kind, row.Size, row.AddedAt))];
    });

    /// <summary>One, whole.</summary>
    public async Task<File?> One(Actor actor, AttachmentId id) => !MaySee(actor) ? null : await database.Look(
        actor, nameof(Attachments), subject: "", session => Find(session, actor, id), file => file.ResidentId);

    /// <summary>The same without a trace: for what leaves one of its own.</summary>
    internal Task<File?> Whole(Actor actor, AttachmentId id) => database.Read(session => Find(session, actor, id));

    private static async Task<File?> Find(Session session, Actor actor, AttachmentId id)
    {
        if (await session.FirstOrNone<FileRow>(OneSql, Access.Of(actor, session, id)) is not { } row)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, row.ResidentId);
        return new File(id, row.ResidentId, row.RequestNumber, row.Kind, words.ShowBytes(HiddenColumn.AttachmentContent, $"{id.Value:D}", row.Content));
    }

    private static bool MaySee(Actor actor) => actor.Role is Role.Resident or Role.Caseworker;

    private sealed record Row(AttachmentId Id, ResidentId ResidentId, string Name, string Kind, long Size, DateTimeOffset AddedAt);

    private sealed record FileRow(ResidentId ResidentId, string RequestNumber, string Kind, string Content);

    private const string ListSql = $"""
        SELECT paper.id AS Id, paper.resident_id AS ResidentId, paper.name AS Name, paper.kind AS Kind, paper.size AS Size, paper.added_at AS AddedAt
        FROM support_requests file
        JOIN attachments paper ON paper.request_id = file.id
        WHERE file.number = @Subject
          AND {Access.ToOne}
        ORDER BY paper.id
        """;

    private const string OneSql = $"""
        SELECT paper.resident_id AS ResidentId, file.number AS RequestNumber, paper.kind AS Kind, paper.content AS Content
        FROM attachments paper
        JOIN support_requests file ON file.id = paper.request_id
        WHERE paper.id = @Subject
          AND {Access.ToOne}
        """;
}
