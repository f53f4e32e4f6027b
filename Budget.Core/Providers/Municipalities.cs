using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>The municipalities of this installation: name, how to reach them and how they show themselves.</summary>
public sealed class Municipalities(Database database)
{
    /// <param name="HoursNl">When one can call; empty for the portal's own sentence.</param>
    /// <param name="Colour">Empty for the portal's own.</param>
    /// <param name="HasLogo">1 when there is one.</param>
    /// <param name="Version">Counts the changes of how it shows itself.</param>
    public sealed record Answer(string Code, string Name, string Phone, string Email, string Address, string HoursNl, string HoursEn, string Website, string Colour, long HasLogo, long Version);

    public Task<IReadOnlyList<Answer>> All() => database.Read(session => session.List<Answer>(AllSql));

    private const string AllSql = $"""
        SELECT m.code AS Code, m.name AS Name, profile.phone AS Phone, profile.email AS Email, profile.address AS Address, profile.hours_nl AS HoursNl, profile.hours_en AS HoursEn,
               profile.website AS Website, profile.colour AS Colour, CAST(CASE profile.logo WHEN '' THEN 0 ELSE 1 END AS BIGINT) AS HasLogo, profile.number AS Version
        FROM municipalities m
        {Configuration.MunicipalityProfile.Newest}
        ORDER BY m.code
        """;
}
