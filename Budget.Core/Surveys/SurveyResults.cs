using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Surveys;

/// <summary>
/// What came of the surveys of a municipality. Shown when the last day has gone, or what one resident answered would be the difference between two looks; and each part of it only when at least
/// <see cref="Fewest"/> residents said something there. The words are for the administrator alone: somebody has to read them before they go further. That the administrator looked leaves a trace; the words go after
/// <see cref="WordsYears"/> years.
/// </summary>
public sealed class SurveyResults(Database database)
{
    public const int Fewest = 10;

    /// <summary>So many years after the last day the words go.</summary>
    public const int WordsYears = OldSurveyWords.YearsKept;

    /// <param name="Counts">In the order of <see cref="SurveyAnswer"/>; none when fewer answered it.</param>
    public sealed record Row(SurveyStatement Statement, IReadOnlyList<long>? Counts);

    /// <param name="Answered">How many took part; none as long as it is open and fewer than <see cref="Fewest"/> did.</param>
    /// <param name="Rows">Of each statement; none as long as it can be answered.</param>
    /// <param name="Words">In the order of the alphabet; none when fewer wrote, when it was too long ago, and for whom they are not.</param>
    /// <param name="Wrote">How many wrote words, from <see cref="Fewest"/> up; else none.</param>
    public sealed record Answer(long Year, DateOnly LastOn, bool IsOpen, long? Answered, IReadOnlyList<Row> Rows, IReadOnlyList<string> Words, long? Wrote);

    /// <summary>All of the own municipality, the last year first, for its administrator.</summary>
    public async Task<IReadOnlyList<Answer>> Of(Actor actor) => actor.Role != Role.Administrator ? [] : await database.LookThrough<IReadOnlyList<Answer>>(actor, nameof(SurveyResults), async session =>
    {
        List<Answer> answers = [];
        foreach (var stored in await session.List<Stored>(SurveysSql, new { actor.MunicipalityCode }))
        {
            answers.Add(await Told(session, actor.MunicipalityCode, stored, withWords: true));
        }

        return answers;
    });

    /// <summary>Of one year, without the words, for who reads the figures for the council.</summary>
    /// <returns>None when there was no survey, when it is still open, and for who may not see it.</returns>
    public Task<Answer?> About(Actor actor, long year) => database.Read<Answer?>(async session =>
    {
        if (actor.Role is not (Role.Administrator or Role.Auditor or Role.Caseworker))
        {
            return null;
        }

        var stored = (await session.List<Stored>(SurveysSql, new { actor.MunicipalityCode })).FirstOrDefault(one => one.Year == year);
        return stored is not null && stored.LastOn < session.Today ? await Told(session, actor.MunicipalityCode, stored, withWords: false) : null;
    });

    private static async Task<Answer> Told(Session session, string municipalityCode, Stored stored, bool withWords)
    {
        if (stored.LastOn >= session.Today)
        {
            return new Answer(stored.Year, stored.LastOn, IsOpen: true, stored.Answered >= Fewest ? stored.Answered : null, [], [], Wrote: null);
        }

        // Opened only when it may be read.
        var urn = SurveyUrn.Show(await MunicipalityKey.Of(session, municipalityCode), municipalityCode, stored.Year, stored.Answers);
        var rows = Enum.GetValues<SurveyStatement>().Select(statement => urn.Of(statement) is var counts && counts.Sum() >= Fewest ? new Row(statement, counts) : new Row(statement, Counts: null));
        IReadOnlyList<string> words = withWords ? urn.Words : [];
        var isEnough = words.Count >= Fewest;
        return new Answer(stored.Year, stored.LastOn, IsOpen: false, stored.Answered, [.. rows], isEnough ? words : [], isEnough ? words.Count : null);
    }

    private sealed record Stored(long Year, DateOnly LastOn, long Answered, string Answers);

    private const string SurveysSql = """
        SELECT year AS Year, last_on AS LastOn, answered AS Answered, answers AS Answers
        FROM client_surveys
        WHERE municipality_code = @MunicipalityCode
        ORDER BY year DESC
        """;
}
