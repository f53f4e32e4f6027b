using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Iwmo;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>What a provider can declare to one municipality for one month: each own assignment that ran then, with unit, rate and what is still reserved; at most <see cref="Most"/>.</summary>
public sealed class DeclarableMonth(Database database)
{
    /// <summary>More than a small initiative has; who has more sends a file.</summary>
    public const int Most = 300;

    public sealed record Town(string Code, string Name);

    /// <param name="Declared">1 when an accepted line for this month stands: it is corrected, and not declared again (9389).</param>
    public sealed record Row(
        long Number, string ResidentName, string ProductCode, string ProductNl, string ProductEn, string Unit, Money Rate, DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, string Frequency,
        Money? Left, long Declared)
    {
        public bool IsEuro => Unit == IwmoCodes.Euro;
        public bool IsDeclared => Declared == 1;
        public Period In(Period month) => new Period(StartsOn, EndsOn).Intersect(month)!.Value;
    }

    /// <param name="Towns">Where it has or had an assignment; what is asked of is the chosen one, or the first.</param>
    public sealed record Answer(IReadOnlyList<Town> Towns, Town Chosen, Period Month, IReadOnlyList<Row> Rows);

    /// <returns>None when it has no assignment there, or anywhere.</returns>
    public Task<Answer?> Of(Actor actor, string? municipalityCode, DateOnly month) => database.LookThrough<Answer?>(actor, nameof(DeclarableMonth), async session =>
    {
        var towns = await session.List<Town>(TownsSql, new { actor.ProviderId });
        if (towns.FirstOrDefault(town => string.IsNullOrEmpty(municipalityCode) || town.Code == municipalityCode) is not { } chosen)
        {
            return null;
        }

        var period = Period.MonthOf(month);
        return new Answer(towns, chosen, period, await session.List<Row>(
            RowsSql, new { actor.ProviderId, municipalityCode = chosen.Code, period.StartsOn, period.EndsOn, RateOn = period.StartsOn, Most = (long)Most }));
    });

    private const string TownsSql = """
        SELECT DISTINCT m.code AS Code, m.name AS Name
        FROM assignments a
        JOIN municipalities m ON m.code = a.municipality_code
        WHERE a.provider_id = @ProviderId
        ORDER BY m.name
        """;

    private const string RowsSql = $"""
        SELECT a.number AS Number, r.name AS ResidentName, p.code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               {ContractRate.OfAssignment} AS Rate, a.starts_on AS StartsOn, COALESCE(ended.ended_on, a.ends_on) AS EndsOn, b.volume_hundredths AS Volume, b.frequency AS Frequency,
               {LeftOfAssignment.Sql} AS "Left",
               CASE WHEN EXISTS (
                   SELECT 1
                   FROM invoice_lines line
                   WHERE line.assignment_id = a.id
                     AND line.starts_on <= @EndsOn
                     AND line.ends_on >= @StartsOn
                     AND {StandingDebit.Sql}) THEN 1 ELSE 0 END AS Declared
        FROM assignments a
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id AND r.destroyed_at IS NULL
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE a.provider_id = @ProviderId
          AND {AssignmentsInPeriod.Sql}
        ORDER BY r.name, a.number
        LIMIT @Most
        """;
}
