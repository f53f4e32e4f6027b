using Budget.Core.Decisions;
using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>How the own municipality shows itself, for its administrators; and what everybody may have of one: its logo.</summary>
public sealed class OwnMunicipality(Database database)
{
    /// <param name="Seen">How often it was changed, as text; who changes it has to have seen that.</param>
    public sealed record Answer(string Code, string Name, MunicipalityProfile Profile, DecisionTerms Terms, string Seen);

    /// <returns>None for who sets up no municipality.</returns>
    public Task<Answer?> Of(Actor actor) => database.Read(async session =>
        actor.Role != Role.Administrator || await session.FirstOrNone<string>(NameSql, new { actor.MunicipalityCode }) is not { } name ? null
        : new Answer(
            actor.MunicipalityCode, name, await session.Single<MunicipalityProfile>(MunicipalityProfile.NewestSql, new { actor.MunicipalityCode }),
            await DecisionTerms.Of(session, actor.MunicipalityCode), await ConfigurationChange.Count(session, actor, MunicipalityProfile.What, actor.MunicipalityCode)));

    /// <returns>A PNG; none when there is none.</returns>
    public Task<byte[]?> Logo(string code) => database.Read(async session =>
        await session.FirstOrNone<string>(LogoSql, new { code }) is { Length: > 0 } logo ? Convert.FromBase64String(logo) : null);

    private const string NameSql = """
        SELECT name
        FROM municipalities
        WHERE code = @MunicipalityCode
        """;

    private const string LogoSql = $"""
        SELECT profile.logo
        FROM municipalities m
        {MunicipalityProfile.Newest}
        WHERE m.code = @code
        """;
}
