using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>Opens somebody's own file for good to the account that DigiD says is that person's; open already, it stays as it is.</summary>
internal static class OwnFile
{
    public static Task Open(Session session, UserId userId, ResidentId resident) =>
        session.Execute(OpenSql, new { userId, resident, session.Today, Forever = new DateOnly(9999, 12, 31) });

    private const string OpenSql = """
        INSERT INTO resident_access (user_id, resident_id, kind, starts_on, ends_on)
        VALUES (@userId, @resident, 'self', @Today, @Forever)
        ON CONFLICT (user_id, resident_id) DO NOTHING
        """;
}
