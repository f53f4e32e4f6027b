using Budget.Core.Audit;
using Budget.Core.Concerns;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Caseload;

/// <summary>Whose part of the worklist: what the asker leads and what waits for anybody but somebody else, what nobody leads, or all of it.</summary>
public enum WorklistView { Mine, Nobodys, All }

/// <summary>
/// What waits for the caseworkers of a municipality, of all kinds in one list: urgent first, then by the day on which it is due. Everything that waits is found each time, by its
/// own index, and told apart here: the numbers beside the views need all of it, so that a page of it costs the same wherever it stands.
/// </summary>
public sealed class Worklist(Database database)
{
    public const int PageSize = 50;

    /// <param name="Kind">As its part calls it (<see cref="WorklistParts"/>).</param>
    /// <param name="Number">What people call it by; none of an idea.</param>
    /// <param name="Target">What the address of its page ends with.</param>
    /// <param name="ResidentName">None of an idea or a concern: whose it is stands on its own page; nor of somebody without a file.</param>
    /// <param name="Due">By law; or two weeks after it began to wait, where the law names no day; of a concern five working days.</param>
    /// <param name="LeadName">None when nobody leads it; nor of an idea or a concern, whose lead would tell of whom it is.</param>
    public sealed record Item(string Kind, string Number, string Target, string ResidentName, DateOnly Due, bool IsUrgent, string? LeadName)
    {
        internal WorklistView Whose { get; init; }
    }

    /// <param name="View">What is shown: what was asked for, or without a wish one's own as long as there is something of one's own, and otherwise all.</param>
    /// <param name="Page">From 1; never past the last.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, WorklistView View, int Mine, int Nobodys, int All, int Page, int Pages, DateOnly Today);

    public Task<Answer> Of(Actor actor, WorklistView? wish = null, int page = 1) => database.LookThrough(actor, nameof(Worklist), async session =>
    {
        var all = await Waiting(session, actor, search: "");
        var (mine, nobodys) = (all.Count(item => item.Whose == WorklistView.Mine), all.Count(item => item.Whose == WorklistView.Nobodys));
        var view = wish ?? (mine > 0 ? WorklistView.Mine : WorklistView.All);
        // What is urgent and nobody's is everybody's.
        var shown = view == WorklistView.All ? all : [.. all.Where(item => item.Whose == view || (item.IsUrgent && item.Whose == WorklistView.Nobodys))];
        var pages = Math.Max(1, (shown.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        return new Answer([.. shown.Skip((page - 1) * PageSize).Take(PageSize)], view, mine, nobodys, all.Count, page, pages, session.Today);
    });

    /// <summary>Of whoever has this in the name, or by a part of the number: the first of it.</summary>
    public Task<IReadOnlyList<Item>> Find(Actor actor, string search) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(Worklist), async session =>
        [.. (await Waiting(session, actor, SearchName.Pattern(search))).Take(PageSize)]);

    private static async Task<IReadOnlyList<Item>> Waiting(Session session, Actor actor, string search)
    {
        if (actor.Role != Role.Caseworker)
        {
            return [];
        }

        var me = $"{actor.UserId.Value:D}";
        var items = await session.List(WaitingSql, row => Read(row, me),
            ("@MunicipalityCode", actor.MunicipalityCode), ("@UserId", me), ("@Today", session.Today), ("@Before", session.Today.AddDays(-WorklistParts.Days)), ("@Search", search));
        return [.. items.OrderByDescending(item => item.IsUrgent).ThenBy(item => item.Due).ThenBy(item => item.Number, StringComparer.Ordinal).ThenBy(item => item.Target, StringComparer.Ordinal)];
    }

    private static Item Read(StoredRows row, string me)
    {
        var due = row.DayOf(4) ?? AmsterdamDay.Of(DateTimeOffset.FromUnixTimeMilliseconds(row.Instant(5)));
        var lead = row.OptionalTextOf(8);
        var kind = row.TextOf(0);
        due = kind == ConcernList.Kind ? LegalTerm.WorkingDaysAfter(due, ConcernList.WorkingDays) : due.AddDays((int)row.Number(6));
        return new Item(kind, row.TextOf(1), row.TextOf(2), row.TextOf(3), due, row.Number(7) == 1, row.OptionalTextOf(9))
        {
            Whose = kind == AgreementsInMaking.SecondKind ? WorklistView.Mine : lead is null ? WorklistView.Nobodys : lead == me ? WorklistView.Mine : WorklistView.All,
        };
    }

    private const string IsNamed = $"waiting.kind NOT IN ('idea', '{ConcernList.Kind}')";

    private const string WaitingSql = $"""
        SELECT waiting.kind, waiting.number, waiting.target, COALESCE(CASE WHEN {IsNamed} THEN who.name END, ''),
               waiting.due, waiting.since, CAST(waiting.days AS BIGINT), CAST(waiting.urgent AS BIGINT),
               CASE WHEN {IsNamed} THEN holder.id END, CASE WHEN {IsNamed} THEN holder.name END
        FROM (
        {WorklistParts.Sql}
        ) waiting
        LEFT JOIN residents who ON who.id = waiting.resident_id
        {CaseLead.Joins}
        WHERE who.destroyed_at IS NULL
          AND (who.id IS NULL OR who.id NOT IN ({Decoys.Residents}))
          AND (@Search = '' OR ({IsNamed} AND who.search_name LIKE @Search ESCAPE '!') OR waiting.number LIKE @Search ESCAPE '!')
        """;
}
