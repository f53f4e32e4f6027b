using Budget.Core.Audit;
using Budget.Core.Investigations;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>The resident, or who represents the resident, no longer asks: until there is a decision. What was written stays for as long as the law says.</summary>
public sealed class TakeBackRequest(Database database)
{
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string requestNumber) =>
        database.Once<string>(actor, key, nameof(TakeBackRequest), requestNumber, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, requestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Objection(CaseAction.TakeBack) is { } objection)
            {
                return objection;
            }

            await End(session, actor, request.Id);
            await Trace.Write(session, actor, nameof(TakeBackRequest), requestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return requestNumber;
        });

    /// <summary>Nobody asks any more: no decision is taken on it.</summary>
    internal static async Task End(Session session, Actor actor, RequestId request)
    {
        await session.Execute(InsertSql, new { Id = request, actor.UserId, session.Now, session.Today });
        await session.Execute(CloseSql, new { Id = request });
        await ReportDraft.Discard(session, request);
    }

    private const string InsertSql = """
        INSERT INTO request_ends (request_id, ended_by, ended_at, ended_on)
        VALUES (@Id, @UserId, @Now, @Today)
        """;

    private const string CloseSql = """
        DELETE FROM open_requests
        WHERE request_id = @Id
        """;
}
