using Budget.Core.Storage;

namespace Budget.Core.Funds;

/// <summary>
/// What a municipality put aside for a calendar year, by product category, and what became of it. Amounts in euro; all figures are of now, of the budgets that began in that year (<see cref="FundYear"/>), so that all
/// years together are the trial balance of today: granted, reserved and spent alike.
/// <list type="bullet">
/// <item>put aside (begroot): what finance said last (<see cref="SetFundBudget"/>);</item>
/// <item>granted (toegekend): what decisions gave, without what went back to the fund;</item>
/// <item>reserved (gereserveerd): of a PVB, for help of a provider that stands and was not declared. Of a PGB nothing;</item>
/// <item>spent (besteed): payable and paid;</item>
/// <item>expected (verwacht): what a budget costs until its last day by what was declared or claimed and at the pace of late, as its resident reads (<see cref="Forecasts.BudgetForecast"/>), never more than was granted. As long as
/// nothing was spent of it, all of it; of a PVB that is over, spent and what is still reserved;</item>
/// <item>left (over): put aside − granted; and expected to be left: put aside − expected.</item>
/// </list>
/// </summary>
public sealed class FundOverview(Database database)
{
    /// <param name="Category">Of iWmo, two figures; empty of the total.</param>
    /// <param name="Budgets">How many there are.</param>
    /// <param name="PutAside">None of what nobody said; of the total, none as long as nobody said it of one of the categories: beside what was granted in all of them a part would look like a shortage.</param>
    public sealed record Line(string Category, long Budgets, Money? PutAside, Money Granted, Money Reserved, Money Spent, Money Expected)
    {
        public Money? Left => PutAside - Granted;

        public Money? LeftExpected => PutAside - Expected;

        /// <summary>More was granted than was put aside.</summary>
        public bool GrantedPasses => Granted > PutAside;

        /// <summary>More will be spent than was put aside. Since no more is expected than was granted, more was granted too.</summary>
        public bool ExpectedPasses => Expected > PutAside;
    }

    /// <param name="Lines">In the order of the categories: each with a budget, or with something put aside.</param>
    /// <param name="Years">Which can be asked for, the newest first: from the first of which there is anything, up to next year or the last of which there is.</param>
    public sealed record Answer(int Year, IReadOnlyList<Line> Lines, Line Total, IReadOnlyList<int> Years);

    /// <returns>None for who may not see the municipality's books, and of a year that cannot be.</returns>
    public Task<Answer?> Of(Actor actor, int year) => database.Read<Answer?>(async session =>
        actor.MaySeeBooks && FundYear.IsPossible(year) ? await In(session, actor.MunicipalityCode, year, await BudgetsOfFund.In(session, actor, year)) : null);

    /// <summary>As a part of another question, which says who may ask.</summary>
    /// <param name="budgets">Of that year, all of them.</param>
    internal static async Task<Answer> In(Session session, string municipality, int year, IReadOnlyList<BudgetsOfFund.Item> budgets)
    {
        var putAside = await FundBudgets.NewestOf(session, municipality, year);
        var byCategory = budgets.ToLookup(budget => budget.Category, StringComparer.Ordinal);
        List<Line> lines =
        [
            .. byCategory.Select(category => category.Key).Union(putAside.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(category => LineOf(category, putAside.TryGetValue(category, out var amount) ? amount : null, [.. byCategory[category]])),
        ];
        return new Answer(year, lines, LineOf("", lines.Count == 0 ? null : lines.Aggregate<Line, Money?>(Money.Zero, (sum, line) => sum + line.PutAside), budgets), await Years(session, municipality));
    }

    internal static Line LineOf(string category, Money? putAside, IReadOnlyList<BudgetsOfFund.Item> budgets) => new(
        category, budgets.Count, putAside, Sum(budgets, budget => budget.Balance.Granted), Sum(budgets, budget => budget.Balance.Reserved), Sum(budgets, budget => budget.Balance.Spent),
        Sum(budgets, budget => budget.Expected));

    private static Money Sum(IReadOnlyList<BudgetsOfFund.Item> budgets, Func<BudgetsOfFund.Item, Money> amount) => budgets.Aggregate(Money.Zero, (sum, budget) => sum + amount(budget));

    private static async Task<IReadOnlyList<int>> Years(Session session, string municipality)
    {
        List<int> years = [session.Today.Year, session.Today.Year + 1];
        var days = await session.Single<FirstDays>(FirstDaysSql, new { municipality });
        years.AddRange(new[] { days.First, days.Last }.OfType<DateOnly>().Select(FundYear.Of));
        years.AddRange((await FundBudgets.Years(session, municipality)).Select(year => (int)year));
        var possible = years.FindAll(FundYear.IsPossible);
        return [.. Enumerable.Range(possible.Min(), possible.Max() - possible.Min() + 1).OrderDescending()];
    }

    /// <summary>Between which days budgets begin; none without budgets.</summary>
    private sealed record FirstDays(DateOnly? First, DateOnly? Last);

    private const string FirstDaysSql = """
        SELECT MIN(starts_on) AS First, MAX(starts_on) AS Last
        FROM budgets
        WHERE municipality_code = @municipality
        """;
}
