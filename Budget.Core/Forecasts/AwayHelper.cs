using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Forecasts;

/// <summary>Days on which a helper of a budget is away, by care agreement. Of somebody who stands in: the days of the helper for whom, on which there is help; without days when that helper is not away any more.</summary>
/// <param name="LastOn">The last day away; none as long as nobody knows.</param>
/// <param name="StandsIn">1 of an agreement that stands in.</param>
public sealed record AwayHelper(string Number, string Name, DateOnly? StartsOn, DateOnly? LastOn, string Pay, string Form, long StandsIn)
{
    internal static readonly ILookup<string, AwayHelper> None = Array.Empty<AwayHelper>().ToLookup(one => one.Number);

    public bool IsStandIn => StandsIn == 1;

    /// <summary>The pay of these days goes on.</summary>
    public bool GoesOn => AgreementTerms.GoesOnWhenAway(Pay, Form);

    private Period? Days => StartsOn is { } first ? new Period(first, LastOn ?? DateOnly.MaxValue) : null;

    /// <summary>All of a budget at once, by the number of the agreement.</summary>
    internal static async Task<ILookup<string, AwayHelper>> OfBudget(Session session, BudgetId budget) => (await session.List<AwayHelper>(OfBudgetSql, new { budget })).ToLookup(one => one.Number);

    /// <summary>The same of each PGB of an account.</summary>
    /// <param name="mine">The parameters of <see cref="ForecastOfBudget.HeldOfAccountSql"/>.</param>
    internal static async Task<ILookup<string, AwayHelper>> OfAccount(Session session, object mine) => (await session.List<AwayHelper>(OfAccountSql, mine)).ToLookup(one => one.Number);

    /// <summary>The days of one agreement that cost nothing, for that.</summary>
    internal static IReadOnlyList<Period> DaysOf(IEnumerable<AwayHelper> ofAgreement)
    {
        var rows = ofAgreement.ToList();
        if (!rows.Exists(one => one.IsStandIn))
        {
            return [.. rows.Where(one => !one.GoesOn).Select(one => one.Days!.Value)];
        }

        // Before, between and after the days on which somebody has to stand in; and the days on which the stand-in is away, as far as they lie in those.
        var (free, own) = (new List<Period>(), rows.Where(one => !one.IsStandIn).ToList());
        var from = DateOnly.MinValue;
        foreach (var days in rows.Where(one => one.IsStandIn).Select(one => one.Days).OfType<Period>().OrderBy(days => days.StartsOn))
        {
            if (days.StartsOn > from)
            {
                free.Add(new Period(from, days.StartsOn.AddDays(-1)));
            }

            free.AddRange(own.Select(one => one.Days!.Value.Intersect(days)).OfType<Period>());
            if (days.EndsOn == DateOnly.MaxValue)
            {
                return free;
            }

            from = days.EndsOn.AddDays(1);
        }

        free.Add(new Period(from, DateOnly.MaxValue));
        return free;
    }

    private const string MineSql = $"""
        SELECT mine.number AS Number, mine.helper_name AS Name, away.starts_on AS StartsOn, COALESCE(back.last_on, away.ends_on) AS LastOn, COALESCE(mine_drawn.pay, 'hours') AS Pay,
               COALESCE(mine_drawn.form, '') AS Form, CAST(0 AS BIGINT) AS StandsIn
        FROM care_agreements mine
        {HelperAway.SameHelperJoins}
        {HelperAway.Joins}
        WHERE {HelperAway.SameHelper}
          AND {HelperAway.Stands}
          AND mine.budget_id
        """;

    private const string BesideSql = """
        SELECT beside.number, beside.helper_name, CAST(NULL AS DATE), CAST(NULL AS DATE), 'hours', '', CAST(1 AS BIGINT)
        FROM care_agreements beside
        JOIN stand_ins standing ON standing.proposal_id = beside.proposal_id
        WHERE beside.budget_id
        """;

    private const string StandingSql = $"""
        SELECT beside.number, beside.helper_name, away.starts_on, COALESCE(back.last_on, away.ends_on), 'hours', '', CAST(1 AS BIGINT)
        FROM care_agreements beside
        JOIN stand_ins standing ON standing.proposal_id = beside.proposal_id
        JOIN care_agreements mine ON mine.id = standing.agreement_id
        {HelperAway.SameHelperJoins}
        {HelperAway.Joins}
        WHERE {HelperAway.SameHelper}
          AND {HelperAway.Stands}
          AND beside.budget_id
        """;

    private const string OfBudgetSql = $"""
        {MineSql} = @budget
        UNION ALL
        {BesideSql} = @budget
        UNION ALL
        {StandingSql} = @budget
        """;

    private const string OfAccountSql = $"""
        {MineSql} IN ({ForecastOfBudget.HeldOfAccountSql})
        UNION ALL
        {BesideSql} IN ({ForecastOfBudget.HeldOfAccountSql})
        UNION ALL
        {StandingSql} IN ({ForecastOfBudget.HeldOfAccountSql})
        """;
}
