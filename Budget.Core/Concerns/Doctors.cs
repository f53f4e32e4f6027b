using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>Which practices of family doctors may report in a municipality, and where may mine?</summary>
public sealed class Doctors(Database database)
{
    public sealed record Practice(ProviderId Id, string Name, string Agb, string Kvk, string Phone);

    public sealed record Town(string Code, string Name, string Phone);

    /// <summary>Of the own municipality, for its administrators.</summary>
    public async Task<IReadOnlyList<Practice>> All(Actor actor) => actor.Role != Role.Administrator ? [] : await database.Read(session =>
        session.List<Practice>(PracticesSql, new { actor.MunicipalityCode }));

    /// <summary>Where this person's practice was admitted; nowhere for everybody who is no doctor.</summary>
    public Task<IReadOnlyList<Town>> TownsOf(Actor actor) => database.Read(session => In(session, actor));

    internal static async Task<IReadOnlyList<Town>> In(Session session, Actor actor) => actor is not { Role: Role.ProviderStaff, ProviderId: { } provider }
        ? []
        : await session.List<Town>(TownsSql, new { provider });

    private const string PracticesSql = """
        SELECT p.id AS Id, p.name AS Name, p.agb AS Agb, p.kvk AS Kvk, p.phone AS Phone
        FROM provider_kinds k
        JOIN providers p ON p.id = k.provider_id
        WHERE k.municipality_code = @MunicipalityCode
          AND k.kind = 'doctor'
        ORDER BY p.name
        """;

    private const string TownsSql = """
        SELECT m.code AS Code, m.name AS Name, m.phone AS Phone
        FROM provider_kinds k
        JOIN municipalities m ON m.code = k.municipality_code
        WHERE k.provider_id = @provider
          AND k.kind = 'doctor'
        ORDER BY m.name
        """;
}
