using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Surveys;

/// <summary>
/// A resident who had support in a year, or who represents that resident, says what they think of it; nobody has to, and each resident is heard once. That somebody answered is kept and traced, with its moment; what was
/// answered is added to what all have answered and hidden with it, and from then on nobody can say whose it was: not by an id, not by the order, not by what the row says before and after, and not by the key of this
/// deed, which knows the year and the resident and none of the answers (docs/decisions/0039-nobody-knows-who-answered-what.md).
/// </summary>
public sealed class AnswerSurvey(Database database)
{
    public const int LongestWords = 1000;

    /// <param name="Answers">What is not in it was not answered.</param>
    /// <param name="Words">May be empty.</param>
    public sealed record Entry(long Year, ResidentId ResidentId, IReadOnlyDictionary<SurveyStatement, SurveyAnswer> Answers, string Words);

    /// <remarks>The content that the key stands for leaves the answers out: its hash, which stays beside the user, could be tried against each set of answers. The same form again with other answers is the same form.</remarks>
    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<long>(actor, key, nameof(AnswerSurvey), new { entry.Year, entry.ResidentId }, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId)
                || await session.FirstOrNone<Survey>(SurveySql, new { file.MunicipalityCode, entry.Year }) is not { } survey
                || !await SurveyedYear.HadSupport(session, entry.ResidentId, file.MunicipalityCode, entry.Year))
            {
                return Refusal.NotFound;
            }

            if (survey.LastOn < session.Today)
            {
                return Refusal.NotAskedNow;
            }

            if (await Departure.AgainstRequest(session, entry.ResidentId) is { } departed)
            {
                return departed;
            }

            var typed = TypedText.Seen(entry.Words);
            if (typed.Length > LongestWords)
            {
                return Refusal.TextTooLong.With(LongestWords);
            }

            if (typed.Length == 0 && entry.Answers.Count == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (await session.Execute(TakePartSql, new { file.MunicipalityCode, entry.Year, entry.ResidentId }) == 0)
            {
                return Refusal.AlreadyAnswered;
            }

            await PutIn(session, file.MunicipalityCode, entry, typed);
            await Trace.Write(session, actor, nameof(AnswerSurvey), entry.Year.ToString(CultureInfo.InvariantCulture), entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return entry.Year;
        });

    /// <summary>One after the other. All of it is read and hidden anew each time: the row looks the same after any answer.</summary>
    private static async Task PutIn(Session session, string municipalityCode, Entry entry, string typed)
    {
        var stored = await session.LockAndRead<string>(UrnSql, new { MunicipalityCode = municipalityCode, entry.Year });
        var key = await MunicipalityKey.Of(session, municipalityCode);
        var urn = SurveyUrn.Show(key, municipalityCode, entry.Year, stored).With(entry.Answers, typed);
        await session.Execute(PutInSql, new { MunicipalityCode = municipalityCode, entry.Year, Answers = urn.Hide(key, municipalityCode, entry.Year) });
    }

    private sealed record Survey(DateOnly LastOn);

    private const string SurveySql = """
        SELECT last_on AS LastOn
        FROM client_surveys
        WHERE municipality_code = @MunicipalityCode
          AND year = @Year
        """;

    private const string TakePartSql = """
        INSERT INTO survey_participants (municipality_code, year, resident_id)
        VALUES (@MunicipalityCode, @Year, @ResidentId)
        ON CONFLICT (municipality_code, year, resident_id) DO NOTHING
        """;

    private const string UrnSql = """
        /*postgresql
        SELECT municipality_code
        FROM client_surveys
        WHERE municipality_code = @MunicipalityCode
          AND year = @Year
        FOR NO KEY UPDATE; */
        SELECT answers
        FROM client_surveys
        WHERE municipality_code = @MunicipalityCode
          AND year = @Year
        """;

    private const string PutInSql = """
        UPDATE client_surveys
        SET answered = answered + 1,
            answers = @Answers
        WHERE municipality_code = @MunicipalityCode
          AND year = @Year
        """;
}
