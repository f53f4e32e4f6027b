using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Forecasts;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// What a caseworker looks at among the PGBs of the municipality: budgets that will run out or are hardly used, agreements at a rate that the by-law does not know any more or for more than the decision grants, budgets to look at again, helpers who cannot be paid, helpers of whom more than a day was claimed on one day, and the same minutes of a helper with two holders.
/// A signal, and no verdict: there may be a good reason, and people decide. Budgets and rates not of what ended, nor of a holder who died or moves: there is nobody to call, and nothing to change. Who helped there is still to be paid.
/// </summary>
public sealed class HeldSignals(Database database)
{
    /// <summary>So much of the period has to be over before little use says anything.</summary>
    public const int LeastTimePercent = 25;

    /// <summary>Hardly used: less than this part of what would be spent evenly.</summary>
    public const int LittlePercent = 50;

    /// <summary>So far back days of helpers are looked through.</summary>
    public const int DaysMonths = 6;

    private const int MinutesOfADay = 24 * 60;

    /// <param name="WeeksEarly">Of one that runs out.</param>
    /// <param name="IsOutNow">The day on which it runs out is here or past.</param>
    /// <param name="UsedPercent">What is spent, beside which part of the period is over.</param>
    public sealed record Budget(string Number, string RequestNumber, string ResidentName, string ProductNl, string ProductEn, DateOnly EndsOn, DateOnly? RunsOutOn, bool IsOutNow, int WeeksEarly, long UsedPercent, long TimePercent);

    /// <param name="StartsOn">Of an agreement that begins later its first day; none of one that runs.</param>
    /// <param name="Limit">What the by-law pays at most for this kind of helper now, or on that first day; none of it when it says nothing.</param>
    /// <param name="Floor">The least for an hour.</param>
    public sealed record Rate(string AgreementNumber, string RequestNumber, string ResidentName, string HelperName, DateOnly? StartsOn, Money Paid, Money? Limit, Money Floor)
    {
        public bool IsAbove => Limit is { } limit && Paid > limit;
    }

    /// <param name="Holders">How many holders claimed for this helper on that day.</param>
    public sealed record FullDay(string HelperName, DateOnly Day, long Minutes, long Holders, IReadOnlyList<string> AgreementNumbers);

    /// <param name="LastDay">When it ends, or ended.</param>
    public sealed record Review(ReviewCause Cause, string Number, string RequestNumber, string ResidentName, string ProductNl, string ProductEn, DateOnly LastDay);

    /// <param name="Agreed">What is agreed for a month with those who help today, together; without flat amounts and without who stands in.</param>
    /// <param name="Granted">The most that the decision grants for a month.</param>
    public sealed record AboveDecision(string Number, string RequestNumber, string ResidentName, string Unit, Quantity Agreed, Quantity Granted);

    public sealed record Answer(
        IReadOnlyList<Budget> RunningOut, IReadOnlyList<Budget> HardlyUsed, IReadOnlyList<Rate> Rates, IReadOnlyList<Review> Reviews, IReadOnlyList<HelperPaymentsHeld.InTown> Unpaid, IReadOnlyList<FullDay> FullDays)
    {
        /// <summary>Budgets on which more is agreed for a month than the decision grants.</summary>
        public IReadOnlyList<AboveDecision> Above { get; init; } = [];

        /// <summary>The same minutes of one helper with two holders.</summary>
        public IReadOnlyList<SameHours> SameHours { get; init; } = [];
    }

