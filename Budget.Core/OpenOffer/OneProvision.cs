using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.OpenOffer;

/// <summary>One general provision, whole. Anybody may read one that stands; one that has ended only the administrator of its municipality.</summary>
public sealed class OneProvision(Database database)
{
    /// <param name="NeighbourhoodName">Of where it is; empty when it has no place.</param>
    /// <param name="ServesNames">The neighbourhoods that it is for; none means all.</param>
    /// <param name="SignedUp">How many take part.</param>
    /// <param name="Seen">How often it was changed, which who changes it must have seen.</param>
    public sealed record Answer(
        GeneralProvisionId Id, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone, GeneralProvision Provision, string NeighbourhoodName, long? X, long? Y,
        IReadOnlyList<string> ServesNames, long SignedUp, DateTimeOffset? EndedAt, string Seen)
    {
        public bool IsFull => Provision.Places is { } places && SignedUp >= places;

        public bool StandsOn(DateOnly day) => EndedAt is null && (Provision.EndsOn is not { } last || last >= day);
    }

    public Task<Answer?> Of(GeneralProvisionId id, Actor? actor = null) => database.Read(async session =>
        await Find(session, id) is { } found && (found.StandsOn(session.Today) || (actor is { Role: Role.Administrator } && actor.MunicipalityCode == found.MunicipalityCode)) ? found : null);

    internal static async Task<Answer?> Find(Session session, GeneralProvisionId id)
    {
        if (await session.FirstOrNone<Row>(RowSql, new { id, SaveGeneralProvision.What }) is not { } row)
        {
            return null;
        }

        var domains = await session.List<string>(DomainsSql, new { id });
        var facts = await session.List<string>(FactsSql, new { id });
        var areas = await session.List<Area>(AreasSql, new { id });
        return new Answer(
            row.Id, row.MunicipalityCode, row.MunicipalityName, row.MunicipalityPhone,
            new GeneralProvision(
                Enum.Parse<OfferKind>(row.Kind), row.NameNl, row.NameEn, row.AboutNl, row.AboutEn, [.. domains.Select(Enum.Parse<LifeDomain>).Order()],
                row.Location, row.Address, row.Neighbourhood ?? "", row.WhenNl, row.WhenEn, row.CostsNl, row.CostsEn, row.Phone, row.Email, row.Website,
                [.. facts.Select(Enum.Parse<AccessFact>).Order()], row.SignUp == "here", row.Places, row.StartsOn, row.EndsOn, [.. areas.Select(area => area.Code).Order(StringComparer.Ordinal)]),
            row.NeighbourhoodName ?? "", row.X, row.Y, [.. areas.Select(area => area.Name)], row.SignedUp, row.EndedAt, row.Seen);
    }

    private sealed record Area(string Code, string Name);

    private sealed record Row(
        GeneralProvisionId Id, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone, string Kind, string NameNl, string NameEn, string AboutNl, string AboutEn,
        string Location, string Address, string? Neighbourhood, string? NeighbourhoodName, long? X, long? Y, string WhenNl, string WhenEn, string CostsNl, string CostsEn,
        string Phone, string Email, string Website, string SignUp, long? Places, DateOnly? StartsOn, DateOnly? EndsOn, DateTimeOffset? EndedAt, long SignedUp, string Seen);

    private const string RowSql = """
        SELECT p.id AS Id, p.municipality_code AS MunicipalityCode, m.name AS MunicipalityName, m.phone AS MunicipalityPhone, p.kind AS Kind,
               p.name_nl AS NameNl, p.name_en AS NameEn, p.about_nl AS AboutNl, p.about_en AS AboutEn, p.location AS Location, p.address AS Address,
               p.neighbourhood AS Neighbourhood, n.name AS NeighbourhoodName, n.x AS X, n.y AS Y, p.when_nl AS WhenNl, p.when_en AS WhenEn,
               p.costs_nl AS CostsNl, p.costs_en AS CostsEn, p.phone AS Phone, p.email AS Email, p.website AS Website, p.sign_up AS SignUp, p.places AS Places,
               p.starts_on AS StartsOn, p.ends_on AS EndsOn, p.ended_at AS EndedAt,
               (
                   SELECT COUNT(*)
                   FROM offer_sign_ups s
                   WHERE s.provision_id = p.id
                     AND s.left_at IS NULL) AS SignedUp,
               (
                   SELECT CAST(COUNT(*) AS TEXT)
                   FROM configuration_changes c
                   WHERE c.municipality_code = p.municipality_code
                     AND c.what = @What
                     AND c.subject = p.id) AS Seen
        FROM general_provisions p
        JOIN municipalities m ON m.code = p.municipality_code
        LEFT JOIN neighbourhoods n ON n.municipality_code = p.municipality_code AND n.code = p.neighbourhood
        WHERE p.id = @id
        """;

    private const string DomainsSql = """
        SELECT life_domain
        FROM general_provision_domains
        WHERE provision_id = @id
        """;

    private const string FactsSql = """
        SELECT fact
        FROM general_provision_facts
        WHERE provision_id = @id
        """;

    private const string AreasSql = """
        SELECT n.code AS Code, n.name AS Name
        FROM general_provision_areas a
        JOIN neighbourhoods n ON n.municipality_code = a.municipality_code AND n.code = a.neighbourhood
        WHERE a.provision_id = @id
        ORDER BY n.name
        """;
}
