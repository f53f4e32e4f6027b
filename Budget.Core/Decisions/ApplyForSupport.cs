using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// The aanvraag (Wmo 2015, 2.3.2 lid 9): one click on the report; from that day the municipality has two weeks. Without a report only when the municipality let the
/// six weeks of the investigation pass.
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

            if (await RequestQuery.Lock(session, actor, requestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Objection(request.Progress.Step == CaseStep.Investigate ? CaseAction.ApplyWithoutReport : CaseAction.Apply) is { } objection)
            {
                return objection;
            }

            if (request.AppliedOn is not null)
            {
                // From another tab, or by somebody else who may: once is enough.
                return requestNumber;
            }

            await Insert(session, request.Id, session.Today);
            await Trace.Write(session, actor, nameof(ApplyForSupport), requestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return requestNumber;
        });

    internal static Task<int> Insert(Session session, RequestId request, DateOnly receivedOn) =>
        session.Execute(InsertSql, new { Id = request, ReceivedOn = receivedOn, DecideBy = LegalTerm.DecideBy(receivedOn) });

    private const string InsertSql = """
        INSERT INTO applications (request_id, received_on, decide_by)
        VALUES (@Id, @ReceivedOn, @DecideBy)
        ON CONFLICT (request_id) DO NOTHING
        """;
}
