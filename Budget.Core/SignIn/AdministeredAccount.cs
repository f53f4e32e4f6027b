using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>An account as its administrator finds it: in the own municipality only; another's is not there.</summary>
internal static class AdministeredAccount
{
    public static async Task<bool> IsThere(Session session, Actor actor, UserId user) =>
        await session.Single<long>(CountSql, new { user, actor.MunicipalityCode }) > 0;

    /// <summary>The file in which its owner reads what was done about it; none of staff.</summary>
    public static async Task<ResidentId?> OwnFile(Session session, Actor actor, UserId user) =>
        (await session.FirstOrNone<File>(OwnFileSql, new { user, actor.MunicipalityCode }))?.Id;

    private sealed record File(ResidentId Id);

    private const string CountSql = """
        SELECT COUNT(*)
        FROM users
        WHERE id = @user
          AND municipality_code = @MunicipalityCode
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
