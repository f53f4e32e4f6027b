using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>The numbers of what somebody who was found has with the caseworker's municipality; each page behind them leaves its own trace.</summary>
public sealed class CasesOfResident(Database database)
{
    public sealed record Item(string Number, DateOnly SubmittedOn);

    public async Task<IReadOnlyList<Item>> Of(Actor actor, ResidentId resident) => actor.Role != Role.Caseworker
        ? []
        : await database.Read(session => session.List<Item>(CasesSql, Access.Of(actor, session, resident)));

    private const string CasesSql = $"""
        SELECT file.number AS Number, file.submitted_on AS SubmittedOn
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        WHERE file.resident_id = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        ORDER BY file.number DESC
        LIMIT 50
        """;
}
