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

    internal static Task<ProviderExperience?> One(Session session, string municipality, ProviderId provider) =>
        session.FirstOrNone<ProviderExperience>(OneSql, new { municipality, provider, Fewest = (long)Fewest });

    // Of the municipality only, by experiences_by_town, which holds all that is asked.
    private const string From = """
        SELECT said.provider_id AS ProviderId, COUNT(*) FILTER (WHERE said.helps = 'yes') AS Helped, COUNT(*) AS Said
        FROM experiences said
        WHERE said.municipality_code = @municipality
          AND NOT EXISTS (
              SELECT 1
              FROM experiences later
              WHERE later.municipality_code = said.municipality_code
                AND later.provider_id = said.provider_id
                AND later.resident_id = said.resident_id
                AND (later.said_at > said.said_at OR (later.said_at = said.said_at AND later.assignment_id > said.assignment_id)))
        """;

    private const string Counted = """
        GROUP BY said.provider_id
        HAVING COUNT(*) >= @Fewest
        """;

    internal const string RowsSql = $"""
        {From}
        {Counted}
        """;

    private const string OneSql = $"""
        {From}
          AND said.provider_id = @provider
        {Counted}
        """;
}
