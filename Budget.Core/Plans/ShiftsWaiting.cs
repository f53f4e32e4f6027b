using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Plans;

/// <summary>Shifts that wait for the side that asks: for a resident what the municipality proposed, for a caseworker what residents of the own municipality proposed. The longest waiting first.</summary>
public sealed class ShiftsWaiting(Database database)
{
    public sealed record Item(string RequestNumber, string ResidentName, Money Amount, DateTimeOffset ProposedAt);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(ShiftsWaiting), async session =>
        actor.Role is Role.Resident or Role.Caseworker ? await session.List<Item>(WaitingSql, Access.Of(actor, session)) : [], OthersSql);

    private const string Waiting = """
        FROM shifts shift
        JOIN support_requests file ON file.id = shift.request_id
        WHERE NOT EXISTS (SELECT 1 FROM shift_answers said WHERE said.shift_id = shift.id)
          AND shift.side <> @Role
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        {Waiting}
          AND file.resident_id IN ({Access.Others})
        """;

    private const string WaitingSql = $"""
        SELECT file.number AS RequestNumber,
               (SELECT r.name FROM residents r WHERE r.id = file.resident_id) AS ResidentName, shift.amount_cents AS Amount, shift.proposed_at AS ProposedAt
        {Waiting}
          AND {Access.ToFile}
        ORDER BY shift.id
        LIMIT 200
        """;

    /// <summary>What residents proposed, for the worklist (<see cref="Caseload.WorklistParts"/>).</summary>
    internal const string TasksSql = """
        SELECT 'shift' AS kind, file.number, file.number AS target, file.resident_id, CAST(NULL AS DATE) AS due, shift.proposed_at AS since, 14 AS days, 0 AS urgent
        FROM shifts shift
        CROSS JOIN support_requests file
        WHERE NOT EXISTS (SELECT 1 FROM shift_answers said WHERE said.shift_id = shift.id)
          AND shift.side = 'resident'
          AND file.id = shift.request_id
          AND file.municipality_code = @MunicipalityCode
        """;
}
