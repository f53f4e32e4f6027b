using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Forecasts;

/// <summary>Will this budget last, why not, and what if something changed? Nothing is written but that somebody looked.</summary>
public sealed class ForecastOfBudget(Database database)
{
    /// <param name="Granted">What may be spent in all, as it stands now.</param>
    /// <param name="Help">Whose help it pays: by care agreement of a PGB, by assignment of a PVB. Of nobody's help there is nothing to forecast.</param>
    public sealed record Answer(PersonalBudget Budget, Money Granted, DateOnly Today, IReadOnlyList<HelpOfBudget> Help)
    {
        /// <summary>Which helpers are away today or will be, and whether their pay goes on.</summary>
        public IReadOnlyList<AwayHelper> Away { get; init; } = [];

        public Period Days => Budget.Days ?? Budget.Period;

        /// <summary>It is not over, and somebody helps or will.</summary>
        public bool HasForecast => Help.Count > 0 && Budget.LastDay >= Today && Granted.IsPositive;

        /// <summary>What was agreed with helpers until the end, and not claimed.</summary>
        public Money StillAgreed => Help.Aggregate(Money.Zero, (sum, one) => sum + BudgetForecast.StillAgreed(one, Days, Today));

        public ForecastCause? Cause => ForecastCause.Of(Days, Granted, Today, Help);

        public BudgetForecast Forecast(params IReadOnlyList<WhatIf> changes) => BudgetForecast.Of(Days, Granted, Today, Help, changes);
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(ForecastOfBudget), number, async session =>
        await BudgetQuery.Find(session, actor, number) is { } budget ? await In(session, budget, await PostingHistory.BalanceOf(session, budget.Id)) : null, answer => answer.Budget.ResidentId);

    /// <summary>As a part of a look at the budget.</summary>
    internal static async Task<Answer> In(Session session, PersonalBudget budget, Balance balance)
    {
        if (budget.Days is not { } days)
        {
            return new Answer(budget, balance.Granted, session.Today, []);
        }

        var subject = new { budget.Id };
        var agreed = await session.List<Agreed>(budget.IsPersonHeld ? AgreementsSql : AssignmentsSql, subject);
        var spent = (await session.List<Spent>(budget.IsPersonHeld ? ClaimedSql : DeclaredSql, subject)).ToLookup(row => row.Number);
        var away = budget.IsPersonHeld ? await AwayHelper.OfBudget(session, budget.Id) : AwayHelper.None;
        return new Answer(budget, balance.Granted, session.Today, [.. agreed.Select(row => row.ToHelp(days, spent[row.Number]) is { } help ? help with { Away = AwayHelper.DaysOf(away[row.Number]) } : null).OfType<HelpOfBudget>()])
        {
            Away = [.. away.SelectMany(group => group).Where(one => one is { IsStandIn: false, StartsOn: not null } && (one.LastOn is null || one.LastOn >= session.Today)).DistinctBy(one => (one.Name, one.StartsOn))],
        };
    }

    /// <param name="EndsOn">When it really ends; <paramref name="AgreedUntil"/> is what <paramref name="Amount"/> is for.</param>
    /// <param name="Amount">Of a month, or of all that was agreed when <paramref name="InTotal"/> is 1.</param>
    private sealed record Agreed(string Number, string Name, DateOnly StartsOn, DateOnly EndsOn, DateOnly AgreedUntil, Money Rate, Money Amount, long InTotal)
    {
        /// <summary>None of what ended before it began, or lies outside the budget.</summary>
        public HelpOfBudget? ToHelp(Period budget, IEnumerable<Spent> spent)
        {
            if (EndsOn < StartsOn || new Period(StartsOn, EndsOn).Intersect(budget) is not { } days)
            {
                return null;
            }

            var months = new Period(StartsOn, AgreedUntil).Months().Sum(month => month.Days / (decimal)Period.MonthOf(month.StartsOn).Days);
            var perMonth = InTotal == 1 ? new Money((long)decimal.Round(Amount.Cents / months, 0, MidpointRounding.AwayFromZero)) : Amount;
            var known = spent.GroupBy(row => Period.MonthOf(row.StartsOn).StartsOn).ToDictionary(month => month.Key, month => month.Aggregate(Money.Zero, (sum, row) => sum + row.Amount));
            return new HelpOfBudget(Number, Name, days, perMonth, Rate, known) { InParts = spent.Where(row => row.InParts == 1).Select(row => Period.MonthOf(row.StartsOn).StartsOn).ToHashSet() };
        }
    }

    private sealed record Spent(string Number, DateOnly StartsOn, Money Amount, long InParts);

    // Half a cent away from zero, as a claim is.
    private const string AgreementsSql = $"""
        SELECT agreement.number AS Number, agreement.helper_name AS Name, agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS EndsOn, agreement.ends_on AS AgreedUntil, agreement.rate_cents AS Rate,
               CAST((agreement.rate_cents * agreement.monthly_volume_hundredths + 50) / 100 AS BIGINT) AS Amount, CAST(0 AS BIGINT) AS InTotal
        FROM care_agreements agreement
        WHERE agreement.budget_id = @Id
        ORDER BY agreement.starts_on, agreement.number
        """;

    // What waits for the holder was claimed as well.
    private const string ClaimedSql = """
        SELECT agreement.number AS Number, claimed.month AS StartsOn, claimed.booked_cents + claimed.waiting_cents AS Amount, CASE WHEN claimed.parts > 0 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS InParts
        FROM care_agreements agreement
        JOIN claimed_months claimed ON claimed.agreement_id = agreement.id
        WHERE agreement.budget_id = @Id
          AND claimed.booked_cents + claimed.waiting_cents > 0
        """;

    /// <summary>What helpers claimed on a budget and nobody answered.</summary>
    internal static async Task<Money> OnItsWay(Session session, BudgetId budget) => new(await session.Single<long>(OnItsWaySql, new { budget }));

    private const string OnItsWaySql = """
        SELECT CAST(COALESCE(SUM(claimed.waiting_cents), 0) AS BIGINT)
        FROM care_agreements agreement
        JOIN claimed_months claimed ON claimed.agreement_id = agreement.id
        WHERE agreement.budget_id = @budget
        """;

    // What was reserved at first is what was agreed for its period.
    private const string AssignmentsSql = """
        SELECT CAST(a.number AS TEXT) AS Number, provider.name AS Name, a.starts_on AS StartsOn, COALESCE(ended.ended_on, a.ends_on) AS EndsOn, a.ends_on AS AgreedUntil, a.rate_cents AS Rate,
               COALESCE((
                   SELECT first.amount_cents
                   FROM postings first
                   WHERE first.budget_id = a.budget_id
                     AND first.reservation_id = a.id
                     AND first.kind = 'reserve'
                   ORDER BY first.number
                   LIMIT 1), 0) AS Amount, CAST(1 AS BIGINT) AS InTotal
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        WHERE a.budget_id = @Id
        ORDER BY a.starts_on, a.number
        """;

    private const string DeclaredSql = $"""
        SELECT CAST(a.number AS TEXT) AS Number, line.starts_on AS StartsOn, CAST(SUM(line.amount_cents) AS BIGINT) AS Amount, CAST(0 AS BIGINT) AS InParts
        FROM assignments a
        JOIN invoice_lines line ON line.assignment_id = a.id
        WHERE a.budget_id = @Id
          AND {StandingDebit.Sql}
        GROUP BY a.number, line.starts_on
        """;
}
