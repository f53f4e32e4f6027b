using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>Every general provision of the administrator's own municipality, those that stand first.</summary>
public sealed class OfferOfMunicipality(Database database)
{
    /// <summary>At most this many on the page; who has more searches in the offer itself.</summary>
    public const int Most = 500;

    public sealed record Item(GeneralProvisionId Id, string NameNl, string Kind, string? NeighbourhoodName, DateOnly? EndsOn, DateTimeOffset? EndedAt, long SignedUp, long? Places);

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Administrator ? [] : await database.Read(session =>
        session.List<Item>(ItemsSql, new { actor.MunicipalityCode, Most = (long)Most }));

    private const string ItemsSql = """
        SELECT p.id AS Id, p.name_nl AS NameNl, p.kind AS Kind, n.name AS NeighbourhoodName, p.ends_on AS EndsOn, p.ended_at AS EndedAt,
               (
                   SELECT COUNT(*)
                   FROM offer_sign_ups s
                   WHERE s.provision_id = p.id
                     AND s.left_at IS NULL) AS SignedUp,
               p.places AS Places
        FROM general_provisions p
        LEFT JOIN neighbourhoods n ON n.municipality_code = p.municipality_code AND n.code = p.neighbourhood
        WHERE p.municipality_code = @MunicipalityCode
        ORDER BY p.ended_at IS NOT NULL, p.name_nl, p.id
        LIMIT @Most
        """;
}
