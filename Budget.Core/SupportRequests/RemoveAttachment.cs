using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>Takes back a paper that was sent along, while no report was written on it: from then on it is part of what was investigated.</summary>
public sealed class RemoveAttachment(Database database)
{
    public sealed record Entry(string RequestNumber, AttachmentId Id);

    public Task<Outcome<AttachmentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AttachmentId>(actor, key, nameof(RemoveAttachment), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Find(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.ReportedOn is not null)
            {
                return Refusal.ReportAlreadyWritten;
            }

            // A report that is written at this very moment is waited for.
            await ResidentFile.Lock(session, request.ResidentId);
            if (await session.Execute(DeleteSql, new { entry.Id, RequestId = request.Id }) == 0)
            {
                return Refusal.NotFound;
            }

            await Trace.Write(session, actor, nameof(RemoveAttachment), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.Id;
        });

    private const string DeleteSql = """
        DELETE FROM attachments
        WHERE id = @Id
          AND request_id = @RequestId
          AND NOT EXISTS (
              SELECT 1
              FROM investigation_reports report
              WHERE report.request_id = @RequestId)
        """;
}
