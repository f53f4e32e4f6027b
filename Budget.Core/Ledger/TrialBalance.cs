using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// What stands on the accounts of a whole municipality on a day: by booking (what the books said) and by care (what counted by then). What
/// was granted left the fund, so the five accounts always add up to nothing.
/// </summary>
public sealed class TrialBalance(Database database)
{
    public sealed record Answer(DateOnly Day, Balance ByBooking, Balance ByCare, DateOnly? ClosedUntil);

    /// <returns>None for who may not see the municipality's books.</returns>
    public Task<Answer?> On(Actor actor, DateOnly day) => database.Read(async session =>
        actor.MaySeeBooks
            ? new Answer(
                day,
                await ByBooking(session, actor.MunicipalityCode, day),
                await ByCare(session, actor.MunicipalityCode, day),
                await ClosedMonth.LastDay(session, actor.MunicipalityCode))
            : null);

    /// <summary>The last head at or before the day, and what was posted after it: a day's work at most.</summary>
    internal static async Task<Balance> ByBooking(Session session, string municipality, DateOnly day)
    {
        var head = await LedgerHead.UpTo(session, municipality, day);
        return (head?.Balance ?? Balance.Empty).Plus(await Moved(session, municipality, new Span(head?.Day ?? DateOnly.MinValue, day, DateOnly.MinValue, DateOnly.MaxValue)));
    }

    /// <summary>
    /// The last month closed at or before the day, and what counts after it. Nothing counts later than it was posted, so only postings since then
    /// are looked at.
    /// </summary>
    internal static async Task<Balance> ByCare(Session session, string municipality, DateOnly day)
    {
        var closed = await ClosedMonth.UpTo(session, municipality, day);
        var after = closed?.EndsOn ?? DateOnly.MinValue;
        return (closed?.Balance ?? Balance.Empty).Plus(await Moved(session, municipality, new Span(after, DateOnly.MaxValue, after, day)));
    }

    private static async Task<Balance> Moved(Session session, string municipality, Span span)
    {
        var moved = await session.Single<Movement>(MovedSql, new { municipality, span.PostedAfter, span.PostedUntil, span.EffectiveAfter, span.EffectiveUntil });
        return new Balance(moved.Available, moved.Reserved, moved.Payable, moved.Paid);
    }

    /// <summary>Days of booking and days of counting, each after the first and up to the second.</summary>
    private sealed record Span(DateOnly PostedAfter, DateOnly PostedUntil, DateOnly EffectiveAfter, DateOnly EffectiveUntil);

    private sealed record Movement(Money Available, Money Reserved, Money Payable, Money Paid);

    // One scan of postings_by_day, which holds all that is asked. Only where several municipalities share the installation is each
    // posting's budget looked up.
    private const string MovedSql = """
        SELECT CAST(COALESCE(SUM(CASE 'available' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END), 0) AS BIGINT) AS Available,
               CAST(COALESCE(SUM(CASE 'reserved' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END), 0) AS BIGINT) AS Reserved,
               CAST(COALESCE(SUM(CASE 'payable' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END), 0) AS BIGINT) AS Payable,
               CAST(COALESCE(SUM(CASE 'paid' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END), 0) AS BIGINT) AS Paid
        FROM postings p
        WHERE p.posted_on > @PostedAfter
          AND p.posted_on <= @PostedUntil
          AND p.effective_on > @EffectiveAfter
          AND p.effective_on <= @EffectiveUntil
          AND (NOT EXISTS (SELECT 1 FROM municipalities WHERE code <> @municipality)
               OR EXISTS (SELECT 1 FROM budgets b WHERE b.id = p.budget_id AND b.municipality_code = @municipality))
        """;
}
