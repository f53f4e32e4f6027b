using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>Who gives independent client support in a municipality: free, for residents and their carers, offered before the investigation (Wmo 2015, 2.2.4 and 2.3.2 lid 3). No secret.</summary>
public sealed class ClientSupport(Database database)
{
    /// <param name="AboutEn">Empty where nobody wrote it.</param>
    public sealed record Answer(string Name, string Phone, string AboutNl, string AboutEn);

    /// <returns>None when that municipality has not said who does.</returns>
    public Task<Answer?> In(string municipality) => database.Read(session => session.FirstOrNone<Answer>(Sql, new { municipality }));

    /// <param name="Seen">How many changes were seen, for who changes it.</param>
    public sealed record Administered(Answer? Stands, string Seen);

    /// <summary>The same for an administrator, of the own municipality.</summary>
    public async Task<Administered> Of(Actor actor) => actor.Role != Role.Administrator ? new(Stands: null, "") : await database.Read(async session => new Administered(
        await session.FirstOrNone<Answer>(Sql, new { municipality = actor.MunicipalityCode }),
        await ConfigurationChange.Count(session, actor, SetClientSupport.What, SetClientSupport.What)));

    internal const string Sql = """
        SELECT name AS Name, phone AS Phone, about_nl AS AboutNl, about_en AS AboutEn
        FROM client_support
        WHERE municipality_code = @municipality
        """;
}
