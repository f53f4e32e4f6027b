using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Plans;

/// <summary>Resident or caseworker ends a line of the plan, whoever put it there. It stays, with who ended it; a budget runs on: money is ended by a decision and by nothing else.</summary>
public sealed class EndPlanLine(Database database)
{
    public sealed record Entry(string RequestNumber, Guid Line);

    /// <returns>The number of the case.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(EndPlanLine), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            var line = new { Line = entry.Line.ToString("D"), entry.RequestNumber };
            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request || await session.Single<long>(LineSql, line) == 0)
            {
                return Refusal.NotFound;
            }

            if (await session.Execute(EndSql, new { line.Line, actor.UserId, session.Now }) == 0)
            {
                return Refusal.ChangedMeanwhile;
            }

            await Trace.Write(session, actor, nameof(EndPlanLine), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.RequestNumber;
        });

    private const string LineSql = """
        SELECT COUNT(*)
        FROM plan_lines line
        JOIN support_requests file ON file.id = line.request_id
        WHERE line.id = @Line
          AND file.number = @RequestNumber
        """;

    private const string EndSql = """
        UPDATE plan_lines
        SET ended_by = @UserId,
            ended_at = @Now
        WHERE id = @Line
          AND ended_at IS NULL
        """;
}
