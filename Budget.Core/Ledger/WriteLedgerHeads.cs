using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Writes down the head of every day that is over and on which something was posted or a period was closed, each once, in the order of the days. Nothing can be
/// posted on a day after its head was written (BudgetLedger.Open sees to that), so it does not matter how late this is done.
/// </summary>
public sealed class WriteLedgerHeads(Database database)
{
    /// <summary>A day is over when it has been for an hour: a clock that runs a little behind must not post on it still.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <returns>How many heads were written.</returns>
    public async Task<int> Do(CancellationToken stop = default)
    {
        var written = 0;
        foreach (var municipality in await database.Read(session => session.List<string>(MunicipalitiesSql)))
        {
            while (!stop.IsCancellationRequested && await WriteNext(municipality))
            {
                written++;
            }
        }

        return written;
    }

    /// <summary>One day in one transaction: other writers wait no longer than that.</summary>
    private Task<bool> WriteNext(string municipality) => database.Overwrite(async session =>
    {
        await BooksLock.Take(session);
        var lastDay = AmsterdamDay.Of(session.Now - Margin).AddDays(-1);
        var previous = await LedgerHead.UpTo(session, municipality, DateOnly.MaxValue);
        var after = previous?.Day ?? DateOnly.MinValue;
        var posted = (await session.Single<NextDay>(NextDaySql, new { municipality, after, lastDay })).Day;
        var closedAt = (await session.Single<NextClosing>(NextClosingSql, new { municipality, From = AmsterdamDay.At(after.AddDays(1), TimeOnly.MinValue) })).At;
        var closed = closedAt is { } at && AmsterdamDay.Of(at) is var day && day <= lastDay ? day : posted;
        if ((posted < closed ? posted : closed) is not { } next)
        {
            return false;
        }

        await Write(session, municipality, next, previous);
        return true;
    });

    private static async Task Write(Session session, string municipality, DateOnly day, LedgerHead? previous)
    {
        var last = await LastPosting.UpTo(session, municipality, day);
        var balance = last.Aggregate(Balance.Empty, (sum, posting) => sum.Plus(posting.After));
        var postings = last.Sum(posting => posting.Number);
        var root = LedgerHead.RootOf(last.Select(posting => posting.Hash));
        var closed = await session.Single<Closed>(ClosedSql, new { municipality, DayAfter = AmsterdamDay.At(day.AddDays(1), TimeOnly.MinValue) });
        await session.Execute(InsertSql, new
        {
            municipality,
            day,
            Budgets = (long)last.Count,
            postings,
            balance.Available,
            balance.Reserved,
            balance.Payable,
            balance.Paid,
            root,
            Hash = LedgerHead.HashOf(previous?.Hash ?? Posting.NoHash, municipality, day, last.Count, postings, balance, root, closed.Until, closed.Year),
            ClosedUntil = closed.Until,
            ClosedYear = closed.Year,
            WrittenAt = session.Now,
        });
    }

    private sealed record Closed(DateOnly? Until, long Year);

    private sealed record NextDay(DateOnly? Day);

    private sealed record NextClosing(DateTimeOffset? At);

    private const string MunicipalitiesSql = """
        SELECT code
        FROM municipalities
        ORDER BY code
        """;

    // ORDER BY and LIMIT rather than MIN: the first day after the last head stands at the front of the index, however many follow.
    private const string NextDaySql = """
        SELECT (
            SELECT p.posted_on
            FROM postings p
            JOIN budgets b ON b.id = p.budget_id
            WHERE p.posted_on > @after
              AND p.posted_on <= @lastDay
              AND b.municipality_code = @municipality
            ORDER BY p.posted_on
            LIMIT 1) AS Day
        """;

    private const string NextClosingSql = """
        SELECT MIN(closed_at) AS At
        FROM (
            SELECT closed_at FROM closed_months WHERE municipality_code = @municipality AND closed_at >= @From
            UNION ALL
            SELECT closed_at FROM closed_years WHERE municipality_code = @municipality AND closed_at >= @From
        ) closing
        """;

    private const string ClosedSql = """
        SELECT (SELECT MAX(ends_on) FROM closed_months WHERE municipality_code = @municipality AND closed_at < @DayAfter) AS Until,
               COALESCE((SELECT MAX(year) FROM closed_years WHERE municipality_code = @municipality AND closed_at < @DayAfter), 0) AS Year
        """;

    private const string InsertSql = """
        INSERT INTO ledger_heads (
            municipality_code, day, budgets, postings, available_cents, reserved_cents, payable_cents, paid_cents, root, hash,
            closed_until, closed_year, written_at)
        VALUES (@municipality, @day, @Budgets, @postings, @Available, @Reserved, @Payable, @Paid, @root, @Hash,
            @ClosedUntil, @ClosedYear, @WrittenAt)
        """;
}
