using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Neighbourhoods;

/// <summary>
/// Puts a neighbourhood on the map of the administrator's own municipality, or changes one; who changes one that had ended opens it again. What was and what is stay in
/// the history.
/// </summary>
public sealed class DrawNeighbourhood(Database database)
{
    /// <summary>As the history names it.</summary>
    public const string What = "Neighbourhood";

    /// <param name="Seen">How many changes of it were seen; empty for a new one.</param>
    public sealed record Entry(Neighbourhood Neighbourhood, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(DrawNeighbourhood), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var drawn = entry.Neighbourhood with { Code = TypedText.Seen(entry.Neighbourhood.Code), Name = TypedText.Seen(entry.Neighbourhood.Name) };
            if (drawn.Code.Length is 0 or > Neighbourhood.LongestCode || !drawn.Code.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')
                || drawn.Name.Length is 0 or > Neighbourhood.LongestName)
            {
                return Refusal.NameMissing;
            }

            if (!drawn.IsOnTheMap)
            {
                return Refusal.PlaceInvalid;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, What, drawn.Code);
            if (changes != entry.Seen)
            {
                return entry.Seen.Length == 0 ? Refusal.CodeTaken : Refusal.ChangedMeanwhile;
            }

            // What differs in capitals only is the same to who reads it.
            if ((await session.List<Other>(OthersSql, new { actor.MunicipalityCode, drawn.Code }))
                .Any(other => other.Name.Equals(drawn.Name, StringComparison.OrdinalIgnoreCase) || other.Code.Equals(drawn.Code, StringComparison.OrdinalIgnoreCase)))
            {
                return Refusal.NameTaken;
            }

            var before = await session.FirstOrNone<Stored>(Stored.Sql, new { actor.MunicipalityCode, drawn.Code });
            await session.Execute(DrawSql, new { actor.MunicipalityCode, drawn.Code, drawn.Name, drawn.X, drawn.Y });
            await ConfigurationChange.Write(session, actor, What, drawn.Code, before, new Stored(drawn.Name, drawn.X, drawn.Y, EndedOn: null));
            await Trace.Write(session, actor, nameof(DrawNeighbourhood), drawn.Code);
            return drawn.Code;
        });

    /// <summary>A neighbourhood as the history keeps it.</summary>
    internal sealed record Stored(string Name, long X, long Y, DateOnly? EndedOn)
    {
        public const string Sql = """
            SELECT name AS Name, x AS X, y AS Y, ended_on AS EndedOn
            FROM neighbourhoods
            WHERE municipality_code = @MunicipalityCode
              AND code = @Code
            """;
    }

    private sealed record Other(string Code, string Name);

    private const string OthersSql = """
        SELECT code AS Code, name AS Name
        FROM neighbourhoods
        WHERE municipality_code = @MunicipalityCode
          AND code <> @Code
          AND ended_on IS NULL
        """;

    private const string DrawSql = """
        INSERT INTO neighbourhoods (municipality_code, code, name, x, y)
        VALUES (@MunicipalityCode, @Code, @Name, @X, @Y)
        ON CONFLICT (municipality_code, code) DO UPDATE
        SET name = excluded.name,
            x = excluded.x,
            y = excluded.y,
            ended_on = NULL
        """;
}
