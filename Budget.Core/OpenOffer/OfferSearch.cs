using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.OpenOffer;

/// <summary>
/// What is there for everybody in a municipality? Searched by words, part of life and accessibility; what is in one's own neighbourhood comes first, then what comes to
/// people's homes or has no place, then the rest, the nearest first. Anybody may ask.
/// </summary>
public sealed class OfferSearch(Database database)
{
    public const int PageSize = 20;

    /// <summary>So many words count; more would be a sentence.</summary>
    private const int MostWords = 4;

    /// <param name="Neighbourhood">The code of the one that is home; empty when nobody said.</param>
    /// <param name="Domains">One of them is enough; none means any.</param>
    /// <param name="Facts">All of them.</param>
    public sealed record Wish(string MunicipalityCode, string Words, string Neighbourhood, IReadOnlyList<LifeDomain> Domains, IReadOnlyList<AccessFact> Facts);

    /// <param name="NeighbourhoodName">Of where it is; none when it has no place.</param>
    /// <param name="HomeX">The centre of the neighbourhood that is home.</param>
    public sealed record Card(
        GeneralProvisionId Id, string Kind, string NameNl, string NameEn, string AboutNl, string AboutEn, string Location, string WhenNl, string WhenEn, string CostsNl, string CostsEn,
        string? NeighbourhoodName, long? X, long? Y, long? HomeX, long? HomeY, long Total)
    {
        /// <summary>From home; none when either has no place.</summary>
        public decimal? Kilometres => X is { } x && Y is { } y && HomeX is { } homeX && HomeY is { } homeY ? Neighbourhoods.Neighbourhood.Kilometres(x, y, homeX, homeY) : null;
    }

    /// <param name="Total">How many there are on all pages.</param>
    public sealed record Answer(IReadOnlyList<Card> Cards, long Total);

    /// <param name="page">From 1.</param>
    public Task<Answer> Of(Wish wish, int page) => database.Read(async session =>
    {
        var cards = await Find(session, wish, PageSize, (long)PageSize * (page - 1));
        return new Answer(cards, cards is [var first, ..] ? first.Total : 0);
    });

    internal static Task<IReadOnlyList<Card>> Find(Session session, Wish wish, int most, long from)
    {
        var words = wish.Words.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(SearchName.Pattern).ToList();
        return session.List<Card>(FindSql, new
        {
            wish.MunicipalityCode,
            session.Today,
            Home = wish.Neighbourhood,
            Word1 = words.ElementAtOrDefault(0) ?? "%",
            Word2 = words.ElementAtOrDefault(1) ?? "%",
            Word3 = words.ElementAtOrDefault(2) ?? "%",
            Word4 = words.ElementAtOrDefault(3) ?? "%",
            Domains = Listed(wish.Domains.Select(domain => domain.ToString())),
            Facts = Listed(wish.Facts.Select(fact => fact.ToString())),
            FactCount = (long)wish.Facts.Distinct().Count(),
            Most = (long)most,
            From = from,
        });
    }

    /// <summary>"|a|b|", in which LIKE finds one whole; neither engine takes a list alike.</summary>
    private static string Listed(IEnumerable<string> names) => string.Concat(names.Select(name => $"|{name}")) is { Length: > 0 } list ? $"{list}|" : "";

    private const string FindSql = """
        SELECT p.id AS Id, p.kind AS Kind, p.name_nl AS NameNl, p.name_en AS NameEn, p.about_nl AS AboutNl, p.about_en AS AboutEn, p.location AS Location,
               p.when_nl AS WhenNl, p.when_en AS WhenEn, p.costs_nl AS CostsNl, p.costs_en AS CostsEn,
               n.name AS NeighbourhoodName, n.x AS X, n.y AS Y, home.x AS HomeX, home.y AS HomeY, COUNT(*) OVER () AS Total
        FROM general_provisions p
        LEFT JOIN neighbourhoods n ON n.municipality_code = p.municipality_code AND n.code = p.neighbourhood
        LEFT JOIN neighbourhoods home ON home.municipality_code = p.municipality_code AND home.code = @Home
        WHERE p.municipality_code = @MunicipalityCode
          AND p.ended_at IS NULL
          AND (p.ends_on IS NULL OR p.ends_on >= @Today)
          AND p.search_text LIKE @Word1 ESCAPE '!'
          AND p.search_text LIKE @Word2 ESCAPE '!'
          AND p.search_text LIKE @Word3 ESCAPE '!'
          AND p.search_text LIKE @Word4 ESCAPE '!'
          AND (@Domains = '' OR EXISTS (
              SELECT 1
              FROM general_provision_domains d
              WHERE d.provision_id = p.id
                AND @Domains LIKE '%|' || d.life_domain || '|%'))
          AND (@Facts = '' OR @FactCount = (
              SELECT COUNT(*)
              FROM general_provision_facts f
              WHERE f.provision_id = p.id
                AND @Facts LIKE '%|' || f.fact || '|%'))
          AND (home.code IS NULL
              OR NOT EXISTS (
                  SELECT 1
                  FROM general_provision_areas area
                  WHERE area.provision_id = p.id)
              OR EXISTS (
                  SELECT 1
                  FROM general_provision_areas area
                  WHERE area.provision_id = p.id
                    AND area.neighbourhood = home.code))
        ORDER BY CASE
                WHEN home.code IS NULL THEN 0
                WHEN n.code IS NULL THEN 1
                ELSE (n.x - home.x) * (n.x - home.x) + (n.y - home.y) * (n.y - home.y)
            END,
            p.name_nl,
            p.id
        LIMIT @Most OFFSET @From
        """;
}