    /// <returns>None for who is no caseworker.</returns>
    public async Task<Answer?> Of(Actor actor) => actor.Role != Role.Caseworker ? null : await database.LookThrough(actor, nameof(HeldSignals), async session =>
    {
        List<Budget> runningOut = [], hardlyUsed = [];
        List<AboveDecision> above = [];
        foreach (var (budget, known) in await RunningBudgets.Of(session, actor))
        {
            if (budget.Gone == 1 || budget.LastDay < session.Today)
            {
                continue;
            }

            var agreed = new Quantity(
                known.Help.Where(one => one.Period.Covers(session.Today) && one.Pay != AgreementPay.Allowance.Stored() && !one.StandsIn).Sum(one => one.MonthlyVolume.Value));
            if (GrantedVolume.InAMonth(budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency)) is var granted && agreed > granted)
            {
                above.Add(new AboveDecision(budget.Number, budget.RequestNumber, budget.ResidentName, budget.Unit, agreed, granted));
            }

            var (forecast, days, balance) = (known.HasForecast ? known.Forecast() : null, known.Days, budget.Balance);
            var (used, time) = (Percent(balance.Spent.Cents, balance.Granted.Cents), Percent(session.Today.DayNumber - days.StartsOn.DayNumber, days.Days));
            var item = new Budget(budget.Number, budget.RequestNumber, budget.ResidentName, budget.ProductNl, budget.ProductEn, days.EndsOn, forecast?.RunsOutOn, forecast?.IsOutNow == true, forecast?.WeeksEarly ?? 0, used, time);
            if (item.WeeksEarly >= BudgetsRunningOut.LeastWeeks)
            {
                runningOut.Add(item);
            }
            else if (time >= LeastTimePercent && used * 100 < time * LittlePercent)
            {
                hardlyUsed.Add(item);
            }
        }

        var town = new { actor.MunicipalityCode, session.Today, Since = session.Today.AddMonths(-DaysMonths), Most = (long)MinutesOfADay };
        var floor = await HeldRules.FloorOn(session, actor.MunicipalityCode, session.Today);
        List<Rate> rates = [];
        foreach (var row in await session.List<RateRow>(RatesSql, town))
        {
            var isToCome = row.StartsOn > session.Today;
            var least = row.Unit != Providers.CareUnit.Hour ? Money.Zero : isToCome ? await HeldRules.FloorOn(session, actor.MunicipalityCode, row.StartsOn) : floor;
            rates.Add(new Rate(row.AgreementNumber, row.RequestNumber, row.ResidentName, row.HelperName, isToCome ? row.StartsOn : null, row.Paid, row.Limit, least));
        }

        return new Answer(
            [.. runningOut.OrderByDescending(item => item.WeeksEarly)], [.. hardlyUsed.OrderBy(item => item.UsedPercent - item.TimePercent)],
            [.. rates.Where(rate => rate.IsAbove || rate.Paid < rate.Floor)], await HeldToReview.Of(session, actor.MunicipalityCode), await HelperPaymentsHeld.In(session, actor.MunicipalityCode),
            [.. (await session.List<DayRow>(DaysSql, town)).GroupBy(row => (row.Print, row.Day)).Select(rows => new FullDay(
                rows.First().HelperName, rows.Key.Day, rows.Sum(row => row.Minutes), rows.Select(row => row.ResidentId).Distinct().Count(), [.. rows.Select(row => row.AgreementNumber).Distinct().Order(StringComparer.Ordinal)]))])
        {
            Above = above,
            SameHours = await PersonHeld.SameHours.In(session, actor.MunicipalityCode, town.Since),
        };
    });

    private static long Percent(long part, long whole) => whole == 0 ? 0 : Math.Max(0, (long)Math.Round(part * 100m / whole, MidpointRounding.AwayFromZero));

    private sealed record RateRow(string AgreementNumber, string RequestNumber, string ResidentName, string HelperName, string Unit, DateOnly StartsOn, Money Paid, Money? Limit);

    private sealed record DayRow(string Print, DateOnly Day, string HelperName, ResidentId ResidentId, string AgreementNumber, long Minutes);

    // What runs, or will. Paid by the hour or the like: an allowance has a cap of its own.
    private const string RatesSql = $"""
        SELECT agreement.number AS AgreementNumber, request.number AS RequestNumber, r.name AS ResidentName, agreement.helper_name AS HelperName, p.unit AS Unit, agreement.starts_on AS StartsOn, agreement.rate_cents AS Paid,
               (SELECT limits.rate_cents
                FROM product_rates limits
                WHERE limits.municipality_code = b.municipality_code
                  AND limits.product_code = b.product_code
                  AND limits.kind = agreement.helper_kind
                  AND limits.starts_on <= CASE WHEN agreement.starts_on > @Today THEN agreement.starts_on ELSE @Today END
                ORDER BY limits.starts_on DESC, limits.number DESC
                LIMIT 1) AS "Limit"
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE b.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
          AND COALESCE(drawn.pay, 'hours') <> 'allowance'
          AND {AgreementEnd.Of} >= @Today
          AND {LastDay.Sql} >= @Today
          AND {Departure.StillHere}
        ORDER BY agreement.number
        """;

    // Of whom more was claimed on a day than the day is long, over all holders: the same helper is known by the fingerprint of the number. What was rejected or taken back does not count.
    private const string DaysSql = $"""
        SELECT one.print AS Print, one.day AS Day, one.name AS HelperName, one.resident AS ResidentId, one.number AS AgreementNumber, CAST(one.minutes AS BIGINT) AS Minutes
        FROM (
            SELECT drawn.identifier_hash AS print, line.starts_on AS day, agreement.helper_name AS name, b.resident_id AS resident, agreement.number AS number,
                   SUM(COALESCE(c.volume_hundredths, line.volume_hundredths) * 60 / 100) AS minutes,
                   SUM(SUM(COALESCE(c.volume_hundredths, line.volume_hundredths) * 60 / 100)) OVER (PARTITION BY drawn.identifier_hash, line.starts_on) AS of_day
            FROM claim_lines line
            JOIN care_agreements agreement ON agreement.id = line.agreement_id
            JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id AND drawn.identifier_hash <> ''
            JOIN budgets b ON b.id = agreement.budget_id
            {ClaimLineStanding.Joins}
            WHERE b.municipality_code = @MunicipalityCode
              AND line.kind = 'times'
              AND line.starts_on >= @Since
              AND {ClaimLineStanding.Stands}
            GROUP BY drawn.identifier_hash, line.starts_on, agreement.helper_name, b.resident_id, agreement.number
        ) one
        WHERE one.of_day > @Most
        ORDER BY one.day DESC, one.name, one.number
        """;
}
