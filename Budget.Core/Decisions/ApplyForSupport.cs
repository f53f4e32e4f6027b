using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// The aanvraag (Wmo 2015, 2.3.2 lid 9): one click on the report. Only after the report; from that day the municipality has two weeks.
/// </summary>
public sealed class ApplyForSupport(Database database)
{
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, string requestNumber) =>
        database.Once<string>(actor, key, nameof(ApplyForSupport), requestNumber, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Find(session, actor, requestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.ReportedOn is null)
            {
                return Refusal.ReportMissing;
            }

            await session.Execute(InsertSql, new { request.Id, ReceivedOn = session.Today, DecideBy = LegalTerm.DecideBy(session.Today) });
            var onBehalfOf = await Access.OnBehalfOf(session, actor, request.ResidentId);
            await Trace.Write(session, actor, nameof(ApplyForSupport), requestNumber, request.ResidentId, onBehalfOf);
            return requestNumber;
        });

    internal const string InsertSql = """
        INSERT INTO applications (request_id, received_on, decide_by)
        VALUES (@Id, @ReceivedOn, @DecideBy)
        ON CONFLICT (request_id) DO NOTHING
        """;
}
