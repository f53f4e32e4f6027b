using Budget.Core.Audit;
using Budget.Core.Caseload;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Delivery;

/// <summary>Goals of which residents said that they are not reached, and to which nobody answered yet: a task of the municipality, the longest waiting first.</summary>
public sealed class GoalsNotReached(Database database)
{
    /// <summary>At most this many at once.</summary>
    public const int Most = 200;

    /// <param name="SaidOn">Since when it waits.</param>
    /// <param name="HeldBy">The name of who leads the case; of who decided last in it, when nobody does.</param>
    public sealed record Item(string RequestNumber, string ResidentName, LifeDomain Domain, DateOnly AskedOn, DateOnly SaidOn, string HeldBy);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(GoalsNotReached), async session => actor.Role != Role.Caseworker
        ? []
        :
        [
            .. (await session.List<Row>(RowsSql, new { actor.MunicipalityCode, Most = (long)Most })).Select(row =>
                new Item(row.RequestNumber, row.ResidentName, Enum.Parse<LifeDomain>(row.Domain), row.AskedOn, AmsterdamDay.Of(row.SaidAt), row.HeldBy)),
        ]);

    private sealed record Row(string RequestNumber, string ResidentName, string Domain, DateOnly AskedOn, DateTimeOffset SaidAt, string HeldBy);

    private const string RowsSql = $"""
        SELECT file.number AS RequestNumber, who.name AS ResidentName, said.life_domain AS Domain, said.asked_on AS AskedOn, said.said_at AS SaidAt,
               COALESCE(holder.name, (SELECT u.name FROM decisions d JOIN users u ON u.id = d.decided_by WHERE d.request_id = file.id ORDER BY d.number DESC LIMIT 1)) AS HeldBy
        FROM goal_evaluations said
        JOIN support_requests file ON file.id = said.request_id
        JOIN residents who ON who.id = file.resident_id
        {CaseLead.Joins}
        WHERE said.reached = 'no'
          AND said.answered_at IS NULL
          AND file.municipality_code = @MunicipalityCode
          AND who.destroyed_at IS NULL
          AND who.id NOT IN ({Decoys.Residents})
        ORDER BY said.said_at, file.number, said.life_domain
        LIMIT @Most
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>): once for a case, however many of its goals are not reached; those that wait first.</summary>
    internal const string TasksSql = """
        SELECT 'not-reached' AS kind, file.number, file.number AS target, file.resident_id, CAST(NULL AS DATE) AS due, MIN(said.said_at) AS since, 14 AS days, 0 AS urgent
        FROM goal_evaluations said
        CROSS JOIN support_requests file
        WHERE said.reached = 'no'
          AND said.answered_at IS NULL
          AND file.id = said.request_id
          AND file.municipality_code = @MunicipalityCode
        GROUP BY file.number, file.resident_id
        """;
}
