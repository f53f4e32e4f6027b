using Budget.Core.Consent;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Messages;

/// <summary>On which side of a conversation somebody stands.</summary>
public enum MessageSide { Resident, Municipality, Provider }

/// <summary>
/// Which conversation: of a case with the municipality, of a case with one provider, or (as the provider's staff knows it) of one assignment. Two sides each: what a resident
/// writes to a provider the municipality does not read along, nor the other way round.
/// </summary>
/// <param name="RequestNumber">The case; empty for staff of a provider.</param>
/// <param name="Provider">With whom, for a resident; none: with the municipality.</param>
/// <param name="Assignment">Of staff of a provider.</param>
public sealed record Conversation(string RequestNumber, ProviderId? Provider = null, AssignmentId? Assignment = null)
{
    public static Conversation OfClient(AssignmentId assignment) => new("", Assignment: assignment);

    public static MessageSide? SideOf(Actor actor) => actor.Role switch
    {
        Role.Resident => MessageSide.Resident,
        Role.Caseworker => MessageSide.Municipality,
        Role.ProviderStaff => MessageSide.Provider,
        _ => null,
    };

    /// <summary>As this user may find it; not yours and not there are the same.</summary>
    internal Task<ConversationFacts?> Find(Session session, Actor actor) => actor.Role switch
    {
        Role.Resident when Provider is { } provider => session.FirstOrNone<ConversationFacts>(
            WithProviderSql, Session.With(Access.Of(actor, session, RequestNumber), ("Other", provider.Value.ToString("D")))),
        Role.Resident or Role.Caseworker when Provider is null && Assignment is null => session.FirstOrNone<ConversationFacts>(WithMunicipalitySql, Access.Of(actor, session, RequestNumber)),
        Role.ProviderStaff when Assignment is { } assignment => session.FirstOrNone<ConversationFacts>(OfClientSql, new { assignment, actor.ProviderId, session.Today }),
        _ => Task.FromResult<ConversationFacts?>(null),
    };

    private const string Columns = """
        file.id AS RequestId, file.number AS RequestNumber, resident.id AS ResidentId, resident.name AS ResidentName,
               file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName
        """;

    private const string WithMunicipalitySql = $"""
        SELECT {Columns}, '' AS Other, m.name AS OtherName, CAST(1 AS BIGINT) AS IsOpen
        FROM support_requests file
        JOIN residents resident ON resident.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        WHERE file.number = @Subject
          AND resident.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    /// <summary>Also when its support is over: then it can be read, and no longer written.</summary>
    private const string WithProviderSql = $"""
        SELECT {Columns}, provider.id AS Other, provider.name AS OtherName, CAST(MAX(CASE WHEN {RunningAssignment.Sql} THEN 1 ELSE 0 END) AS BIGINT) AS IsOpen
        FROM support_requests file
        JOIN residents resident ON resident.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN decisions d ON d.request_id = file.id
        JOIN budgets b ON b.decision_id = d.id
        JOIN assignments a ON a.budget_id = b.id
        JOIN providers provider ON provider.id = a.provider_id
        WHERE file.number = @Subject
          AND provider.id = @Other
          AND resident.destroyed_at IS NULL
          AND {Access.ToOne}
        GROUP BY file.id, file.number, resident.id, resident.name, file.municipality_code, m.name, provider.id, provider.name
        """;

    /// <summary>As long as it gives the support, as with everything else that a provider sees of a client.</summary>
    private const string OfClientSql = $"""
        SELECT {Columns}, provider.id AS Other, provider.name AS OtherName, CAST(1 AS BIGINT) AS IsOpen
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests file ON file.id = d.request_id
        JOIN residents resident ON resident.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN providers provider ON provider.id = a.provider_id
        WHERE a.id = @assignment
          AND a.provider_id = @ProviderId
          AND resident.destroyed_at IS NULL
          AND {RunningAssignment.Sql}
        """;
}

/// <summary>A conversation as it was found.</summary>
/// <param name="Other">The provider's id, as it is stored; empty: with the municipality.</param>
/// <param name="IsOpen">1 as long as both sides may write.</param>
internal sealed record ConversationFacts(
    RequestId RequestId, string RequestNumber, ResidentId ResidentId, string ResidentName, string MunicipalityCode, string MunicipalityName, string Other, string OtherName, long IsOpen)
{
    public ProviderId? Provider => Other.Length == 0 ? null : new ProviderId(Guid.Parse(Other));
}
