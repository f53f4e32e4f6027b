using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Forecasts;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>
/// What each part of a budget's bar is made of: by month, and the lines of one month. Of a PGB the months are those that are kept beside the claims, so that no history is added up; of a PVB they are added up of what stands of its
/// assignments. The sums are worked out apart from the ledger's balance, and are that balance to the cent.
/// </summary>
public sealed class PartsOfBudget(Database database)
{
    /// <summary>So many lines of a month are told one by one; of more it is said what they are together.</summary>
    public const int MostLines = 200;

    /// <param name="StartsOn">The first day of the month of the help.</param>
    public sealed record Month(DateOnly StartsOn, Money Amount);

    /// <param name="Who">Provider or helper.</param>
    /// <param name="Volume">None of what is reserved: that is money for a period.</param>
    /// <param name="Agreement">Of a PGB, the number of the care agreement; of others empty.</param>
    /// <param name="Posting">Of what is booked, its number in the budget.</param>
    public sealed record Line(BudgetPart Part, string Who, Period Days, Quantity? Volume, Money Amount, string Agreement, long? Posting);

    /// <param name="Total">As the bar shows it.</param>
    /// <param name="Months">Each month of which there is something; none of a PVB's reservations, which are for a period.</param>
    /// <param name="Lines">Of the month that was asked for; of a PVB's reservations all.</param>
    public sealed record Opened(Money Total, IReadOnlyList<Month> Months, IReadOnlyList<Line> Lines)
    {
        /// <summary>What was claimed or agreed and the budget has no money for: the bar shows no more than there is.</summary>
        public Money NotCovered => (Months.Count == 0 ? Sum(Lines, line => line.Amount) : Sum(Months, month => month.Amount)) - Total;

        public Money AmountOf(DateOnly month) => Months.FirstOrDefault(one => one.StartsOn == month)?.Amount ?? Money.Zero;

        /// <summary>What the lines of a month that are not told are together.</summary>
        public Money Untold(DateOnly month) => AmountOf(month) - Sum(Lines, line => line.Amount);
    }

    /// <param name="ChosenMonth">Its first day, when one was asked for.</param>
    /// <param name="PaidOnTop">Whom the holder of a PGB pays something on top, of own money.</param>
    /// <param name="KeepsForEnded">Something stays reserved for a provider whose help ended: an invoice may still come, and the municipality then frees what is left.</param>
    public sealed record Answer(PersonalBudget Budget, Balance Balance, BudgetParts Parts, Opened Spent, Opened OnItsWay, Opened Reserved, DateOnly? ChosenMonth, IReadOnlyList<HelpOfBudget> PaidOnTop, bool KeepsForEnded);

    /// <param name="month">Any day of the month whose lines are asked for; none for no lines.</param>
    public Task<Answer?> Of(Actor actor, string number, DateOnly? month = null) => database.Look(actor, nameof(PartsOfBudget), number, async session =>
    {
        if (await BudgetQuery.Find(session, actor, number) is not { } budget)
        {
            return null;
        }

        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        var known = budget.IsPersonHeld ? await ForecastOfBudget.In(session, budget, balance) : null;
        var parts = BudgetParts.Of(balance, known);
        var months = await session.List<MonthRow>(budget.IsPersonHeld ? ClaimedMonthsSql : DeclaredMonthsSql, new { budget.Id });
        var chosen = month is { } day ? Period.MonthOf(day) : (Period?)null;
        var lines = chosen is { } asked ? await LinesOf(session, budget, asked) : [];
        return new Answer(
            budget, balance, parts,
            new Opened(parts.Spent, ByMonth(months.Select(row => (row.StartsOn, row.Spent))), [.. lines.Where(line => line.Part == BudgetPart.Spent)]),
            new Opened(parts.OnItsWay, ByMonth(months.Select(row => (row.StartsOn, row.OnItsWay))), [.. lines.Where(line => line.Part == BudgetPart.OnItsWay)]),
            known is null ? new Opened(parts.Reserved, [], await ReservedFor(session, budget)) : Agreed(known, parts.Reserved, chosen),
            chosen?.StartsOn, known?.PaidOnTop ?? [],
            !budget.IsPersonHeld && await session.Single<long>(KeptForEndedSql, new { budget.Id, session.Today }) > 0);
    }, answer => answer.Budget.ResidentId);

    private static Opened Agreed(KnownOfBudget known, Money total, Period? chosen)
    {
        var agreed = known.Help.SelectMany(help => BudgetForecast.StillAgreedByMonth(help, known.Days, known.Today), (help, month) => (Help: help, month.Month, month.Amount)).ToList();
        return new Opened(
            total, ByMonth(agreed.Select(one => (one.Month, one.Amount))),
            [
                .. from one in agreed
                   where one.Month == chosen?.StartsOn
                   let days = one.Help.Period.Intersect(Period.MonthOf(one.Month))!.Value
                   select new Line(BudgetPart.Reserved, one.Help.Name, days, Volume: null, one.Amount, one.Help.Key, Posting: null),
            ]);
    }

    private static async Task<IReadOnlyList<Line>> ReservedFor(Session session, PersonalBudget budget) =>
        [.. (await session.List<LineRow>(ReservedSql, new { budget.Id })).Where(row => row.Amount.IsPositive).Select(row => row.ToLine())];

    private static async Task<IReadOnlyList<Line>> LinesOf(Session session, PersonalBudget budget, Period month) =>
    [
        .. (await session.List<LineRow>(budget.IsPersonHeld ? ClaimedLinesSql : DeclaredLinesSql, new { budget.Id, month.StartsOn, month.EndsOn, Most = MostLines })).Select(row => row.ToLine()),
    ];

