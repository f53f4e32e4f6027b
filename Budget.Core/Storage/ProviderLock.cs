namespace Budget.Core.Storage;

/// <summary>Of one provider one after the other: who couples its software, and who makes the messages that it waits for.</summary>
internal static class ProviderLock
{
    public static Task Take(Session session, ProviderId providerId) => session.LockAndRead<string>(LockSql, new { providerId });

    private const string LockSql = """
        /*postgresql
        SELECT id
        FROM providers
        WHERE id = @providerId
        FOR NO KEY UPDATE; */
        SELECT id
        FROM providers
        WHERE id = @providerId
        """;
}
