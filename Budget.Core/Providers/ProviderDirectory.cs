using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// Who helps here: the providers with a contract in a municipality today, with what each says of itself and what residents say of it, by what one looks for.
/// Three questions and the rest is done here: a municipality has some hundreds of them, and the letters of names are compared in one way on both engines.
/// </summary>
public sealed class ProviderDirectory(Database database)
{
    public const int PageSize = 20;

    /// <summary>What one of them gives here today, at which rate.</summary>
    public sealed record Offer(
        ProviderId ProviderId, string Name, string AboutNl, string AboutEn, string Phone, string Kvk,
        string ProductCode, string ProductNl, string ProductEn, string Unit, Money Rate);

    /// <param name="Words">Found in the name, what it says of itself, or what it offers; every one of them. Empty for all.</param>
    /// <param name="ProductCode">Has a contract for it; empty for all.</param>
    /// <param name="MostWeeks">Said that one waits no longer.</param>
    /// <param name="OnlyLight">Only initiatives of residents.</param>
    /// <param name="From">From where the distance is reckoned; none when that is not known.</param>
    /// <param name="MostMetres">No farther away than this, when the distance is known.</param>
    public sealed record Wish(
        string Words = "", string ProductCode = "", ProviderLanguage? Language = null, AccessibilityFact? Accessibility = null, int? MostWeeks = null,
        bool OnlyLight = false, Place? From = null, long? MostMetres = null);

    /// <param name="Metres">How far away; none when one of the two places is not known.</param>
    public sealed record Item(
        ProviderId ProviderId, string Name, string AboutNl, string AboutEn, string Phone, string Kvk, IReadOnlyList<Offer> Offers,
        ProviderProfile Profile, ProviderExperience? Experience, long? Metres);

    public sealed record Answer(IReadOnlyList<Item> Items, int Count);

    /// <param name="page">From 1.</param>
    public Task<Answer> Of(string municipalityCode, Wish wish, int page) => database.Read(async session =>
    {
        var words = SearchName.Fold(wish.Words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = (await All(session, municipalityCode, wish.From)).Where(item => Fits(item, wish, words)).ToList();
        var inOrder = wish.From is null
            ? found.OrderBy(item => SearchName.Fold(item.Name), StringComparer.Ordinal)
            : found.OrderBy(item => item.Metres ?? long.MaxValue).ThenBy(item => SearchName.Fold(item.Name), StringComparer.Ordinal);
        return new Answer([.. inOrder.Skip((page - 1) * PageSize).Take(PageSize)], found.Count);
    });

    /// <summary>One of them; none when it has no contract here today.</summary>
    public Task<Item?> One(string municipality, ProviderId provider, Place? from = null) => database.Read(async session =>
        await session.List<Offer>(OneSql, new { municipality, provider, RunsOn = session.Today }) is not [_, ..] offers ? null
            : ItemOf(offers, await ProviderProfile.One(session, municipality, provider), await ProviderExperience.One(session, municipality, provider), from));

    private static async Task<IEnumerable<Item>> All(Session session, string municipality, Place? from)
    {
        var offers = await session.List<Offer>(OffersSql, new { municipality, RunsOn = session.Today });
        var profiles = await ProviderProfile.In(session, municipality);
        var experiences = await ProviderExperience.In(session, municipality);
        return offers.GroupBy(offer => offer.ProviderId).Select(provider => ItemOf(
            [.. provider], profiles.GetValueOrDefault(provider.Key) ?? ProviderProfile.Empty(provider.Key), experiences.GetValueOrDefault(provider.Key), from));
    }

    private static Item ItemOf(IReadOnlyList<Offer> offers, ProviderProfile profile, ProviderExperience? experience, Place? from)
    {
        var first = offers[0];
        return new Item(
            first.ProviderId, first.Name, first.AboutNl, first.AboutEn, first.Phone, first.Kvk, offers, profile, experience,
            from is not null && profile.Place is { } place ? from.MetresTo(place) : null);
    }

    private static bool Fits(Item item, Wish wish, string[] words) =>
        (wish.ProductCode.Length == 0 || item.Offers.Any(offer => offer.ProductCode == wish.ProductCode))
        && (wish.Language is not { } language || item.Profile.Languages.Contains(language))
        && (wish.Accessibility is not { } fact || item.Profile.Accessibility.Contains(fact))
        && (wish.MostWeeks is not { } weeks || item.Profile.WaitingWeeks <= weeks)
        && (!wish.OnlyLight || item.Profile.IsLight)
        && (wish.From is null || wish.MostMetres is not { } metres || item.Metres <= metres)
        && (words.Length == 0 || HasAll(item, words));

    private static bool HasAll(Item item, string[] words)
    {
        var text = SearchName.Fold(string.Join(
            ' ', item.Offers.Select(offer => $"{offer.ProductNl} {offer.ProductEn}").Prepend($"{item.Name} {item.AboutNl} {item.AboutEn} {item.Profile.Specialisms} {item.Profile.Address}")));
        return Array.TrueForAll(words, word => text.Contains(word, StringComparison.Ordinal));
    }

    private const string FromContracts = $"""
        SELECT p.id AS ProviderId, p.name AS Name, p.about_nl AS AboutNl, p.about_en AS AboutEn, p.phone AS Phone, p.kvk AS Kvk,
               product.code AS ProductCode, product.name_nl AS ProductNl, product.name_en AS ProductEn, product.unit AS Unit,
               {ContractRate.OfContract} AS Rate
        FROM contracts c
        JOIN providers p ON p.id = c.provider_id
        JOIN products product ON product.municipality_code = c.municipality_code AND product.code = c.product_code
        WHERE c.municipality_code = @municipality
          AND c.starts_on <= @RunsOn
          AND c.ends_on >= @RunsOn
        """;

    private const string InOrder = "ORDER BY p.name, product.category, product.code";

    private const string OffersSql = $"""
        {FromContracts}
        {InOrder}
        """;

    private const string OneSql = $"""
        {FromContracts}
          AND c.provider_id = @provider
        {InOrder}
        """;
}
