using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>
/// What residents of a municipality told that their neighbourhood needs or what they offer: to other residents without a name, to oneself also what others do not see, and to
/// who reads it for the municipality what waits. A caseworker sees who told it and who joins in; an administrator only the words.
/// </summary>
public sealed class IdeaList(Database database)
{
    /// <summary>The newest; older ones are on no page.</summary>
    public const int Most = 100;

    /// <param name="Kind">"need" or "offer".</param>
    /// <param name="IsShown">"yes" or "no"; none when nobody has read it yet.</param>
    /// <param name="Outcome">"facilitated" or "declined"; none without an answer.</param>
    /// <param name="Joiners">How many join in.</param>
    /// <param name="IsMine">1 when this visitor told it, or whom the visitor represents.</param>
    /// <param name="IJoin">1 when one of them joins in.</param>
    public sealed record Item(
        IdeaId Id, ResidentId ResidentId, string Kind, string Words, DateTimeOffset ToldAt, string? IsShown, string WhyNot, string? Outcome, string Answer,
        long Joiners, long IsMine, long IJoin, string? WrappedKey);

    /// <summary>What others see, and of one's own everything. A resident sees those of the own municipality and of whom the resident represents.</summary>
    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read(session => List(session, actor, id: ""));

    /// <param name="Names">Who told it first, then who joins in; for a caseworker only.</param>
    public sealed record Read(Item Idea, string ToldBy, IReadOnlyList<string> Joiners);

    /// <summary>One of them, for who reads it for the municipality; it leaves a trace in the file of who told it.</summary>
    public Task<Read?> One(Actor actor, IdeaId id) => database.Look(actor, nameof(IdeaList), subject: "", async session =>
    {
        if (actor.Role is not (Role.Caseworker or Role.Administrator) || await List(session, actor, $"{id.Value:D}") is not [var idea])
        {
            return null;
        }

        var names = actor.Role == Role.Caseworker ? await session.List<string>(NamesSql, new { id }) : [];
        return new Read(idea, names is [var teller, ..] ? teller : "", [.. names.Skip(1)]);
    }, read => read.Idea.ResidentId);

    /// <summary>How many wait for somebody to read them, in the own municipality of a caseworker or an administrator.</summary>
    public async Task<long> Waiting(Actor actor) => actor.Role is not (Role.Caseworker or Role.Administrator) ? 0 : await database.Read(session =>
        session.Single<long>(WaitingSql, new { actor.MunicipalityCode }));

    private static async Task<IReadOnlyList<Item>> List(Session session, Actor actor, string id)
    {
        var rows = await session.List<Item>(ItemsSql, Session.With(Access.Of(actor, session), ("Id", id), ("Most", (long)Most)));
        return
        [
            .. rows.Select(row =>
            {
                var (key, place) = (ResidentKey.From(session, row.ResidentId, row.WrappedKey), $"{row.Id.Value:D}");
                return row with
                {
                    Words = key.Show(HiddenColumn.IdeaWords, place, row.Words),
                    WhyNot = key.Show(HiddenColumn.IdeaWhyNot, place, row.WhyNot),
                    Answer = key.Show(HiddenColumn.IdeaAnswer, place, row.Answer),
                    WrappedKey = null,
                };
            }),
        ];
    }

    private const string ItemsSql = $"""
        WITH mine AS (
            {Access.Mine}
        )
        SELECT i.id AS Id, i.resident_id AS ResidentId, i.kind AS Kind, i.words AS Words, i.told_at AS ToldAt, i.is_shown AS IsShown, i.why_not AS WhyNot,
               i.outcome AS Outcome, i.answer AS Answer,
               (SELECT COUNT(*) FROM idea_joiners j WHERE j.idea_id = i.id) AS Joiners,
               (SELECT COUNT(*) FROM mine WHERE mine.resident_id = i.resident_id) AS IsMine,
               (SELECT COUNT(*) FROM idea_joiners j JOIN mine ON mine.resident_id = j.resident_id WHERE j.idea_id = i.id) AS IJoin,
               k.wrapped AS WrappedKey
        FROM ideas i
        LEFT JOIN resident_keys k ON k.resident_id = i.resident_id
        WHERE (@Id = '' OR i.id = @Id)
          AND (i.resident_id IN (SELECT resident_id FROM mine)
              OR (i.is_shown = 'yes' AND i.municipality_code IN (
                  SELECT own.municipality_code
                  FROM residents own
                  JOIN mine ON mine.resident_id = own.id))
              OR (@Role IN ('caseworker', 'administrator') AND i.municipality_code = @MunicipalityCode))
        ORDER BY i.told_at DESC, i.id DESC
        LIMIT @Most
        """;

    private const string NamesSql = """
        SELECT r.name
        FROM (
            SELECT i.resident_id, 0 AS place, i.told_at AS since
            FROM ideas i
            WHERE i.id = @id
            UNION ALL
            SELECT j.resident_id, 1, j.joined_at
            FROM idea_joiners j
            WHERE j.idea_id = @id
        ) people
        JOIN residents r ON r.id = people.resident_id
        ORDER BY people.place, people.since
        """;

    private const string WaitingSql = """
        SELECT COUNT(*)
        FROM ideas
        WHERE municipality_code = @MunicipalityCode
          AND is_shown IS NULL
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>), which does not say who told it.</summary>
    internal const string TasksSql = """
        SELECT 'idea' AS kind, '' AS number, i.id AS target, i.resident_id, CAST(NULL AS DATE) AS due, i.told_at AS since, 14 AS days, 0 AS urgent
        FROM ideas i
        WHERE i.municipality_code = @MunicipalityCode
          AND i.is_shown IS NULL
        """;
}
