using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Caseload;

/// <summary>Who leads this case, for its resident and for the caseworkers of the municipality: a line on the pages of a case, which leave the trace themselves.</summary>
public sealed class LeadOfCase(Database database)
{
    /// <param name="LeadName">None when nobody does.</param>
    /// <param name="Phone">Of the municipality: residents call there and ask for somebody by name.</param>
    /// <param name="LivesWith">How many others there are in the household.</param>
    public sealed record Answer(UserId? LeadId, string? LeadName, string MunicipalityName, string Phone, long LivesWith);

    public Task<Answer?> Of(Actor actor, string requestNumber) => database.Read(session => session.FirstOrNone<Answer>(LeadSql, Access.Of(actor, session, requestNumber)));

    private const string LeadSql = $"""
        SELECT holder.id AS LeadId, holder.name AS LeadName, m.name AS MunicipalityName, m.phone AS Phone,
               (SELECT COUNT(*)
                FROM residents other
                WHERE other.household_id = who.household_id
                  AND other.id <> who.id) AS LivesWith
        FROM support_requests file
        JOIN residents who ON who.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        {CaseLead.Joins}
        WHERE file.number = @Subject
          AND who.destroyed_at IS NULL
          AND {Access.ToOne}
        """;
}
