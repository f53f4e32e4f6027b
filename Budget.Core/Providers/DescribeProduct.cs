using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// An administrator adds a provision that the own municipality grants, names one otherwise, or stops one: nobody is granted it any more, what runs goes on. Once it was granted its
/// names stay, since letters and statements carry them; then one adds another and stops this one.
/// </summary>
public sealed class DescribeProduct(Database database)
{
    /// <summary>As the history names it.</summary>
    public const string What = "Product";

    public const int LongestName = 60, LongestCode = 5;

    /// <param name="Category">iWmo's, two figures; of a new one.</param>
    /// <param name="Unit">iWmo's; of a new one.</param>
    /// <param name="Rate">For professionals from today; of a new one.</param>
    /// <param name="IsEnded">Whether it is granted no more from today.</param>
    /// <param name="Seen">How many changes of it were seen; empty for a new one.</param>
    public sealed record Entry(string Code, string Category, string Unit, string NameNl, string NameEn, Money? Rate, bool IsEnded, string Seen, bool IsNew);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(DescribeProduct), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var (code, nameNl, nameEn) = (TypedText.Seen(entry.Code), TypedText.Seen(entry.NameNl), TypedText.Seen(entry.NameEn));
            if (code.Length is 0 or > LongestCode || !code.All(char.IsAsciiLetterOrDigit) || nameNl.Length is 0 or > LongestName || nameEn.Length is 0 or > LongestName)
            {
                return Refusal.NameMissing;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, What, code);
            var before = await session.FirstOrNone<Row>(RowSql, new { actor.MunicipalityCode, code });
            if (entry.IsNew)
            {
                return before is not null ? Refusal.CodeTaken : await Add(session, actor, entry with { Code = code, NameNl = nameNl, NameEn = nameEn });
            }

            if (before is null)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            if (before.Uses > 0 && (nameNl, nameEn) != (before.NameNl, before.NameEn))
            {
                return Refusal.ProductGranted;
            }

            DateOnly? endedOn = !entry.IsEnded ? null : before.EndedOn ?? session.Today;
            await session.Execute(ChangeSql, new { actor.MunicipalityCode, code, nameNl, nameEn, endedOn });
            await ConfigurationChange.Write(session, actor, What, code, new { before.NameNl, before.NameEn, before.EndedOn }, new { NameNl = nameNl, NameEn = nameEn, EndedOn = endedOn });
            await Trace.Write(session, actor, nameof(DescribeProduct), code);
            return code;
        });

    private static async Task<Outcome<string>> Add(Session session, Actor actor, Entry entry)
    {
        if (entry.Category.Length != 2 || !entry.Category.All(char.IsAsciiDigit) || !CareUnit.All.Contains(entry.Unit))
        {
            return Refusal.ProductUnknown;
        }

        if (entry.Rate is not { IsPositive: true } rate)
        {
            return Refusal.AmountNotPositive;
        }

        await session.Execute(InsertSql, new { actor.MunicipalityCode, entry.Code, entry.Category, entry.Unit, entry.NameNl, entry.NameEn });
        await ProductRate.Set(session, actor.MunicipalityCode, entry.Code, RateKind.Professional, session.Today, rate);
        await ConfigurationChange.Write(session, actor, What, entry.Code, before: null, new { entry.NameNl, entry.NameEn, EndedOn = (DateOnly?)null });
        await Trace.Write(session, actor, nameof(DescribeProduct), entry.Code);
        return entry.Code;
    }

    private sealed record Row(string NameNl, string NameEn, DateOnly? EndedOn, long Uses);

    private const string RowSql = """
        SELECT name_nl AS NameNl, name_en AS NameEn, ended_on AS EndedOn,
               (SELECT COUNT(*) FROM budgets b WHERE b.municipality_code = products.municipality_code AND b.product_code = products.code) AS Uses
        FROM products
        WHERE municipality_code = @MunicipalityCode
          AND code = @code
        """;

    internal const string InsertSql = """
        INSERT INTO products (municipality_code, code, category, unit, name_nl, name_en)
        VALUES (@MunicipalityCode, @Code, @Category, @Unit, @NameNl, @NameEn)
        """;

    private const string ChangeSql = """
        UPDATE products
        SET name_nl = @nameNl,
            name_en = @nameEn,
            ended_on = @endedOn
        WHERE municipality_code = @MunicipalityCode
          AND code = @code
        """;
}
