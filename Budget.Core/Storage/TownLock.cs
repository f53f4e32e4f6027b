namespace Budget.Core.Storage;

/// <summary>
/// Within a municipality one after the other, each seeing all of the one before: who takes a message in, who pays, who says from and to which account, and who puts money aside.
/// </summary>
internal static class TownLock
{
    public static Task Take(Session session, string municipalityCode) => session.LockAndRead<string>(LockSql, new { municipalityCode });

    private const string LockSql = """
        /*postgresql
        SELECT code
        FROM municipalities
        WHERE code = @municipalityCode
        FOR NO KEY UPDATE; */
        SELECT code
        FROM municipalities
        WHERE code = @municipalityCode
        """;
}
