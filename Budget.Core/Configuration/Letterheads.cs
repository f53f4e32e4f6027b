using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>
/// How a municipality showed itself at the end of a day, for the papers of that day: made again later they are the same to the byte. A decision has a moment of its own, and its letter all that held then
/// (<see cref="Decisions.DecisionOverview"/>). No secret: whoever sees the portal sees the logo. One seek in the
/// few versions of one municipality.
/// </summary>
public sealed class Letterheads(Database database)
{
    public Task<Letterhead> On(string municipalityCode, DateOnly day) => database.Read(session => On(session, municipalityCode, day));

    /// <summary>As a part of another question.</summary>
    internal static Task<Letterhead> On(Session session, string municipalityCode, DateOnly day) =>
        session.Single<Letterhead>(LetterheadSql, new { municipalityCode, Until = AmsterdamDay.At(day.AddDays(1), TimeOnly.MinValue) });

    // What was first known holds for the days before it as well.
    private const string LetterheadSql = """
        SELECT profile.colour AS Colour, profile.logo AS Logo
        FROM municipality_profiles profile
        WHERE profile.municipality_code = @municipalityCode
          AND profile.number = (
              SELECT MAX(known.number)
              FROM municipality_profiles known
              WHERE known.municipality_code = @municipalityCode
                AND (known.set_at < @Until OR known.number = 1))
        """;
}
