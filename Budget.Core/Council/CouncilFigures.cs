using System.Text.Json;
using System.Text.Json.Serialization;
using Budget.Core.Storage;

namespace Budget.Core.Council;

/// <summary>
/// The figures for the Wmo council of a municipality (Wmo 2015, 2.1.3 lid 3) over a calendar year and its halves, beside the year before: counts and waiting times, nobody's name, and nothing from which somebody could be known
/// (docs/decisions/0039-nobody-knows-who-answered-what.md). Only of half-years that are over, and each counted once, when it is first asked for: between two counts the difference is what happened to somebody, or what was put
/// right or destroyed. For caseworkers, administrators and auditors.
/// </summary>
public sealed class CouncilFigures(Database database)
{
    /// <summary>How many years back one can ask for.</summary>
    public const int Years = 5;

    /// <summary>What is kept can be read whatever comes before it in the list of topics.</summary>
    private static readonly JsonSerializerOptions ByName = new() { Converters = { new JsonStringEnumConverter() } };

    /// <param name="CountedOn">Of the year and the year before it, when each half was counted; those that are not are not in it.</param>
    public sealed record Answer(string MunicipalityCode, int Year, IReadOnlyDictionary<HalfYear, DateOnly> CountedOn, IReadOnlyList<CouncilList> Lists, IReadOnlyList<WaitLine> Waits)
    {
        /// <summary>How many halves of the year were counted.</summary>
        public int Halves => CountedOn.Keys.Count(half => half.Year == Year);

        /// <summary>Nothing happened in this year or the one before, as far as it was counted.</summary>
        public bool IsEmpty => Lists.All(list => list.IsEmpty);
    }

    /// <summary>The last year of which a half may be counted.</summary>
    public static int LastYear(DateOnly today) => new HalfYear(today.Year, 1).MayBeCounted(today) ? today.Year : today.Year - 1;

    /// <returns>None for who may not see them, and of a year of which there are none.</returns>
    public async Task<Answer?> Of(Actor actor, int year)
    {
        var today = AmsterdamDay.Of(database.Time.GetUtcNow());
        var last = LastYear(today);
        if (actor.Role is not (Role.Administrator or Role.Auditor or Role.Caseworker) || year > last || year <= last - Years)
        {
            return null;
        }

        var kept = await Kept(actor, year);
        foreach (var half in new HalfYear[] { new(year - 1, 1), new(year - 1, 2), new(year, 1), new(year, 2) })
        {
            if (half.MayBeCounted(today) && !kept.ContainsKey(half))
            {
                await Keep(actor, half, kept.GetValueOrDefault(half with { Number = 1 })?.Shown);
                kept = await Kept(actor, year);
            }
        }

        var halves = kept.ToDictionary(half => half.Key, half => half.Value.Shown);
        return new Answer(actor.MunicipalityCode, year, kept.ToDictionary(half => half.Key, half => half.Value.CountedOn), CouncilTable.Of(year, halves),
        [
            .. Enum.GetValues<CouncilWait>().Select(wait => new WaitLine(
                wait,
                Waited(halves, new HalfYear(year, 1), wait)?.Half ?? WaitedDays.NotYet,
                Waited(halves, new HalfYear(year, 2), wait)?.Half ?? WaitedDays.NotYet,
                Waited(halves, new HalfYear(year, 2), wait)?.Year ?? WaitedDays.NotYet,
                Waited(halves, new HalfYear(year - 1, 2), wait)?.Year ?? WaitedDays.NotYet)),
        ]);
    }

    private static ShownWait? Waited(Dictionary<HalfYear, ShownHalf> halves, HalfYear half, CouncilWait wait) => halves.GetValueOrDefault(half)?.Waits.FirstOrDefault(one => one.Wait == wait);

    private Task<Dictionary<HalfYear, Counted>> Kept(Actor actor, int year) => database.Read(async session =>
        (await session.List<Stored>(KeptSql, new { actor.MunicipalityCode, First = year - 1L, Last = (long)year })).ToDictionary(
            row => new HalfYear((int)row.Year, (int)row.Half),
            row => new Counted(row.CountedOn, JsonSerializer.Deserialize<ShownHalf>(row.Shown, ByName)!)));

    /// <summary>Who counts at the same moment is too late, and reads what was kept. Counted outside the transaction that writes: nobody waits for it.</summary>
    private async Task Keep(Actor actor, HalfYear half, ShownHalf? first)
    {
        var shown = await database.Read(session => Count(session, actor.MunicipalityCode, half, first));
        await database.Overwrite(async session =>
        {
            await session.Execute(KeepSql, new { actor.MunicipalityCode, Year = (long)half.Year, Half = (long)half.Number, session.Today, Shown = JsonSerializer.Serialize(shown, ByName) });
        });
    }

    /// <param name="first">Of a second half, what was kept of the first: what it hides, the year hides too.</param>
    private static async Task<ShownHalf> Count(Session session, string municipality, HalfYear half, ShownHalf? first)
    {
        IReadOnlyList<CouncilCount> counts = [.. await CouncilCounts.In(session, municipality, half), .. await CouncilResidents.On(session, municipality, half.Days.EndsOn)];
        var days = await CouncilWaits.In(session, municipality, half.Days);
        var year = first is null ? days : await CouncilWaits.In(session, municipality, Period.Year(half.Year));
        return new ShownHalf(CouncilTable.Hide(counts), [.. Enum.GetValues<CouncilWait>().Select(wait => (Wait: wait, Half: CouncilWaits.Of(days[wait]))).Select(one => new ShownWait(
            one.Wait,
            one.Half,
            first is null ? WaitedDays.NotYet
                : one.Half.IsHidden || first.Waits.First(earlier => earlier.Wait == one.Wait).Half.IsHidden ? WaitedDays.Hidden
                : CouncilWaits.Of(year[one.Wait])))]);
    }

    private sealed record Counted(DateOnly CountedOn, ShownHalf Shown);

    private sealed record Stored(long Year, long Half, DateOnly CountedOn, string Shown);

    private const string KeptSql = """
        SELECT year AS Year, half AS Half, counted_on AS CountedOn, shown AS Shown
        FROM council_figures
        WHERE municipality_code = @MunicipalityCode
          AND year BETWEEN @First AND @Last
        """;

    private const string KeepSql = """
        INSERT INTO council_figures (municipality_code, year, half, counted_on, shown)
        VALUES (@MunicipalityCode, @Year, @Half, @Today, @Shown)
        ON CONFLICT (municipality_code, year, half) DO NOTHING
        """;
}
