using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>How far the books of a municipality are closed, by whom, and what can be closed next.</summary>
public sealed class BooksOverview(Database database)
{
    public const int MonthsOnAPage = 12;
    private static readonly UserId Installation = Actor.System("").UserId;

    /// <param name="ClosedBy">Who closed it: a name, or the id of somebody who is not there any more; none when the installation did (`Portal close`).</param>
    public sealed record Month(DateOnly EndsOn, Money Available, Money Reserved, Money Payable, Money Paid, string? ClosedBy, DateTimeOffset ClosedAt)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    /// <param name="ClosedBy">As of a month.</param>
    public sealed record Year(
        long Number, long Budgets, Money Available, Money Reserved, Money Payable, Money Paid, string? ClosedBy, DateTimeOffset ClosedAt)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    /// <param name="Months">Newest first, at most <see cref="MonthsOnAPage"/>.</param>
    /// <param name="HasOlder">Whether more months were closed before these.</param>
    /// <param name="ClosedUntil">The last day that is closed, whichever months are shown.</param>
    /// <param name="MonthToClose">The last day of the first open month; none when it is not over yet or nothing was booked.</param>
    /// <param name="YearToClose">The first open year; none when it is not over yet or nothing was booked.</param>
    /// <param name="FirstYear">Of the first posting; none when nothing was booked.</param>
    public sealed record Answer(
        IReadOnlyList<Month> Months, bool HasOlder, IReadOnlyList<Year> Years, DateOnly? ClosedUntil, DateOnly? MonthToClose, int? YearToClose, int? FirstYear);

    /// <param name="before">The months that ended before this day; none for the newest.</param>
    /// <returns>None for who may not see the municipality's books.</returns>
    public Task<Answer?> Of(Actor actor, DateOnly? before = null) => database.Read(async session =>
    {
        if (!actor.MaySeeBooks)
        {
            return null;
        }

        var months = await session.List<Month>(MonthsSql, new { actor.MunicipalityCode, Before = before ?? DateOnly.MaxValue, Most = MonthsOnAPage + 1, Installation });
        var years = await session.List<Year>(YearsSql, new { actor.MunicipalityCode, Installation });
        var month = await CloseMonth.NextToClose(session, actor.MunicipalityCode);
        var first = (await CloseMonth.FirstDay(session, actor.MunicipalityCode))?.Year;
        var year = years.Count > 0 ? (int)years[0].Number + 1 : first;
        return new Answer(
            [.. months.Take(MonthsOnAPage)], months.Count > MonthsOnAPage, years, await ClosedMonth.LastDay(session, actor.MunicipalityCode),
            month < session.Today ? month : null, year < session.Today.Year ? year : null, first);
    });

    private const string MonthsSql = """
        SELECT closed.ends_on AS EndsOn, closed.available_cents AS Available, closed.reserved_cents AS Reserved, closed.payable_cents AS Payable,
               closed.paid_cents AS Paid, CASE closed.closed_by WHEN @Installation THEN NULL ELSE COALESCE(u.name, closed.closed_by) END AS ClosedBy, closed.closed_at AS ClosedAt
        FROM closed_months closed
        LEFT JOIN users u ON u.id = closed.closed_by
        WHERE closed.municipality_code = @MunicipalityCode
          AND closed.ends_on < @Before
        ORDER BY closed.ends_on DESC
        LIMIT @Most
        """;

    private const string YearsSql = """
        SELECT closed.year AS Number, closed.budgets AS Budgets, closed.available_cents AS Available, closed.reserved_cents AS Reserved,
               closed.payable_cents AS Payable, closed.paid_cents AS Paid, CASE closed.closed_by WHEN @Installation THEN NULL ELSE COALESCE(u.name, closed.closed_by) END AS ClosedBy, closed.closed_at AS ClosedAt
        FROM closed_years closed
        LEFT JOIN users u ON u.id = closed.closed_by
        WHERE closed.municipality_code = @MunicipalityCode
        ORDER BY closed.year DESC
        """;
}
