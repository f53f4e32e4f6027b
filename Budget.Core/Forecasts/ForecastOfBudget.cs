using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Forecasts;

/// <summary>Will this budget last, why not, and what if something changed? Nothing is written but that somebody looked.</summary>
public sealed class ForecastOfBudget(Database database)
{
    public sealed record Answer(PersonalBudget Budget, KnownOfBudget Known) : KnownOfBudget(Known)
    {
        /// <summary>Of a PGB, by kind of helper, the most that the by-law lets it pay for a unit today; without kinds of which it says nothing.</summary>
        public IReadOnlyDictionary<string, Money> ByLaw { get; init; } = new Dictionary<string, Money>();

        /// <summary>The most that this budget pays a helper of this kind for a unit: the lower of decision and by-law. None of an allowance, and of a PVB.</summary>
        public Money? MostFor(HelpOfBudget help) => help.Pay is "" or "allowance" ? null : ByLaw.TryGetValue(help.Kind, out var most) ? Money.Min(most, Budget.Rate) : Budget.Rate;
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(ForecastOfBudget), number, async session =>
    {
        if (await BudgetQuery.Find(session, actor, number) is not { } budget)
        {
            return null;
        }

        var answer = new Answer(budget, await In(session, budget, await PostingHistory.BalanceOf(session, budget.Id)));
        Dictionary<string, Money> byLaw = [];
        foreach (var kind in answer.Help.Select(one => one.Kind).Where(kind => kind.Length > 0).Distinct())
        {
            if (await HeldRules.LimitOn(session, budget.MunicipalityCode, budget.ProductCode, StoredNames.Parse<HelperKind>(kind), session.Today) is { } most)
            {
                byLaw[kind] = most;
            }
        }

        return answer with { ByLaw = byLaw };
    }, answer => answer.Budget.ResidentId);

    /// <summary>As a part of a look at the budget.</summary>
    internal static async Task<KnownOfBudget> In(Session session, PersonalBudget budget, Balance balance)
    {
        var subject = new { budget.Id };
        var agreed = await session.List<Agreed>(budget.IsPersonHeld ? AgreementsSql : AssignmentsSql, subject);
        var spent = await session.List<Spent>(budget.IsPersonHeld ? ClaimedSql : DeclaredSql, subject);
        return Known(new Held(budget.Id, budget.Period, budget.LastDay, balance), session.Today, agreed, spent, budget.IsPersonHeld ? await AwayHelper.OfBudget(session, budget.Id) : AwayHelper.None);
    }

    /// <summary>Of one PGB, for a deed that has no user to look for.</summary>
    internal static async Task<KnownOfBudget> OfHeld(Session session, Held budget)
    {
        var subject = new { budget.Id };
        return Known(budget, session.Today, await session.List<Agreed>(AgreementsSql, subject), await session.List<Spent>(ClaimedSql, subject), await AwayHelper.OfBudget(session, budget.Id));
    }

    /// <summary>Of all PVBs of a municipality that began between the first and the last day on which these did, in two questions, however many they are: what a resident is told of one, for the sums of its staff.</summary>
    internal static async Task<IReadOnlyDictionary<BudgetId, KnownOfBudget>> OfTown(Session session, string municipality, IReadOnlyList<Held> budgets)
    {
        if (budgets.Count == 0)
        {
            return new Dictionary<BudgetId, KnownOfBudget>();
        }

        var asked = new { MunicipalityCode = municipality, FirstStart = budgets.Min(one => one.Period.StartsOn), LastStart = budgets.Max(one => one.Period.StartsOn) };
        var agreed = (await session.List<Agreed>(AssignmentsOfTownSql, asked)).ToLookup(row => row.BudgetId);
        var declared = (await session.List<Spent>(DeclaredOfTownSql, asked)).ToLookup(row => row.BudgetId);
        return budgets.ToDictionary(budget => budget.Id, budget => Known(budget, session.Today, agreed[budget.Id], declared[budget.Id], AwayHelper.None));
    }

    /// <summary>A budget of which something is to be known.</summary>
    /// <param name="Period">As granted; <paramref name="LastDay"/> is when it really ends.</param>
    internal sealed record Held(BudgetId Id, Period Period, DateOnly LastDay, Balance Balance);

