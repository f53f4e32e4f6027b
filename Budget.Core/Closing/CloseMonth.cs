using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>
/// Finance closes a month that is over, in the order of the months: what stood on the accounts by the day of the care is written down, and
/// what comes later counts on the first open day. The day of the care itself stays on the posting, and nobody is refused for being late.
/// </summary>
public sealed class CloseMonth(Database database)
{
    /// <param name="Month">Any day in the month.</param>
    public sealed record Entry(DateOnly Month);

    public Task<Outcome<ClosedMonth>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ClosedMonth>(actor, key, nameof(CloseMonth), entry, async session =>
        {
            if (!actor.MayHandleMoney)
            {
                return Refusal.NotAllowed;
            }

            await BooksLock.Take(session);
            var month = Period.MonthOf(entry.Month);
            if (month.EndsOn >= session.Today)
            {
                return Refusal.MonthStillRunning;
            }

            var next = await NextToClose(session, actor.MunicipalityCode);
            if (next is null || month.EndsOn < next)
            {
                return Refusal.MonthAlreadyClosed;
            }

            if (month.EndsOn > next)
            {
                return Refusal.EarlierMonthOpen.With(next.Value.Month.ToString("00", System.Globalization.CultureInfo.InvariantCulture) + "-" + next.Value.Year);
            }

            return await Close(session, actor, month.EndsOn);
        });

    /// <summary>The last day of the month that is to be closed first: the one after the last, or that of the first posting. None in empty books.</summary>
    internal static async Task<DateOnly?> NextToClose(Session session, string municipality)
    {
        if (await ClosedMonth.LastDay(session, municipality) is { } last)
        {
            return Period.MonthOf(last.AddDays(1)).EndsOn;
        }

        return await FirstDay(session, municipality) is { } day ? Period.MonthOf(day).EndsOn : null;
    }

    /// <summary>The day of the first posting; what counts before it belongs to the first month that is closed.</summary>
    internal static async Task<DateOnly?> FirstDay(Session session, string municipality) =>
        (await session.FirstOrNone<FirstPosting>(FirstDaySql, new { municipality }))?.Day;

    internal static async Task<ClosedMonth> Close(Session session, Actor actor, DateOnly endsOn)
    {
        var booked = await TrialBalance.ByBooking(session, actor.MunicipalityCode, endsOn);
        var counted = await TrialBalance.ByCare(session, actor.MunicipalityCode, endsOn, booked);
        var closed = new ClosedMonth(endsOn, counted.Postings, counted.Available, counted.Reserved, counted.Payable, counted.Paid);
        await session.Execute(InsertSql, new
        {
            actor.MunicipalityCode,
            closed.EndsOn,
            closed.Postings,
            closed.Available,
            closed.Reserved,
            closed.Payable,
            closed.Paid,
            actor.UserId,
            ClosedAt = await LedgerHead.FirstMomentAfterLast(session, actor.MunicipalityCode),
        });
        await Trace.Write(session, actor, nameof(CloseMonth), endsOn.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture));
        return closed;
    }

    private sealed record FirstPosting(DateOnly Day);

    private const string FirstDaySql = """
        SELECT p.posted_on AS Day
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        WHERE b.municipality_code = @municipality
        ORDER BY p.posted_on
        LIMIT 1
        """;

    private const string InsertSql = """
        INSERT INTO closed_months (
            municipality_code, ends_on, postings, available_cents, reserved_cents, payable_cents, paid_cents, closed_by, closed_at)
        VALUES (@MunicipalityCode, @EndsOn, @Postings, @Available, @Reserved, @Payable, @Paid, @UserId, @ClosedAt)
        """;
}
