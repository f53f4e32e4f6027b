using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// What residents said of a provider: of how many it helps, of how many who said something. Of who had it more than once the last counts. Told from five up: of fewer
/// one could guess who.
/// </summary>
public sealed record ProviderExperience(ProviderId ProviderId, long Helped, long Said)
{
    public const int Fewest = 5;

    internal static async Task<Dictionary<ProviderId, ProviderExperience>> In(Session session, string municipality) =>
        (await session.List<ProviderExperience>(RowsSql, new { municipality, Fewest = (long)Fewest })).ToDictionary(row => row.ProviderId);

    private const string RowsSql = """
        SELECT said.provider_id AS ProviderId, COUNT(*) FILTER (WHERE said.helps = 'yes') AS Helped, COUNT(*) AS Said
        FROM experiences said
        JOIN residents r ON r.id = said.resident_id
        WHERE r.municipality_code = @municipality
          AND NOT EXISTS (
              SELECT 1
              FROM experiences later
              WHERE later.provider_id = said.provider_id
                AND later.resident_id = said.resident_id
                AND (later.said_at > said.said_at OR (later.said_at = said.said_at AND later.assignment_id > said.assignment_id)))
        GROUP BY said.provider_id
        HAVING COUNT(*) >= @Fewest
        """;
}
