using Budget.Core.Audit;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Supporters;

/// <summary>Who reads along with my case, who was invited, and by which code? For the resident and who represents the resident, and for nobody else.</summary>
public sealed class SupportersOfCase(Database database)
{
    public enum Standing { Invited, CodeOver, Reads, Ended }

    /// <param name="Code">As long as nobody has used it and it is not over, for who may invite; otherwise empty.</param>
    /// <param name="Name">Who took the invitation.</param>
    /// <param name="Organisation">Of staff of a provider.</param>
    /// <param name="EndsOn">The last day of it, when nobody ends it before.</param>
    public sealed record Item(
        Guid Id, string Label, Standing Standing, string Code, DateTimeOffset InvitedAt, DateTimeOffset CodeUntil, string Name, string? Organisation, DateTimeOffset? AcceptedAt, DateOnly EndsOn, DateTimeOffset? EndedAt, bool MayPrepare);

    /// <param name="IsOver">The case is over: nobody reads along any more, and nobody is invited.</param>
    public sealed record Answer(ResidentId ResidentId, string ResidentName, string Number, string MunicipalityCode, bool IsOver, IReadOnlyList<Item> Items);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(SupportersOfCase), number, async session =>
    {
        if (actor.Role != Role.Resident || await RequestQuery.Find(session, actor, number) is not { } request)
        {
            return null;
        }

        var isOver = await SupportedRequest.IsOver(session, request.Id, request.Progress);
        var items = await Items(session, actor, request.ResidentId, request.Id, budget: null, isOver);
        var name = (await ResidentFile.Mine(session, actor, request.ResidentId))!.Name;
        return new Answer(request.ResidentId, name, number, request.MunicipalityCode, isOver, items);
    }, answer => answer.ResidentId);

    /// <summary>With the case itself, or with one of its budgets.</summary>
    internal static async Task<IReadOnlyList<Item>> Items(Session session, Actor actor, ResidentId resident, RequestId request, BudgetId? budget, bool isOver)
    {
        var words = await ResidentKey.Of(session, resident);
        var mayInvite = await MandateActs.LeftOut(session, actor, resident) is not { } kept || !kept.Acts.Contains(MandateAct.Sharing);
        List<Item> items = [];
        foreach (var row in await session.List<Row>(SupportersSql, new { request, Budget = budget is { } one ? $"{one.Value:D}" : "" }))
        {
            var id = Guid.ParseExact(row.Id, "D");
            var standing = row.EndedAt is not null || isOver || row.EndsOn < session.Today ? Standing.Ended
                : row.AcceptedAt is not null ? Standing.Reads
                : row.CodeUntil < session.Now ? Standing.CodeOver
                : Standing.Invited;
            items.Add(new(
                id, words.Show(HiddenColumn.SupporterLabel, row.Id, row.Label), standing, standing == Standing.Invited && mayInvite ? await InvitationCode.Of(session, id) : "",
                row.InvitedAt, row.CodeUntil, row.Name ?? "", row.Organisation, row.AcceptedAt, row.EndsOn, row.EndedAt, row.MayPrepare == 1));
        }

        return items;
    }

    private sealed record Row(
        string Id, string Label, DateTimeOffset InvitedAt, DateTimeOffset CodeUntil, string? Name, string? Organisation, DateTimeOffset? AcceptedAt, DateOnly EndsOn, DateTimeOffset? EndedAt, long MayPrepare);

    // Who reads along first, then who may, then the rest; the newest fifty.
    private const string SupportersSql = """
        SELECT s.id AS Id, s.label AS Label, s.invited_at AS InvitedAt, s.code_until AS CodeUntil, u.name AS Name, provider.name AS Organisation,
               s.accepted_at AS AcceptedAt, s.ends_on AS EndsOn, s.ended_at AS EndedAt, s.may_prepare AS MayPrepare
        FROM case_supporters s
        LEFT JOIN users u ON u.id = s.user_id
        LEFT JOIN providers provider ON provider.id = u.provider_id
        WHERE s.request_id = @request
          AND COALESCE(s.budget_id, '') = @Budget
        ORDER BY s.ended_at IS NOT NULL, s.accepted_at IS NULL, s.invited_at DESC, s.id
        LIMIT 50
        """;
}
