using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>The people of one's own provider: who may declare, and who said so. A name that a municipality's administrator gave it under is not shown: "the municipality" is enough.</summary>
public sealed class OfficeStaff(Database database)
{
    /// <param name="SetByName">A colleague who said so; none when it was a municipality, or when nothing was said yet.</param>
    public sealed record Row(UserId Id, string Name, string May, DateTimeOffset? BlockedAt, string? SetByName, DateTimeOffset? SetAt);

    public Task<IReadOnlyList<Row>> Of(Actor actor) => database.LookThrough(actor, nameof(OfficeStaff), session =>
        session.List<Row>(StaffSql, new { actor.ProviderId }));

    private const string StaffSql = $"""
        SELECT users.id AS Id, users.name AS Name, {OfficeRightNow.Sql} AS May, users.blocked_at AS BlockedAt, colleague.name AS SetByName, latest.set_at AS SetAt
        FROM users
        LEFT JOIN provider_rights latest ON latest.user_id = users.id AND latest.number = (
            SELECT MAX(said.number)
            FROM provider_rights said
            WHERE said.user_id = users.id)
        LEFT JOIN users colleague ON colleague.id = latest.set_by AND colleague.provider_id = users.provider_id
        WHERE users.provider_id = @ProviderId
          AND users.role = 'providerstaff'
          AND NOT EXISTS (SELECT 1 FROM couplings coupling WHERE coupling.user_id = users.id)
        ORDER BY users.name, users.id
        LIMIT 200
        """;
}
