using Budget.Core.Consent;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Messages;

/// <summary>How many messages wait for me? Asked with every page, so each role's answer is found by an index of what is unread. Of staff: what nobody of one's own side has read.</summary>
public sealed class UnreadMessages(Database database)
{
    public Task<long> Of(Actor actor) => actor.Role switch
    {
        Role.Resident => database.Read(session => session.Single<long>(OfResidentSql, Access.Of(actor, session))),
        Role.Caseworker => database.Read(session => session.Single<long>(OfMunicipalitySql, new { actor.MunicipalityCode })),
        Role.ProviderStaff => database.Read(session => session.Single<long>(OfProviderSql, new { actor.ProviderId, session.Today })),
        _ => Task.FromResult(0L),
    };

    private const string OfResidentSql = $"""
        SELECT COUNT(*)
        FROM case_messages m
        WHERE m.resident_id IN (
                {Access.Mine})
          AND m.side <> 'resident'
          AND NOT EXISTS (SELECT 1 FROM message_reads r WHERE r.message_id = m.id AND r.user_id = @UserId)
        """;

    private const string OfMunicipalitySql = """
        SELECT COUNT(*)
        FROM case_messages m
        WHERE m.municipality_code = @MunicipalityCode
          AND m.provider_id IS NULL
          AND m.side = 'resident'
          AND m.read_at IS NULL
        """;

    // Of clients it still has: the others' are not there for it.
    private const string OfProviderSql = $"""
        SELECT COUNT(*)
        FROM case_messages m
        WHERE m.provider_id = @ProviderId
          AND m.side = 'resident'
          AND m.read_at IS NULL
          AND EXISTS (
              SELECT 1
              FROM decisions d
              JOIN budgets b ON b.decision_id = d.id
              JOIN assignments a ON a.budget_id = b.id
              WHERE d.request_id = m.request_id
                AND a.provider_id = m.provider_id
                AND {RunningAssignment.Sql})
        """;
}
