using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// Books the months of helpers with a fixed wage or allowance, once each is over, without anybody claiming: the whole amount of a whole month, and of part of a month the part of its days. A month whose budget is too low stays open and is tried
/// again; a month that somebody reversed is not booked again.
/// </summary>
public sealed class BookFixedPay(Database database)
{
    /// <returns>How many months were booked.</returns>
    public async Task<int> Do()
    {
        var booked = 0;
        foreach (var agreement in await database.Read(session => session.List<Fixed>(FixedSql, new { MonthEnd = Period.MonthOf(session.Today).StartsOn.AddDays(-1), Before = new DateOnly(1900, 1, 1) })))
        {
            foreach (var month in await database.Read(session => Open(session, agreement)))
            {
                var actor = Actor.System(agreement.MunicipalityCode);
                var done = await database.Once<bool>(
                    actor, IdempotencyKey.Of($"fixed-{agreement.Number}-{month.StartsOn:yyyy-MM}-{agreement.LastOn:yyyy-MM-dd}"), nameof(BookFixedPay), agreement.Number, session => Book(session, actor, agreement, month));
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

        if (await session.Single<long>(EverSql, new { agreement.Id, days.StartsOn, days.EndsOn }) > 0)
        {
            return Refusal.MonthAlreadyClaimed;
        }

        var whole = Period.MonthOf(days.StartsOn);
        var volume = days == whole ? now.MonthlyVolume : Quantity.FromHundredths(Math.Max(1, (now.MonthlyVolume.Hundredths * days.Days + (whole.Days / 2)) / whole.Days));
        var booked = await BookedClaim.Book(session, ledger, now.Id, now.Number, days, volume, Money.Of(now.Rate, volume), now.DrawnBy);
        if (booked.IsRefused)
        {
            return booked.Refusal!;
        }

        await Trace.Write(session, actor, nameof(BookFixedPay), now.Number, now.ResidentId);
        return true;
    }

    /// <summary>The months that are over and of which nothing was ever booked.</summary>
    private static async Task<IReadOnlyList<Period>> Open(Session session, Fixed agreement)
    {
        var booked = (await session.List<Booked>(BookedSql, new { agreement.Id })).Select(row => Period.MonthOf(row.StartsOn).StartsOn).ToHashSet();
        return [.. agreement.Period.Months().Where(month => month.EndsOn < session.Today && !booked.Contains(Period.MonthOf(month.StartsOn).StartsOn))];
    }

    private sealed record Booked(DateOnly StartsOn);

    private sealed record Fixed(AgreementId Id, string Number, BudgetId BudgetId, ResidentId ResidentId, string MunicipalityCode, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly LastOn, UserId DrawnBy)
    {
        public Period Period => new(StartsOn, LastOn);
    }

    private const string Agreements = $"""
        SELECT agreement.id AS Id, agreement.number AS Number, agreement.budget_id AS BudgetId, b.resident_id AS ResidentId, b.municipality_code AS MunicipalityCode, agreement.rate_cents AS Rate,
               agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS LastOn, drawn.drawn_by AS DrawnBy
        FROM agreement_proposals drawn
        JOIN care_agreements agreement ON agreement.proposal_id = drawn.id
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN residents r ON r.id = b.resident_id
        """;

    // Those of which the last month that is over, or their own last, is not booked: all others cost nothing.
    private const string FixedSql = $"""
        {Agreements}
        WHERE drawn.pay IN ('monthly', 'allowance')
          AND r.destroyed_at IS NULL
          AND agreement.starts_on <= @MonthEnd
          AND COALESCE((SELECT MAX(c.ends_on) FROM claims c WHERE c.agreement_id = agreement.id), @Before) < CASE WHEN {AgreementEnd.Of} < @MonthEnd THEN {AgreementEnd.Of} ELSE @MonthEnd END
        ORDER BY agreement.number
        """;

    private const string OneSql = $"""
        {Agreements}
        WHERE agreement.id = @Id
        """;

    private const string BookedSql = """
        SELECT starts_on AS StartsOn
        FROM claims
        WHERE agreement_id = @Id
        """;

    private const string EverSql = """
        SELECT COUNT(*)
        FROM claims
        WHERE agreement_id = @Id
          AND starts_on <= @EndsOn
          AND ends_on >= @StartsOn
        """;
}