    /// <summary>Of all PGBs of an account in three questions, however many they are: those of a resident and of whom the resident acts for, or those of a municipality for its staff.</summary>
    /// <param name="onlyRunning">None that are over or still to come: the others were not asked for.</param>
    internal static async Task<IReadOnlyDictionary<BudgetId, KnownOfBudget>> OfAccount(Session session, Actor actor, IReadOnlyList<Held> budgets, bool onlyRunning)
    {
        if (budgets.Count == 0)
        {
            return new Dictionary<BudgetId, KnownOfBudget>();
        }

        var mine = Session.With(Access.Of(actor, session), ("OnlyRunning", onlyRunning ? 1L : 0L), ("FirstStart", budgets.Min(one => one.Period.StartsOn)), ("LastStart", budgets.Max(one => one.Period.StartsOn)));
        var agreed = (await session.List<Agreed>(AgreementsOfAccountSql, mine)).ToLookup(row => row.BudgetId);
        var claimed = (await session.List<Spent>(ClaimedOfAccountSql, mine)).ToLookup(row => row.BudgetId);
        var away = await AwayHelper.OfAccount(session, mine);
        return budgets.ToDictionary(budget => budget.Id, budget => Known(budget, session.Today, agreed[budget.Id], claimed[budget.Id], away));
    }

    private static KnownOfBudget Known(Held budget, DateOnly today, IEnumerable<Agreed> agreed, IEnumerable<Spent> spent, ILookup<string, AwayHelper> away)
    {
        var claimed = spent.ToLookup(row => row.Number);
        var onItsWay = claimed.SelectMany(rows => rows).Aggregate(Money.Zero, (sum, row) => sum + row.Waiting);
        if (budget.LastDay < budget.Period.StartsOn)
        {
            return new KnownOfBudget(budget.Period, budget.Balance.Granted, today, [], onItsWay) { Spent = budget.Balance.Spent };
        }

        var days = new Period(budget.Period.StartsOn, budget.LastDay);
        return new KnownOfBudget(
            days, budget.Balance.Granted, today,
            [
                .. agreed.Select(row => row.ToHelp(days, claimed[row.Number]) is { } help
                    ? help with { Away = AwayHelper.DaysOf(away[row.Number]), StandsIn = away[row.Number].Any(one => one.IsStandIn) }
                    : null).OfType<HelpOfBudget>(),
            ], onItsWay)
        {
            Spent = budget.Balance.Spent,
            Away = [.. agreed.SelectMany(row => away[row.Number]).Where(one => one is { IsStandIn: false, StartsOn: not null } && (one.LastOn is null || one.LastOn >= today)).DistinctBy(one => (one.Name, one.StartsOn))],
        };
    }

