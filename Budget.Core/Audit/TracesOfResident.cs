using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>Who had to do with my file? The newest first, a page at a time; the resident's own and those one represents.</summary>
public sealed class TracesOfResident(Database database)
{
    public const int PageSize = 50;

    /// <param name="UserName">Empty for the installation itself.</param>
    /// <param name="Reason">What was typed as the reason, when one was asked for.</param>
    public sealed record Item(Guid Id, DateTimeOffset At, string Action, string What, string Subject, string UserName, string Role, string? Organisation, string Basis, string Reason, bool IsMe);

    /// <param name="before">The id of the last trace of the page before; none for the newest.</param>
    /// <param name="onlyOthers">Without what the one who asks did.</param>
    public async Task<IReadOnlyList<Item>> Of(Actor actor, ResidentId resident, Guid? before = null, bool onlyOthers = false)
    {
        var (items, onBehalfOf) = await database.Read(async session => await ResidentFile.Mine(session, actor, resident) is null
            ? ([], null)
            : (await Items(session, actor, resident, before, onlyOthers), await Access.OnBehalfOf(session, actor, resident)));
        // Also when there is nothing more to read: what else is shown of the file on this page, is shown on somebody's behalf.
        if (onBehalfOf is not null)
        {
            await database.Overwrite(async session =>
                await Trace.Write(session, actor, TraceAction.Look, nameof(TracesOfResident), subject: "", resident, onBehalfOf, Trace.BasisOf(actor, onBehalfOf)));
        }

        return items;
    }

    private static async Task<IReadOnlyList<Item>> Items(Session session, Actor actor, ResidentId resident, Guid? before, bool onlyOthers)
    {
        var rows = await session.List<Row>(TracesSql, Session.With(Access.Of(actor, session, resident), ("Before", before?.ToString("D") ?? "g"), ("PageSize", (long)PageSize), ("But", onlyOthers ? actor.UserId.Value.ToString("D") : "")));
        var key = await ResidentKey.Of(session, resident);
        return [.. rows.Select(row => new Item(
            Guid.ParseExact(row.Id, "D"), row.At, row.Action, row.What, row.Subject, row.UserName ?? "", row.Role, row.Organisation, row.Basis,
            row.Reason.Length == 0 ? "" : key.Show(HiddenColumn.TraceReason, row.Id, row.Reason), row.UserId == actor.UserId))];
    }

    private sealed record Row(
        string Id, DateTimeOffset At, string Action, string What, string Subject, UserId UserId, string? UserName, string Role, string? Organisation, string Basis, string Reason);

    private const string TracesSql = $"""
        SELECT t.id AS Id, t.at AS At, t.action AS Action, t.what AS What, t.subject AS Subject, t.user_id AS UserId, u.name AS UserName,
               t.role AS Role, COALESCE(provider.name, m.name) AS Organisation, t.basis AS Basis, t.reason AS Reason
        FROM traces t
        LEFT JOIN users u ON u.id = t.user_id
        LEFT JOIN providers provider ON provider.id = u.provider_id
        LEFT JOIN municipalities m ON m.code = t.municipality_code
        WHERE t.resident_id = @Subject
          AND t.resident_id IN ({Access.Mine})
          AND t.id < @Before
          AND t.user_id <> @But
        ORDER BY t.id DESC
        LIMIT @PageSize
        """;
}
