using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// An administrator says what the by-law pays at most for a unit of a provision and a kind of help, from a day on that is not over. What was granted and booked keeps its rate;
/// a rate that has not begun is put right by saying it again.
/// </summary>
public sealed class SetProductRate(Database database)
{
    /// <summary>Of one unit of anything: what is above it was typed wrong.</summary>
    public static readonly Money Highest = new(1_000_000);

    /// <param name="Seen">How many changes of the product were seen.</param>
    public sealed record Entry(string ProductCode, RateKind Kind, DateOnly StartsOn, Money Rate, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SetProductRate), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, DescribeProduct.What, entry.ProductCode);
            var kind = Ledger.StoredNames.Stored(entry.Kind);
            if (await session.FirstOrNone<Row>(RowSql, new { actor.MunicipalityCode, entry.ProductCode, kind, entry.StartsOn }) is not { } row)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            if (entry.StartsOn < session.Today)
            {
                return Refusal.RateOfThePast;
            }

            if (!entry.Rate.IsPositive)
            {
                return Refusal.AmountNotPositive;
            }

            if (entry.Rate > Highest)
            {
                return Refusal.RateTooHigh.With(Highest);
            }

            await ProductRate.Set(session, actor.MunicipalityCode, entry.ProductCode, entry.Kind, entry.StartsOn, entry.Rate);
            // "2026-01-01 6600": a day and cents, which the history reads out.
            var name = $"Rate{entry.Kind}";
            await ConfigurationChange.Write(
                session, actor, DescribeProduct.What, entry.ProductCode,
                new Dictionary<string, string> { ["NameNl"] = row.NameNl, [name] = row.Rate is { } was ? $"{row.StartsOn:yyyy-MM-dd} {was.Cents}" : "" },
                new Dictionary<string, string> { ["NameNl"] = row.NameNl, [name] = $"{entry.StartsOn:yyyy-MM-dd} {entry.Rate.Cents}" });
            await Trace.Write(session, actor, nameof(SetProductRate), entry.ProductCode);
            return entry.ProductCode;
        });

    private sealed record Row(string NameNl, DateOnly? StartsOn, Money? Rate);

    private const string RowSql = """
        SELECT p.name_nl AS NameNl, was.starts_on AS StartsOn, was.rate_cents AS Rate
        FROM products p
        LEFT JOIN product_rates was ON was.municipality_code = p.municipality_code AND was.product_code = p.code AND was.kind = @kind AND was.starts_on <= @StartsOn
        WHERE p.municipality_code = @MunicipalityCode
          AND p.code = @ProductCode
          AND p.ended_on IS NULL
        ORDER BY was.starts_on DESC, was.number DESC
        LIMIT 1
        """;
}