    private static List<Month> ByMonth(IEnumerable<(DateOnly Day, Money Amount)> amounts) =>
        [.. amounts.Where(one => one.Amount.IsPositive).GroupBy(one => Period.MonthOf(one.Day).StartsOn).OrderBy(month => month.Key).Select(month => new Month(month.Key, Sum(month, one => one.Amount)))];

    private static Money Sum<T>(IEnumerable<T> many, Func<T, Money> amount) => many.Aggregate(Money.Zero, (sum, one) => sum + amount(one));

    private sealed record MonthRow(DateOnly StartsOn, Money Spent, Money OnItsWay);

    private sealed record LineRow(string Part, string Who, string Agreement, DateOnly StartsOn, DateOnly EndsOn, Quantity? Volume, Money Amount, long? Posting)
    {
        public Line ToLine() => new(StoredNames.Parse<BudgetPart>(Part), Who, new Period(StartsOn, EndsOn), Volume, Amount, Agreement, Posting);
    }

    private const string ClaimedMonthsSql = """
        SELECT claimed.month AS StartsOn, CAST(SUM(claimed.booked_cents) AS BIGINT) AS Spent, CAST(SUM(claimed.waiting_cents) AS BIGINT) AS OnItsWay
        FROM care_agreements agreement
        JOIN claimed_months claimed ON claimed.agreement_id = agreement.id
        WHERE agreement.budget_id = @Id
        GROUP BY claimed.month
        """;

    private const string DeclaredMonthsSql = $"""
        SELECT line.starts_on AS StartsOn, CAST(SUM(line.amount_cents) AS BIGINT) AS Spent, CAST(0 AS BIGINT) AS OnItsWay
        FROM assignments a
        JOIN invoice_lines line ON line.assignment_id = a.id
        WHERE a.budget_id = @Id
          AND {StandingDebit.Sql}
        GROUP BY line.starts_on
        """;

    // What is left of what was reserved for each provider, as the ledger says it.
    private const string ReservedSql = $"""
        SELECT 'reserved' AS Part, provider.name AS Who, '' AS Agreement, a.starts_on AS StartsOn, a.ends_on AS EndsOn, CAST(NULL AS BIGINT) AS Volume, COALESCE({LeftOfAssignment.Sql}, 0) AS Amount,
               CAST(NULL AS BIGINT) AS Posting
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        WHERE a.budget_id = @Id
        ORDER BY a.starts_on, a.number
        """;

    private const string KeptForEndedSql = $"""
        SELECT COUNT(*)
        FROM assignments a
        JOIN assignment_ends ended ON ended.assignment_id = a.id
        WHERE a.budget_id = @Id
          AND ended.ended_on < @Today
          AND COALESCE({LeftOfAssignment.Sql}, 0) > 0
        """;

    // Each part has its own number of lines: many that wait hide none that are spent.
    private const string ClaimedLinesSql = $"""
        SELECT known.Part, known.Who, known.Agreement, known.StartsOn, known.EndsOn, known.Volume, known.Amount, known.Posting
        FROM (
            SELECT booked.Part, booked.Who, booked.Agreement, booked.StartsOn, booked.EndsOn, booked.Volume, booked.Amount, booked.Posting
            FROM (
                SELECT 'spent' AS Part, agreement.helper_name AS Who, agreement.number AS Agreement, c.starts_on AS StartsOn, c.ends_on AS EndsOn, c.volume_hundredths AS Volume, c.amount_cents AS Amount,
                       c.posting_number AS Posting
                FROM care_agreements agreement
                JOIN claims c ON c.agreement_id = agreement.id
                WHERE agreement.budget_id = @Id
                  AND c.starts_on >= @StartsOn
                  AND c.starts_on <= @EndsOn
                  AND NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number)
                ORDER BY c.starts_on, c.posting_number
                LIMIT @Most
            ) booked
            UNION ALL
            SELECT waiting.Part, waiting.Who, waiting.Agreement, waiting.StartsOn, waiting.EndsOn, waiting.Volume, waiting.Amount, waiting.Posting
            FROM (
                SELECT 'onitsway' AS Part, agreement.helper_name AS Who, agreement.number AS Agreement, line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.volume_hundredths AS Volume, line.amount_cents AS Amount,
                       CAST(NULL AS BIGINT) AS Posting
                FROM care_agreements agreement
                JOIN claim_lines line ON line.agreement_id = agreement.id
                WHERE agreement.budget_id = @Id
                  AND line.starts_on >= @StartsOn
                  AND line.starts_on <= @EndsOn
                  AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = line.id)
                  AND NOT {Departure.IsBeforeLine}
                ORDER BY line.starts_on, line.id
                LIMIT @Most
            ) waiting
        ) known
        ORDER BY known.StartsOn, known.Who, known.Amount
        """;

    private const string DeclaredLinesSql = $"""
        SELECT 'spent' AS Part, provider.name AS Who, '' AS Agreement, line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.volume * CASE line.unit WHEN '83' THEN 1 ELSE 100 END AS Volume,
               line.amount_cents AS Amount, line.posting_number AS Posting
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        JOIN invoice_lines line ON line.assignment_id = a.id
        WHERE a.budget_id = @Id
          AND line.starts_on >= @StartsOn
          AND line.starts_on <= @EndsOn
          AND {StandingDebit.Sql}
        ORDER BY line.starts_on, line.posting_number
        LIMIT @Most
        """;
}
