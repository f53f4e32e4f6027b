using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// Which master key wraps how many keys of this database, and what stands under it straight away (sessions, forms that wait); a key that wraps none can
/// go from the file once no backup needs it.
/// </summary>
public sealed class KeysOverview(Database database)
{
    /// <param name="Name">Eight signs that say which key it is and nothing of it.</param>
    /// <param name="IsCurrent">Whether it wraps what is new.</param>
    public sealed record MasterKey(string Name, bool IsCurrent, long Residents, long Others)
    {
        public long Wraps => Residents + Others;
    }

    /// <returns>In the order of the file: the current one first.</returns>
    public Task<IReadOnlyList<MasterKey>> Of() => database.Read<IReadOnlyList<MasterKey>>(async session =>
    {
        var counts = (await session.List<Row>(CountsSql)).ToDictionary(row => row.Name, StringComparer.Ordinal);
        var masters = session.Keys.Masters;
        return
        [
            .. masters.Names.Union(counts.Keys, StringComparer.Ordinal).Select(name => counts.TryGetValue(name, out var row)
                ? new MasterKey(name, name == masters.Current, row.Residents, row.Others)
                : new MasterKey(name, name == masters.Current, 0, 0)),
        ];
    });

    private sealed record Row(string Name, long Residents, long Others);

    private const string CountsSql = """
        SELECT name AS Name, CAST(SUM(residents) AS BIGINT) AS Residents, CAST(SUM(others) AS BIGINT) AS Others
        FROM (
            SELECT substr(wrapped, 1, 8) AS name, COUNT(*) AS residents, 0 AS others
            FROM resident_keys
            GROUP BY substr(wrapped, 1, 8)
            UNION ALL
            SELECT substr(wrapped, 1, 8) AS name, 0 AS residents, COUNT(*) AS others
            FROM (
                SELECT wrapped FROM secrets
                UNION ALL
                SELECT id_token FROM sessions WHERE id_token IS NOT NULL
                UNION ALL
                SELECT introduces FROM sessions WHERE introduces IS NOT NULL
                UNION ALL
                SELECT content FROM parked_forms
            ) other
            GROUP BY substr(wrapped, 1, 8)
        ) counted
        GROUP BY name
        ORDER BY name
        """;
}
