using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// Books the months of helpers with a fixed wage or allowance, once each is over, without anybody claiming: the whole amount of a whole month, and of part of a month the part of its days. Days away count as days without help, but on a contract of
/// employment (<see cref="AgreementTerms.GoesOnWhenAway"/>); when it turns out later that the helper was there, what was missing of that month is booked as well. A month whose budget is too low stays open and is tried again, until a year after
/// the agreement ended; what somebody reversed is not booked again. But for a month that was booked before anybody knew that the holder had died in it: when finance took that back, the days until the death are booked.
/// </summary>
public sealed class BookFixedPay(Database database)
{
    /// <returns>How many months were booked.</returns>
    public async Task<int> Do()
    {
        var booked = 0;
        var fixedNow = await database.Read(session => session.List<Fixed>(
            FixedSql, new { MonthEnd = Period.MonthOf(session.Today).StartsOn.AddDays(-1), Before = new DateOnly(1900, 1, 1), Since = session.Now.AddYears(-1), EndedSince = session.Today.AddYears(-1) }));
        foreach (var agreement in fixedNow)
        {
            foreach (var (month, due) in await database.Read(session => Open(session, agreement)))
            {
                var actor = Actor.System(agreement.MunicipalityCode);
                var done = await database.Once<bool>(
                    actor, IdempotencyKey.Of($"fixed-{agreement.Number}-{month.StartsOn:yyyy-MM}-{agreement.LastOn:yyyy-MM-dd}-{due.Hundredths}"), nameof(BookFixedPay), agreement.Number,
                    session => Book(session, actor, agreement, month));
                booked += !done.IsRefused && !done.Replayed && done.Value ? 1 : 0;
            }
        }

        return booked;
    }

    private static async Task<Outcome<bool>> Book(Session session, Actor actor, Fixed agreement, Period month)
    {
        var ledger = await BudgetLedger.Open(session, actor, agreement.BudgetId);
        var now = await session.Single<Fixed>(OneSql, new { agreement.Id });
        if (now.Period.Intersect(Period.MonthOf(month.StartsOn)) is not { } worked || await BookedClaim.DaysPaid(session, ledger, now.ResidentId, worked) is not { } days)
        {
            return Refusal.BudgetEnded;
        }

        var (away, ever) = (await Away(session, now), await session.Single<Ever>(EverSql, new { agreement.Id, DiedOn = now.DiedOn ?? DateOnly.MaxValue, Period.MonthOf(days.StartsOn).StartsOn, Period.MonthOf(days.StartsOn).EndsOn }));
        if (now.Due(days, away) is var due && due <= ever.Volume)
        {
            return Refusal.MonthAlreadyClaimed;
        }

        var booked = await BookedClaim.Book(
            session, ledger, now.Id, now.Number, Without(days, away), Quantity.FromHundredths(due.Hundredths - ever.Volume.Hundredths), Money.Of(now.Rate, due) - ever.Amount, now.DrawnBy);
        if (booked.IsRefused)
        {
            return booked.Refusal!;
        }

        await Trace.Write(session, actor, nameof(BookFixedPay), now.Number, now.ResidentId);
        return true;
    }

    /// <summary>The months that are over and of which more is due than was ever booked.</summary>
    private static async Task<IReadOnlyList<(Period Month, Quantity Due)>> Open(Session session, Fixed agreement)
    {
        var booked = (await session.List<Booked>(BookedSql, new { agreement.Id, DiedOn = agreement.DiedOn ?? DateOnly.MaxValue })).ToLookup(row => Period.MonthOf(row.StartsOn).StartsOn, row => row.Volume.Value);
        var away = await Away(session, agreement);
        return
        [
            .. from month in agreement.Period.Months()
               where month.EndsOn < session.Today
               let due = agreement.Due(month, away)
               where due.Value > booked[Period.MonthOf(month.StartsOn).StartsOn].Sum()
               select (month, due),
        ];
    }

    /// <summary>The days of which nothing is due; none where a wage goes on.</summary>
    private static async Task<IReadOnlyList<Period>> Away(Session session, Fixed agreement) =>
        AgreementTerms.GoesOnWhenAway(agreement.Pay, agreement.Form) ? [] : [.. (await HelperAway.Of(session, agreement.Id)).Select(absence => absence.Days)];

