using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>Who pays, or says from and to which account, does so one after the other within a municipality, and not while a declaration is taken in.</summary>
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
