using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>Who acts for residents of the administrator's own municipality, on what ground and until when? By the name of the resident, a page at a time, and after them who stopped in the last year; and one who acts, to correct.</summary>
public sealed class Representatives(Database database)
{
    public const int PageSize = 25;

    public sealed record Item(ResidentId ResidentId, string ResidentName, UserId UserId, string Name, AccessGround Ground, DateOnly StartsOn, DateOnly EndsOn);

    /// <param name="Count">On all pages together.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, long Count);

    /// <param name="page">From 1.</param>
    public Task<Answer> Of(Actor actor, int page) => database.LookThrough(actor, nameof(Representatives), async session => actor.Role != Role.Administrator ? new Answer([], 0) : new Answer(
        [.. (await session.List<Row>(ListSql, new { actor.MunicipalityCode, session.Today, Since = session.Today.AddYears(-1), Most = (long)PageSize, Before = (page - 1L) * PageSize })).Select(row => row.Item)],
        await session.Single<long>(CountSql, new { actor.MunicipalityCode, Since = session.Today.AddYears(-1) })));

    /// <returns>None of another municipality, and of who does not act any more.</returns>
    public Task<Item?> One(Actor actor, ResidentId resident, UserId representative) => database.Look(actor, nameof(Representatives), subject: "", async session =>
        actor.Role == Role.Administrator && await session.FirstOrNone<Row>(OneSql, new { actor.MunicipalityCode, Since = session.Today, resident, representative }) is { } row ? row.Item : null, item => item.ResidentId);

    private sealed record Row(ResidentId ResidentId, string ResidentName, UserId UserId, string Name, string Ground, DateOnly StartsOn, DateOnly EndsOn)
    {
        public Item Item => new(ResidentId, ResidentName, UserId, Name, StoredNames.Parse<AccessGround>(Ground), StartsOn, EndsOn);
    }

    private const string Acting = """
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        JOIN users u ON u.id = a.user_id
        WHERE a.kind = 'representative'
          AND a.ends_on >= @Since
          AND r.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        """;

    private const string Facts = $"""
        SELECT r.id AS ResidentId, r.name AS ResidentName, u.id AS UserId, u.name AS Name, a.ground AS Ground, a.starts_on AS StartsOn, a.ends_on AS EndsOn
        {Acting}
        """;

    private const string ListSql = $"""
        {Facts}
        ORDER BY CASE WHEN a.ends_on >= @Today THEN 0 ELSE 1 END, r.search_name, r.id, u.name, u.id
        LIMIT @Most OFFSET @Before
        """;

    private const string CountSql = $"""
        SELECT COUNT(*)
        {Acting}
        """;

    private const string OneSql = $"""
        {Facts}
          AND a.resident_id = @resident
          AND a.user_id = @representative
        """;
}
