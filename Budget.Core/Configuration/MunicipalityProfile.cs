using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>How a municipality shows itself. Each change is a version of its own, so that a letter carries what held on the day of its decision.</summary>
/// <param name="HoursNl">When one can call, as a sentence; empty for the portal's own.</param>
/// <param name="LetterSender">Under the name on a letter: address for answers.</param>
/// <param name="LetterClosingNl">Above the signature of each letter.</param>
/// <param name="Colour">As <see cref="TownColour"/> writes it; empty for the portal's own.</param>
/// <param name="Logo">A PNG in base64; empty for none.</param>
public sealed record MunicipalityProfile(
    string Phone, string Email, string Address, string HoursNl, string HoursEn, string Website, string LetterSender, string LetterClosingNl, string LetterClosingEn, string Colour, string Logo)
{
    /// <summary>As the history names it.</summary>
    public const string What = "Municipality";

    /// <summary>The columns of the newest version of a municipality as "m", and its number; joined as "profile".</summary>
    internal const string Newest = """
        JOIN municipality_profiles profile ON profile.municipality_code = m.code
            AND profile.number = (SELECT MAX(newest.number) FROM municipality_profiles newest WHERE newest.municipality_code = m.code)
        """;

    /// <summary>The next version: what the deed changes, and the rest as it was.</summary>
    /// <param name="seen">How many changes of the municipality were seen.</param>
    /// <param name="facts">Those the deed is about, for the history.</param>
    internal static async Task<Outcome<string>> Change(
        Session session, Actor actor, string deed, string seen, Func<MunicipalityProfile, MunicipalityProfile> change, Func<MunicipalityProfile, object> facts)
    {
        if (actor.Role != Role.Administrator)
        {
            return Refusal.NotAllowed;
        }

        if (await ConfigurationChange.LockAndCount(session, actor, What, actor.MunicipalityCode) != seen)
        {
            return Refusal.ChangedMeanwhile;
        }

        var before = await session.Single<MunicipalityProfile>(NewestSql, new { actor.MunicipalityCode });
        var after = change(before);
        if (after == before)
        {
            return actor.MunicipalityCode;
        }

        await session.Execute(InsertSql, new
        {
            actor.MunicipalityCode,
            session.Now,
            after.Phone,
            after.Email,
            after.Address,
            after.HoursNl,
            after.HoursEn,
            after.Website,
            after.LetterSender,
            after.LetterClosingNl,
            after.LetterClosingEn,
            after.Colour,
            after.Logo,
        });
        await session.Execute(ReachSql, new { actor.MunicipalityCode, after.Phone, after.Email });
        await ConfigurationChange.Write(session, actor, What, actor.MunicipalityCode, facts(before), facts(after));
        await Trace.Write(session, actor, deed, actor.MunicipalityCode);
        return actor.MunicipalityCode;
    }

    internal const string Columns = """
        profile.phone AS Phone, profile.email AS Email, profile.address AS Address, profile.hours_nl AS HoursNl, profile.hours_en AS HoursEn, profile.website AS Website,
               profile.letter_sender AS LetterSender, profile.letter_closing_nl AS LetterClosingNl, profile.letter_closing_en AS LetterClosingEn, profile.colour AS Colour, profile.logo AS Logo
        """;

    internal const string NewestSql = $"""
        SELECT {Columns}
        FROM municipalities m
        {Newest}
        WHERE m.code = @MunicipalityCode
        """;

    private const string InsertSql = """
        INSERT INTO municipality_profiles (
            municipality_code, number, set_at, phone, email, address, hours_nl, hours_en, website, letter_sender, letter_closing_nl, letter_closing_en, colour, logo)
        SELECT @MunicipalityCode, MAX(number) + 1, @Now, @Phone, @Email, @Address, @HoursNl, @HoursEn, @Website, @LetterSender, @LetterClosingNl, @LetterClosingEn, @Colour, @Logo
        FROM municipality_profiles
        WHERE municipality_code = @MunicipalityCode
        """;

    private const string ReachSql = """
        UPDATE municipalities
        SET phone = @Phone,
            email = @Email
        WHERE code = @MunicipalityCode
        """;
}
