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
    {
        if (!actor.MaySeeBooks)
        {
            return null;
        }

        var booked = await ByBooking(session, actor.MunicipalityCode, day);
        return new Answer(
            day, booked.Balance, (await ByCare(session, actor.MunicipalityCode, day, booked)).Balance, await ClosedMonth.LastDay(session, actor.MunicipalityCode));
    });

    /// <summary>The last head at or before the day, and what was posted after it: a day's work at most.</summary>
    internal static async Task<Total> ByBooking(Session session, string municipality, DateOnly day)
    {
        var head = await LedgerHead.UpTo(session, municipality, day);
        var from = head is null ? Total.None : new Total(head.Postings, head.Available, head.Reserved, head.Payable, head.Paid);
        return head?.Day == day ? from : from.Plus(await session.Single<Total>(PostedSql, new { municipality, After = head?.Day ?? DateOnly.MinValue, day }));
    }

    /// <summary>
    /// What was booked by then, for nothing counts later than it was posted; and what was posted later and counts by then. The end of a closed
    /// month is written down.
    /// </summary>
    internal static async Task<Total> ByCare(Session session, string municipality, DateOnly day, Total booked) =>
        await ClosedMonth.UpTo(session, municipality, day) is { } closed && closed.EndsOn == day
            ? new Total(closed.Postings, closed.Available, closed.Reserved, closed.Payable, closed.Paid)
            : booked.Plus(await session.Single<Total>(PostedLaterSql, new { municipality, day }));

    /// <summary>How many postings, and what they come to.</summary>
    internal sealed record Total(long Postings, Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public static readonly Total None = new(0, Money.Zero, Money.Zero, Money.Zero, Money.Zero);

        public Balance Balance => new(Available, Reserved, Payable, Paid);

        public Total Plus(Total other) =>
            new(Postings + other.Postings, Available + other.Available, Reserved + other.Reserved, Payable + other.Payable, Paid + other.Paid);
    }

    // One scan of postings_by_day, which holds all that is asked. Only where several municipalities share the installation is each
    // posting's budget looked up. FILTER and not CASE: a third faster on SQLite.
    private const string MovedSql = """
        SELECT COUNT(*) AS Postings,
               CAST(COALESCE(SUM(p.amount_cents) FILTER (WHERE p.to_account = 'available'), 0)
                   - COALESCE(SUM(p.amount_cents) FILTER (WHERE p.from_account = 'available'), 0) AS BIGINT) AS Available,
               CAST(COALESCE(SUM(p.amount_cents) FILTER (WHERE p.to_account = 'reserved'), 0)
                   - COALESCE(SUM(p.amount_cents) FILTER (WHERE p.from_account = 'reserved'), 0) AS BIGINT) AS Reserved,
               CAST(COALESCE(SUM(p.amount_cents) FILTER (WHERE p.to_account = 'payable'), 0)
                   - COALESCE(SUM(p.amount_cents) FILTER (WHERE p.from_account = 'payable'), 0) AS BIGINT) AS Payable,
               CAST(COALESCE(SUM(p.amount_cents) FILTER (WHERE p.to_account = 'paid'), 0)
                   - COALESCE(SUM(p.amount_cents) FILTER (WHERE p.from_account = 'paid'), 0) AS BIGINT) AS Paid
        FROM postings p
        WHERE (NOT EXISTS (SELECT 1 FROM municipalities WHERE code <> @municipality)
               OR EXISTS (SELECT 1 FROM budgets b WHERE b.id = p.budget_id AND b.municipality_code = @municipality))
        """;

    private const string PostedSql = $"""
        {MovedSql}
          AND p.posted_on > @After
          AND p.posted_on <= @day
        """;

    private const string PostedLaterSql = $"""
        {MovedSql}
          AND p.posted_on > @day
          AND p.effective_on <= @day
        """;
}
