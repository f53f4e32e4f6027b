using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// In which cases it is time to say whether the goals are reached, and something was not said yet. For residents only; the pages that ask show the same cases, and those leave the trace.
/// </summary>
public sealed class EvaluationsDue(Database database)
{
    /// <param name="Goals">How many are still to be said.</param>
    public sealed record Item(string Number, string ResidentName, DateOnly AskedOn, int Goals);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session => actor.Role != Role.Resident
        ? []
        :
        [
            .. from row in await session.List<Row>(GoalsSql, Access.Of(actor, session))
               let askedOn = EvaluationMoments.On(session.Today, new SupportDays(row.StartsOn, row.EndsOn).Period)
               where askedOn is not null && (row.LastAskedOn is null || row.LastAskedOn < askedOn)
               group askedOn.Value by (row.Number, row.ResidentName) into cases
               select new Item(cases.Key.Number, cases.Key.ResidentName, cases.First(), cases.Count()),
        ]);

    private sealed record Row(string Number, string ResidentName, DateOnly? StartsOn, DateOnly? EndsOn, DateOnly? LastAskedOn);

    private const string GoalsSql = $"""
        SELECT file.number AS Number, r.name AS ResidentName,
               {SupportDays.Columns},
               (SELECT MAX(said.asked_on) FROM goal_evaluations said WHERE said.request_id = need.request_id AND said.life_domain = need.life_domain) AS LastAskedOn
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        JOIN support_needs need ON need.request_id = file.id
        WHERE {Access.ToFile}
          AND r.destroyed_at IS NULL
          AND {Departure.StillHere}
          AND EXISTS (SELECT 1 FROM decisions decided WHERE decided.request_id = file.id)
        ORDER BY file.number, need.life_domain
        """;
}
