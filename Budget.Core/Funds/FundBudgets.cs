using Budget.Core.Storage;

namespace Budget.Core.Funds;

/// <summary>What a municipality put aside for the categories of one year, and how that came about: each amount that was ever set, by whom, when and why.</summary>
public sealed class FundBudgets(Database database)
{
    /// <summary>So many changes of one year are shown: eighteen categories, set ten times each.</summary>
    public const int Most = 180;

    private static readonly UserId Installation = Actor.System("").UserId;

    /// <param name="SetBy">A name, or the id of somebody who is not there any more; none when the installation did.</param>
    public sealed record Change(string Category, Money Amount, string Reason, string? SetBy, DateTimeOffset SetAt);

    /// <returns>The newest first; nothing for who may not see the municipality's books.</returns>
    public Task<IReadOnlyList<Change>> Of(Actor actor, int year) => database.Read(async session => actor.MaySeeBooks
        ? await session.List<Change>(ChangesSql, new { actor.MunicipalityCode, Year = (long)year, Installation, Most = (long)Most })
        : []);

    /// <summary>What counts now, by category; none of what nobody said.</summary>
    internal static async Task<IReadOnlyDictionary<string, Money>> NewestOf(Session session, string municipality, int year) =>
        (await session.List<Newest>(NewestSql, new { municipality, Year = (long)year })).ToDictionary(row => row.Category, row => row.Amount, StringComparer.Ordinal);

    /// <summary>The years of which anything was said.</summary>
    internal static Task<IReadOnlyList<long>> Years(Session session, string municipality) => session.List<long>(YearsSql, new { municipality });

    private sealed record Newest(string Category, Money Amount);

    private const string ChangesSql = """
        SELECT said.category AS Category, said.amount_cents AS Amount, said.reason AS Reason,
               CASE said.set_by WHEN @Installation THEN NULL ELSE COALESCE(u.name, said.set_by) END AS SetBy, said.set_at AS SetAt
        FROM fund_budgets said
        LEFT JOIN users u ON u.id = said.set_by
        WHERE said.municipality_code = @MunicipalityCode
          AND said.year = @Year
        ORDER BY said.set_at DESC, said.category, said.number DESC
        LIMIT @Most
        """;

    private const string NewestSql = """
        SELECT said.category AS Category, said.amount_cents AS Amount
        FROM fund_budgets said
        WHERE said.municipality_code = @municipality
          AND said.year = @Year
          AND said.number = (
              SELECT MAX(later.number)
              FROM fund_budgets later
              WHERE later.municipality_code = said.municipality_code
                AND later.year = said.year
                AND later.category = said.category)
        """;

    private const string YearsSql = """
        SELECT DISTINCT year
        FROM fund_budgets
        WHERE municipality_code = @municipality
        """;
}
