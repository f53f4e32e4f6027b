using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Caseload;

/// <summary>The household in which a resident lives, held by a deed: the resident first and then the household, so that whoever else gives it a lead or moves somebody waits.</summary>
/// <param name="LeadId">Who leads its cases today; none when nobody does, also because that account was blocked.</param>
internal sealed record Household(HouseholdId Id, ResidentId ResidentId, UserId? LeadId)
{
    /// <summary>Of the resident of this case; a household of one is made of who has none. Not of the own municipality and not there are the same.</summary>
    public static async Task<Household?> Of(Session session, Actor actor, string requestNumber) =>
        await ResidentOf(session, actor, requestNumber) is { } resident && await ResidentFile.Lock(session, resident) ? await Hold(session, actor, resident) : null;

    public static async Task<ResidentId?> ResidentOf(Session session, Actor actor, string requestNumber) =>
        (await session.FirstOrNone<Whose>(ResidentSql, Access.Of(actor, session, requestNumber)))?.ResidentId;

    /// <param name="resident">Locked already.</param>
    public static async Task<Household> Hold(Session session, Actor actor, ResidentId resident)
    {
        var id = (await session.Single<Place>(PlaceSql, new { resident })).HouseholdId ?? await MoveAlone(session, actor, resident);
        return new Household(id, resident, (await session.LockAndRead<Lead>(LeadSql, new { id, actor.MunicipalityCode })).LeadId);
    }

    /// <summary>From now on this resident is a household of its own.</summary>
    public static async Task<HouseholdId> MoveAlone(Session session, Actor actor, ResidentId resident)
    {
        var id = new HouseholdId(session.NewId());
        await session.Execute(InsertSql, new { id, actor.MunicipalityCode });
        await Move(session, actor, resident, id);
        return id;
    }

    public static async Task Move(Session session, Actor actor, ResidentId resident, HouseholdId household)
    {
        await session.Execute(MoveSql, new { resident, household, actor.UserId, session.Now });
        await session.Execute(LiveSql, new { resident, household });
    }

    /// <param name="reason">"taken", "moved", or why it was handed over (<see cref="HandOverReason"/>).</param>
    public static async Task Give(Session session, Actor actor, HouseholdId household, UserId lead, string reason)
    {
        await session.Execute(GiveSql, new { household, lead, reason, actor.UserId, session.Now });
        await session.Execute(LedSql, new { household, lead });
    }

    /// <summary>Who lives in it today.</summary>
    public Task<IReadOnlyList<ResidentId>> Members(Session session) => session.List<ResidentId>(MembersSql, new { Id });

    private sealed record Whose(ResidentId ResidentId);

    private sealed record Place(HouseholdId? HouseholdId);

    private sealed record Lead(UserId? LeadId);

    private const string ResidentSql = $"""
        SELECT file.resident_id AS ResidentId
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    private const string PlaceSql = """
        SELECT household_id AS HouseholdId
        FROM residents
        WHERE id = @resident
        """;

    private const string InsertSql = """
        INSERT INTO households (id, municipality_code)
        VALUES (@id, @MunicipalityCode)
        """;

    private const string MoveSql = """
        INSERT INTO household_moves (resident_id, version, household_id, moved_by, moved_at)
        SELECT @resident, COALESCE(MAX(version), 0) + 1, @household, @UserId, @Now
        FROM household_moves
        WHERE resident_id = @resident
        """;

    private const string LiveSql = """
        UPDATE residents
        SET household_id = @household
        WHERE id = @resident
        """;

    private const string LedSql = """
        UPDATE households
        SET lead_id = @lead
        WHERE id = @household
        """;

    private const string GiveSql = """
        INSERT INTO case_leads (household_id, version, lead_id, reason, given_by, given_at)
        SELECT @household, COALESCE(MAX(version), 0) + 1, @lead, @reason, @UserId, @Now
        FROM case_leads
        WHERE household_id = @household
        """;

    private const string LeadSql = $"""
        /*postgresql
        SELECT id
        FROM households
        WHERE id = @id
        FOR NO KEY UPDATE;
        */
        SELECT (
            SELECT holder.id
            FROM households home
            JOIN users holder ON holder.id = home.lead_id
            WHERE home.id = @id
              AND holder.municipality_code = @MunicipalityCode
              AND {CaseLead.MayLead}) AS LeadId
        """;

    internal const string MembersSql = """
        SELECT who.id
        FROM residents who
        JOIN household_moves move ON move.resident_id = who.id
            AND move.version = (SELECT MAX(newest.version) FROM household_moves newest WHERE newest.resident_id = who.id)
        WHERE who.household_id = @Id
        ORDER BY move.moved_at, who.id
        """;
}
