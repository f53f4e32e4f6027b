using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>Languages that a provider's people speak with residents.</summary>
public enum ProviderLanguage { Dutch, English, Turkish, Arabic, Tamazight, Polish, Ukrainian, French, German, Spanish, Papiamento, SignLanguage }

/// <summary>What makes a provider reachable for who has trouble coming in, or being there.</summary>
public enum AccessibilityFact { Wheelchair, AccessibleToilet, GroundFloor, Parking, PublicTransport, QuietRoom, AtHome }

/// <summary>A place by metres of the national grid (RD).</summary>
public sealed record Place(long X, long Y)
{
    public long MetresTo(Place other) => (long)Math.Sqrt(Math.Pow(X - other.X, 2) + Math.Pow(Y - other.Y, 2));

    /// <summary>Inside the grid as it lies over the Netherlands.</summary>
    public bool IsInTheCountry => X is >= 0 and <= 300_000 && Y is >= 300_000 and <= 625_000;
}

/// <summary>What a provider says of itself in one municipality.</summary>
/// <param name="Specialisms">In its own words.</param>
/// <param name="SpecialProducts">The codes of the products that it calls its own.</param>
/// <param name="WaitingSaidOn">When it said how long one waits.</param>
/// <param name="IsLight">Admitted by the municipality as an initiative of residents, beside the large ones.</param>
public sealed record ProviderProfile(
    ProviderId ProviderId, IReadOnlyList<ProviderLanguage> Languages, IReadOnlyList<AccessibilityFact> Accessibility, string Specialisms,
    IReadOnlyList<string> SpecialProducts, int? WaitingWeeks, DateOnly? WaitingSaidOn, string Address, Place? Place, bool IsLight)
{
    public static ProviderProfile Empty(ProviderId provider) =>
        new(provider, [], [], "", [], WaitingWeeks: null, WaitingSaidOn: null, "", Place: null, IsLight: false);

    /// <summary>The same for the same words: who changes them says what was seen, so that of two colleagues neither wins without knowing of the other.</summary>
    public string Mark => Ledger.Seal.Of((object?[])[
        string.Join(' ', Languages.Order()), string.Join(' ', Accessibility.Order()), Specialisms, string.Join(' ', SpecialProducts.Order(StringComparer.Ordinal)),
        (long?)WaitingWeeks, Address, Place?.X, Place?.Y]);

    internal static async Task<ProviderProfile> One(Session session, string municipality, ProviderId provider) =>
        (await session.FirstOrNone<Row>(OneSql, new { municipality, provider }))?.ToProfile() ?? Empty(provider);

    /// <summary>Of every provider that said something here.</summary>
    internal static async Task<Dictionary<ProviderId, ProviderProfile>> In(Session session, string municipality) =>
        (await session.List<Row>(RowsSql, new { municipality })).ToDictionary(row => row.ProviderId, row => row.ToProfile());

    private sealed record Row(
        ProviderId ProviderId, string Languages, string Accessibility, string Specialisms, string SpecialProducts, long? WaitingWeeks, DateOnly? WaitingSaidOn,
        string Address, long? X, long? Y, long IsLight)
    {
        public ProviderProfile ToProfile() => new(
            ProviderId, [.. Named<ProviderLanguage>(Languages)], [.. Named<AccessibilityFact>(Accessibility)], Specialisms,
            SpecialProducts.Split(' ', StringSplitOptions.RemoveEmptyEntries), (int?)WaitingWeeks, WaitingSaidOn, Address,
            X is { } x && Y is { } y ? new Place(x, y) : null, IsLight == 1);

        private static IEnumerable<T> Named<T>(string names) where T : struct, Enum =>
            names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<T>);
    }

    private const string RowsSql = """
        SELECT provider_id AS ProviderId, languages AS Languages, accessibility AS Accessibility, specialisms AS Specialisms, special_products AS SpecialProducts,
               waiting_weeks AS WaitingWeeks, waiting_said_on AS WaitingSaidOn, address AS Address, x_metres AS X, y_metres AS Y,
               CAST(CASE WHEN is_light THEN 1 ELSE 0 END AS BIGINT) AS IsLight
        FROM provider_profiles
        WHERE municipality_code = @municipality
        """;

    private const string OneSql = $"""
        {RowsSql}
          AND provider_id = @provider
        """;
}
