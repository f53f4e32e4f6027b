using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// An account as an administrator finds it: of the own municipality, or of a provider that has or had a contract with it, because its staff read about the
/// residents. Any other is not there.
/// </summary>
internal static class AdministeredAccount
{
    /// <summary>Part of a WHERE about the table users; expects the municipality.</summary>
    public const string Ours = """
        (users.municipality_code = @MunicipalityCode
                OR users.provider_id IS NOT NULL AND users.provider_id IN (
                    SELECT contract.provider_id
                    FROM contracts contract
                    WHERE contract.municipality_code = @MunicipalityCode))
        """;

    /// <summary>The same: whoever shut it opens it. What another municipality shut for a provider's staff stays so.</summary>
    public const string BlockedByUs = """
        (users.blocked_by IS NULL
                OR users.blocked_by IN (
                    SELECT blocker.id
                    FROM users blocker
                    WHERE blocker.municipality_code = @MunicipalityCode))
        """;

    public static async Task<bool> IsThere(Session session, Actor actor, UserId user) =>
        await session.Single<long>(CountSql, new { user, actor.MunicipalityCode }) > 0;

    /// <summary>The file in which its owner reads what was done about it; none of staff.</summary>
    public static async Task<ResidentId?> OwnFile(Session session, Actor actor, UserId user) =>
        (await session.FirstOrNone<File>(OwnFileSql, new { user, actor.MunicipalityCode }))?.Id;

    private sealed record File(ResidentId Id);

    private const string CountSql = $"""
        SELECT COUNT(*)
        FROM users
        WHERE id = @user
          AND {Ours}
        """;

    private const string OwnFileSql = """
        SELECT r.id AS Id
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        WHERE a.user_id = @user
          AND a.kind = 'self'
          AND r.municipality_code = @MunicipalityCode
        ORDER BY r.id
        LIMIT 1
        """;
}
