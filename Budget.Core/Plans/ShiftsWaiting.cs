using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Plans;

/// <summary>Shifts that wait for the side that asks: for a resident what the municipality proposed, for a caseworker what residents of the own municipality proposed. The longest waiting first.</summary>
public sealed class ShiftsWaiting(Database database)
{
    public sealed record Item(string RequestNumber, string ResidentName, Money Amount, DateTimeOffset ProposedAt);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(ShiftsWaiting), async session => actor.Role switch
    {
        Role.Resident => await session.List<Item>(OfResidentSql, Access.Of(actor, session)),
        Role.Caseworker => await session.List<Item>(OfMunicipalitySql, new { actor.MunicipalityCode }),
        _ => [],
    }, OthersSql);

    private const string OthersSql = $"""
        SELECT DISTINCT waits.resident_id
        FROM open_shifts waits
        WHERE waits.side <> 'resident'
          AND waits.resident_id IN ({Access.Others})
        """;

    private const string Items = """
        SELECT request.number AS RequestNumber, r.name AS ResidentName, shift.amount_cents AS Amount, shift.proposed_at AS ProposedAt
        FROM open_shifts waits
        JOIN shifts shift ON shift.id = waits.shift_id
        JOIN support_requests request ON request.id = shift.request_id
        JOIN residents r ON r.id = waits.resident_id
        """;

    private const string OfResidentSql = $"""
        {Items}
        WHERE waits.side <> 'resident'
          AND waits.resident_id IN ({Access.Mine})
        ORDER BY shift.id
        LIMIT 200
        """;

    private const string OfMunicipalitySql = $"""
        {Items}
        WHERE waits.side = 'resident'
          AND waits.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
          AND r.id NOT IN ({Decoys.Residents})
        ORDER BY shift.id
        LIMIT 200
        """;

    /// <summary>What residents proposed, for the worklist (<see cref="Caseload.WorklistParts"/>).</summary>
    internal const string TasksSql = """
        SELECT 'shift' AS kind, request.number, request.number AS target, waits.resident_id, CAST(NULL AS DATE) AS due, shift.proposed_at AS since, 14 AS days, 0 AS urgent
        FROM open_shifts waits
        CROSS JOIN shifts shift
        CROSS JOIN support_requests request
        WHERE waits.municipality_code = @MunicipalityCode
          AND waits.side = 'resident'
          AND shift.id = waits.shift_id
          AND request.id = shift.request_id
        """;
}
