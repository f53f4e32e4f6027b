using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Whose is this login? For the demo's personas and the demo's commands; nobody else signs in by one.</summary>
public sealed class SignedInUser(Database database)
{
    public sealed record Answer(UserId UserId, string Login, string Name, string Role, string MunicipalityCode, string MunicipalityName, ProviderId? ProviderId, DateTimeOffset? BlockedAt);

    public Task<Answer?> ByLogin(string login) => database.Read(session => session.FirstOrNone<Answer>(ByLoginSql, new { login }));

    private const string ByLoginSql = """
        SELECT u.id AS UserId, u.login AS Login, u.name AS Name, u.role AS Role,
               u.municipality_code AS MunicipalityCode, COALESCE(m.name, '') AS MunicipalityName, u.provider_id AS ProviderId, u.blocked_at AS BlockedAt
        FROM users u
        LEFT JOIN municipalities m ON m.code = u.municipality_code
        WHERE u.login = @login
        """;
}
