using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>What a provider's own people keep of it, in each municipality where it has a contract today.</summary>
public sealed class OwnProfile(Database database)
{
    public sealed record Town(string Code, string Name);

    public sealed record Offered(string Code, string NameNl, string NameEn);

    /// <param name="Towns">Where it has a contract; the profile is that of the chosen one, or of the first.</param>
    public sealed record Answer(IReadOnlyList<Town> Towns, Town Chosen, IReadOnlyList<Offered> Products, ProviderProfile Profile);

    /// <returns>None when it has no contract there, or anywhere.</returns>
    public async Task<Answer?> Of(Actor actor, string? municipalityCode) => actor is not { Role: Role.ProviderStaff, ProviderId: { } provider } ? null : await database.Read(async session =>
    {
        var towns = await session.List<Town>(TownsSql, new { provider, session.Today });
        if (towns.FirstOrDefault(town => string.IsNullOrEmpty(municipalityCode) || town.Code == municipalityCode) is not { } chosen)
        {
            return null;
        }

        return new Answer(
            towns, chosen, await session.List<Offered>(ProductsSql, new { provider, chosen.Code, session.Today }),
            await ProviderProfile.One(session, chosen.Code, provider));
    });

    private const string TownsSql = """
        SELECT DISTINCT m.code AS Code, m.name AS Name
        FROM contracts c
        JOIN municipalities m ON m.code = c.municipality_code
        WHERE c.provider_id = @provider
          AND c.starts_on <= @Today
          AND c.ends_on >= @Today
        ORDER BY m.name
        """;

    private const string ProductsSql = """
        SELECT DISTINCT product.code AS Code, product.name_nl AS NameNl, product.name_en AS NameEn
        FROM contracts c
        JOIN products product ON product.municipality_code = c.municipality_code AND product.code = c.product_code
        WHERE c.provider_id = @provider
          AND c.municipality_code = @Code
          AND c.starts_on <= @Today
          AND c.ends_on >= @Today
        ORDER BY product.code
        """;
}
