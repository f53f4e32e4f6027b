using Budget.Core.Budgets;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Funds;

/// <summary>
/// The budgets that are paid out of one fund year, with their figures of now: what a line of <see cref="FundOverview"/> is the sum of. Numbers and amounts, no names, as the file of balances: who opens one of the budgets leaves the
/// trace.
/// </summary>
public sealed class BudgetsOfFund(Database database)
{
    /// <param name="Balance">As its last posting says.</param>
    /// <param name="Expected">As in <see cref="FundOverview"/>.</param>
    public sealed record Item(string Number, string Category, string ProductNl, string ProductEn, bool IsPersonHeld, Balance Balance, Money Expected)
    {
        // For who counts people and shows nobody (decision 38); on no page.
        internal ResidentId ResidentId { get; init; }

        internal string ProductCode { get; init; } = "";

        /// <summary>The neighbourhood that the resident chose; empty where none was.</summary>
        internal string PlaceCode { get; init; } = "";

        internal string PlaceName { get; init; } = "";
    }

    /// <param name="Budgets">In the order of their numbers.</param>
    /// <param name="Line">What they come to, the same as the line in the overview.</param>
    public sealed record Answer(int Year, string Category, IReadOnlyList<Item> Budgets, FundOverview.Line Line);

    /// <returns>None for who may not see the municipality's books, and of a year or category that cannot be.</returns>
    public Task<Answer?> Of(Actor actor, int year, string category) => database.Read<Answer?>(async session =>
    {
        if (!actor.MaySeeBooks || !FundYear.IsPossible(year) || category.Length == 0)
        {
            return null;
        }

        var budgets = await In(session, actor, year, category);
        // An administrator may have made a product of a category that iWmo does not have.
        if (budgets.Count == 0 && (!ProductCategory.IsKnown(category) || !FundYear.MayBePutAside(year, session.Today)))
        {
            return null;
        }

        var putAside = await FundBudgets.NewestOf(session, actor.MunicipalityCode, year);
        return new Answer(year, category, budgets, FundOverview.LineOf(category, putAside.TryGetValue(category, out var amount) ? amount : null, budgets));
    });

    /// <summary>In one question, three more when there are PGBs among them and two more when there are PVBs, however many they are.</summary>
    /// <param name="actor">Staff who may see the files of the municipality.</param>
    /// <param name="category">Empty for all.</param>
    internal static async Task<IReadOnlyList<Item>> In(Session session, Actor actor, int year, string category = "")
    {
        var firstDays = FundYear.FirstDays(year);
        var rows = await session.List<Row>(BudgetsSql, new { actor.MunicipalityCode, firstDays.StartsOn, firstDays.EndsOn, Category = category });
        var held = await ForecastOfBudget.OfAccount(session, actor, ToKnow(rows, isPersonHeld: true), onlyRunning: false);
        var following = await ForecastOfBudget.OfTown(session, actor.MunicipalityCode, ToKnow(rows, isPersonHeld: false));
        return [.. rows.Select(row => new Item(
            row.Number, row.Category, row.ProductNl, row.ProductEn, row.IsPersonHeld, row.Balance, ExpectedOf(row, row.IsPersonHeld ? held[row.Id] : following[row.Id], session.Today))
        {
            ResidentId = row.ResidentId,
            ProductCode = row.ProductCode,
            PlaceCode = row.PlaceCode,
            PlaceName = row.PlaceName,
        })];
    }

    private static List<ForecastOfBudget.Held> ToKnow(IReadOnlyList<Row> rows, bool isPersonHeld) =>
        [.. rows.Where(row => row.IsPersonHeld == isPersonHeld).Select(row => new ForecastOfBudget.Held(row.Id, new Period(row.StartsOn, row.EndsOn), row.LastDay, row.Balance))];

    /// <summary>
    /// What its resident is told that it costs, never less than was spent and never more than was granted. As long as nothing was spent of it: all of it. Of a PVB that is over, of which nobody is told anything: spent,
    /// and what a provider may declare yet.
    /// </summary>
    private static Money ExpectedOf(Row row, KnownOfBudget known, DateOnly today)
    {
        var (balance, isOver) = (row.Balance, row.LastDay < today || row.LastDay < row.StartsOn);
        if (!isOver && (known.Help.Count == 0 || !balance.Spent.IsPositive))
        {
            return balance.Granted;
        }

        if (isOver && (!row.IsPersonHeld || known.Help.Count == 0))
        {
            return balance.Spent + balance.Reserved;
        }

        return Money.Max(Money.Min(known.Forecast().Total, balance.Granted), balance.Spent);
    }

    private sealed record Row(
        BudgetId Id, string Number, string Category, string ProductNl, string ProductEn, string FundingForm, DateOnly StartsOn, DateOnly EndsOn, DateOnly LastDay,
        Money Available, Money Reserved, Money Payable, Money Paid, ResidentId ResidentId, string ProductCode, string PlaceCode, string PlaceName)
    {
        public bool IsPersonHeld => FundingForm == "personheld";

        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    // The last posting of each knows its balance: two seeks a budget, however long the history.
    private const string BudgetsSql = $"""
        SELECT b.id AS Id, b.number AS Number, p.category AS Category, p.name_nl AS ProductNl, p.name_en AS ProductEn, b.funding_form AS FundingForm, b.starts_on AS StartsOn, b.ends_on AS EndsOn,
               {LastDay.Sql} AS LastDay,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid,
               b.resident_id AS ResidentId, b.product_code AS ProductCode, COALESCE(place.code, '') AS PlaceCode, COALESCE(place.name, '') AS PlaceName
        FROM budgets b
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN residents who ON who.id = b.resident_id
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(newest.number) FROM postings newest WHERE newest.budget_id = b.id)
        LEFT JOIN neighbourhoods place ON place.municipality_code = b.municipality_code AND place.code = who.neighbourhood
        WHERE b.municipality_code = @MunicipalityCode
          AND b.starts_on >= @StartsOn
          AND b.starts_on <= @EndsOn
          AND (@Category = '' OR p.category = @Category)
        ORDER BY b.number
        """;
}
