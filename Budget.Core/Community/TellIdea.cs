using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>Something that is needed, or that somebody offers.</summary>
public enum IdeaKind { Need, Offer }

/// <summary>A resident says in own words what the neighbourhood needs, or what the resident offers it. Others see it, without a name, when the municipality has read it (<see cref="JudgeIdea"/>).</summary>
public sealed class TellIdea(Database database)
{
    public const int LongestText = 1000;

    /// <summary>Of one person in twenty-four hours.</summary>
    public const int MostADay = 5;

    public sealed record Entry(ResidentId ResidentId, IdeaKind Kind, string Words);

    public Task<Outcome<IdeaId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<IdeaId>(actor, key, nameof(TellIdea), entry, async session =>
        {
            var words = TypedText.Seen(entry.Words);
            if (words.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (words.Length > LongestText)
            {
                return Refusal.TextTooLong.With(LongestText);
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await session.LockAndRead<long>(ToldSql, new { actor.UserId, Since = session.Now.AddDays(-1) }) >= MostADay)
            {
                return Refusal.AskedTooOften.With(MostADay);
            }

            var id = new IdeaId(session.NewId());
            await session.Execute(InsertSql, new
            {
                id,
                file.MunicipalityCode,
                entry.ResidentId,
                Kind = entry.Kind.Stored(),
                Words = (await ResidentKey.Of(session, entry.ResidentId)).Hide(HiddenColumn.IdeaWords, $"{id.Value:D}", words),
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(TellIdea), "", entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return id;
        });

    private const string ToldSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM ideas
        WHERE told_by = @UserId
          AND told_at > @Since
        """;

    private const string InsertSql = """
        INSERT INTO ideas (id, municipality_code, resident_id, kind, words, told_by, told_at, why_not, answer)
        VALUES (@id, @MunicipalityCode, @ResidentId, @Kind, @Words, @UserId, @Now, '', '')
        """;
}
