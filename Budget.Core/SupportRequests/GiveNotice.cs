using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The ingebrekestelling (Awb 4:17 lid 3): the resident says in writing that the decision is late; once of an application. Two weeks later a court can be
/// asked, and where the law still gives one, the penalty begins to run (<see cref="LateDecision"/>).
/// </summary>
public sealed class GiveNotice(Database database)
{
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string requestNumber) =>
        database.Once<string>(actor, key, nameof(GiveNotice), requestNumber, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, requestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Objection(CaseAction.GiveNotice) is { } objection)
            {
                return objection;
            }

            if (await session.Execute(InsertSql, new { request.Id, actor.UserId, session.Now, session.Today, DecideBy = LateDecision.DecideBy(session.Today) }) == 0)
            {
                return Refusal.NoticeGiven;
            }

            await Trace.Write(session, actor, nameof(GiveNotice), requestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return requestNumber;
        });

    private const string InsertSql = """
        INSERT INTO default_notices (request_id, given_by, given_at, given_on, decide_by)
        VALUES (@Id, @UserId, @Now, @Today, @DecideBy)
        ON CONFLICT (request_id) DO NOTHING
        """;
}
