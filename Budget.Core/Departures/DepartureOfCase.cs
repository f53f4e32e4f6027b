using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Departures;

/// <summary>Did the resident of this case die or move away? For caseworkers of the own municipality.</summary>
public sealed class DepartureOfCase(Database database)
{
    /// <param name="Others">How many others live in the household, and keep what is theirs.</param>
    public sealed record Answer(ResidentId ResidentId, string ResidentName, long Others, Departure? Departure);

    public Task<Answer?> Of(Actor actor, string requestNumber) =>
        database.Look(actor, nameof(DepartureOfCase), requestNumber, session => Find(session, actor, requestNumber), found => found.ResidentId);

    /// <summary>For a page that shows the case too: its look leaves the trace.</summary>
    public async Task<Departure?> Beside(Actor actor, string requestNumber) => (await database.Read(session => Find(session, actor, requestNumber)))?.Departure;

    private static async Task<Answer?> Find(Session session, Actor actor, string requestNumber) =>
        actor.Role == Role.Caseworker && await session.FirstOrNone<Row>(ResidentSql, Access.Of(actor, session, requestNumber)) is { } row
            ? new Answer(row.ResidentId, row.ResidentName, row.Others, await Departure.Of(session, row.ResidentId))
            : null;

    private sealed record Row(ResidentId ResidentId, string ResidentName, long Others);

    private const string ResidentSql = $"""
        SELECT r.id AS ResidentId, r.name AS ResidentName, (SELECT COUNT(*) FROM residents other WHERE other.household_id = r.household_id AND other.id <> r.id) AS Others
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;
}