    /// <summary>From the first day on which the helper was there until the last.</summary>
    private static Period Without(Period days, IReadOnlyList<Period> away)
    {
        var worked = Enumerable.Range(0, days.Days).Select(days.StartsOn.AddDays).Where(day => !away.Any(one => one.Covers(day))).ToList();
        return new Period(worked[0], worked[^1]);
    }

    private sealed record Booked(DateOnly StartsOn, Quantity Volume);

    private sealed record Ever(Quantity Volume, Money Amount);

    private sealed record Fixed(AgreementId Id, string Number, BudgetId BudgetId, ResidentId ResidentId, string MunicipalityCode, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly LastOn, string Pay, string Form, UserId DrawnBy, DateOnly? DiedOn)
    {
        public Period Period => new(StartsOn, LastOn < StartsOn ? StartsOn : LastOn);

        /// <summary>What is due of these days of one month.</summary>
        public Quantity Due(Period days, IReadOnlyList<Period> away) =>
            AgreementTerms.MostOfMonth(isFixed: true, MonthlyVolume, HelperAway.Worked(days, away), Period.MonthOf(days.StartsOn).Days);
    }

    private const string Agreements = $"""
        SELECT agreement.id AS Id, agreement.number AS Number, agreement.budget_id AS BudgetId, b.resident_id AS ResidentId, b.municipality_code AS MunicipalityCode, agreement.rate_cents AS Rate,
               agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, {LastOn} AS LastOn, drawn.pay AS Pay, drawn.form AS Form, drawn.drawn_by AS DrawnBy,
               gone.last_on AS DiedOn
        FROM agreement_proposals drawn
        JOIN care_agreements agreement ON agreement.proposal_id = drawn.id
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN residents r ON r.id = b.resident_id
        {Departure.Join} AND gone.reason = 'died'
        """;

    private const string LastOn = $"CASE WHEN gone.last_on < {AgreementEnd.Of} THEN gone.last_on ELSE {AgreementEnd.Of} END";

    // Of claims as "c", and the day @DiedOn of the holder's death, or one that never comes.
    private const string Stands = """
        (c.ends_on <= @DiedOn
               OR NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number))
        """;

    // Those of which the last month that is over, or their own last, is not booked, or in whose budget it was said of late that a helper was there (perhaps of the version before): all others cost nothing.
    private const string FixedSql = $"""
        {Agreements}
        WHERE drawn.pay IN ('monthly', 'allowance')
          AND r.destroyed_at IS NULL
          AND agreement.starts_on <= @MonthEnd
          AND {LastOn} >= @EndedSince
          AND {LastOn} >= agreement.starts_on
          AND (COALESCE((
                  SELECT MAX(c.ends_on)
                  FROM claims c
                  WHERE c.agreement_id = agreement.id
                    AND (gone.last_on IS NULL OR c.ends_on <= gone.last_on
                         OR NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number))), @Before)
                  < CASE WHEN {LastOn} < @MonthEnd THEN {LastOn} ELSE @MonthEnd END
              OR EXISTS (
                  SELECT 1
                  FROM care_agreements version
                  JOIN helper_absences away ON away.agreement_id = version.id
                  JOIN helper_absence_ends said ON said.absence_id = away.id
                  WHERE version.budget_id = agreement.budget_id
                    AND said.said_at >= @Since))
        ORDER BY agreement.number
        """;

    private const string OneSql = $"""
        {Agreements}
        WHERE agreement.id = @Id
        """;

    private const string BookedSql = $"""
        SELECT c.starts_on AS StartsOn, c.volume_hundredths AS Volume
        FROM claims c
        WHERE c.agreement_id = @Id
          AND {Stands}
        """;

    private const string EverSql = $"""
        SELECT CAST(COALESCE(SUM(c.volume_hundredths), 0) AS BIGINT) AS Volume, CAST(COALESCE(SUM(c.amount_cents), 0) AS BIGINT) AS Amount
        FROM claims c
        WHERE c.agreement_id = @Id
          AND c.starts_on <= @EndsOn
          AND c.starts_on >= @StartsOn
          AND {Stands}
        """;
}