    /// <param name="EndsOn">When it really ends; <paramref name="AgreedUntil"/> is what <paramref name="Amount"/> is for.</param>
    /// <param name="Amount">Of a month, or of all that was agreed when <paramref name="InTotal"/> is 1.</param>
    /// <param name="OnTop">Of a month, of the holder's own money.</param>
    private sealed record Agreed(
        BudgetId BudgetId, string Number, string Name, DateOnly StartsOn, DateOnly EndsOn, DateOnly AgreedUntil, Money Rate, Money Amount, long InTotal, Money OnTop, string Pay, string Kind, Quantity MonthlyVolume)
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
            return new HelpOfBudget(Number, Name, days, perMonth, Rate, known)
            {
                InParts = spent.Where(row => row.InParts == 1).Select(row => Period.MonthOf(row.StartsOn).StartsOn).ToHashSet(),
                OnTopPerMonth = OnTop,
                Pay = Pay,
                Kind = Kind,
                MonthlyVolume = MonthlyVolume,
            };
        }
    }

    /// <param name="Waiting">What of <paramref name="Amount"/> nobody answered.</param>
    private sealed record Spent(BudgetId BudgetId, string Number, DateOnly StartsOn, Money Amount, Money Waiting, long InParts);

    // Half a cent away from zero, as a claim is.
    private const string AgreementSql = $"""
        SELECT agreement.budget_id AS BudgetId, agreement.number AS Number, agreement.helper_name AS Name, agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS EndsOn, agreement.ends_on AS AgreedUntil,
               agreement.rate_cents AS Rate, CAST((agreement.rate_cents * agreement.monthly_volume_hundredths + 50) / 100 AS BIGINT) AS Amount, CAST(0 AS BIGINT) AS InTotal,
               CAST((COALESCE(drawn.own_part_cents, 0) * agreement.monthly_volume_hundredths + 50) / 100 AS BIGINT) AS OnTop, COALESCE(drawn.pay, 'hours') AS Pay, agreement.helper_kind AS Kind,
               agreement.monthly_volume_hundredths AS MonthlyVolume
        FROM care_agreements agreement
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        """;

    private const string AgreementsSql = $"""
        {AgreementSql}
        WHERE agreement.budget_id = @Id
        ORDER BY agreement.starts_on, agreement.number
        """;

    private const string AgreementsOfAccountSql = $"""
        {AgreementSql}
        WHERE agreement.budget_id IN ({HeldOfAccountSql})
        ORDER BY agreement.starts_on, agreement.number
        """;

    // What waits for the holder was claimed as well.
    private const string ClaimedMonthSql = """
        SELECT agreement.budget_id AS BudgetId, agreement.number AS Number, claimed.month AS StartsOn, claimed.booked_cents + claimed.waiting_cents AS Amount, claimed.waiting_cents AS Waiting,
               CASE WHEN claimed.parts > 0 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS InParts
        FROM care_agreements agreement
        JOIN claimed_months claimed ON claimed.agreement_id = agreement.id
        """;

    private const string ClaimedSql = $"""
        {ClaimedMonthSql}
        WHERE agreement.budget_id = @Id
          AND claimed.booked_cents + claimed.waiting_cents > 0
        """;

    private const string ClaimedOfAccountSql = $"""
        {ClaimedMonthSql}
        WHERE agreement.budget_id IN ({HeldOfAccountSql})
          AND claimed.booked_cents + claimed.waiting_cents > 0
        """;

    // Over the parameters of Access. Those that began before or after all that were asked for were not asked for: of one year of a municipality not the years before it are read as well.
    internal const string HeldOfAccountSql = $"""
        SELECT file.id
        FROM budgets file
        WHERE {Access.ToFile}
          AND file.funding_form = 'personheld'
          AND file.starts_on >= @FirstStart
          AND file.starts_on <= @LastStart
          AND (@OnlyRunning = 0 OR (file.starts_on <= @Today AND file.ends_on >= @Today))
        """;

    // What was reserved at first is what was agreed for its period.
    private const string AssignmentSql = """
        SELECT a.budget_id AS BudgetId, CAST(a.number AS TEXT) AS Number, provider.name AS Name, a.starts_on AS StartsOn, COALESCE(ended.ended_on, a.ends_on) AS EndsOn, a.ends_on AS AgreedUntil, a.rate_cents AS Rate,
               COALESCE((
                   SELECT first.amount_cents
                   FROM postings first
                   WHERE first.budget_id = a.budget_id
                     AND first.reservation_id = a.id
                     AND first.kind = 'reserve'
                   ORDER BY first.number
                   LIMIT 1), 0) AS Amount, CAST(1 AS BIGINT) AS InTotal, CAST(0 AS BIGINT) AS OnTop, '' AS Pay, '' AS Kind, CAST(0 AS BIGINT) AS MonthlyVolume
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        """;

    private const string AssignmentsSql = $"""
        {AssignmentSql}
        WHERE a.budget_id = @Id
        ORDER BY a.starts_on, a.number
        """;

    private const string AssignmentsOfTownSql = $"""
        {AssignmentSql}
        WHERE a.budget_id IN ({FollowingOfTownSql})
        ORDER BY a.starts_on, a.number
        """;

    private const string DeclaredMonthSql = $"""
        SELECT a.budget_id AS BudgetId, CAST(a.number AS TEXT) AS Number, line.starts_on AS StartsOn, CAST(SUM(line.amount_cents) AS BIGINT) AS Amount, CAST(0 AS BIGINT) AS Waiting, CAST(0 AS BIGINT) AS InParts
        FROM assignments a
        JOIN invoice_lines line ON line.assignment_id = a.id
        WHERE {StandingDebit.Sql}
        """;

    private const string DeclaredSql = $"""
        {DeclaredMonthSql}
          AND a.budget_id = @Id
        GROUP BY a.budget_id, a.number, line.starts_on
        """;

    // All of a line that is asked for stands in the index by assignment; of each, one seek for what took it back.
    private const string DeclaredOfTownSql = $"""
        {DeclaredMonthSql}
          AND a.budget_id IN ({FollowingOfTownSql})
        GROUP BY a.budget_id, a.number, line.starts_on
        """;

    private const string FollowingOfTownSql = """
        SELECT file.id
        FROM budgets file
        WHERE file.municipality_code = @MunicipalityCode
          AND file.funding_form = 'personfollowing'
          AND file.starts_on >= @FirstStart
          AND file.starts_on <= @LastStart
        """;
}
