using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>How far the books of a municipality are closed, what can be closed next, and the last head that was written down.</summary>
public sealed class BooksOverview(Database database)
{
    private const int MostMonths = 12;

    /// <param name="MonthToClose">The last day of the first open month; none when it is not over yet or nothing was booked.</param>
    /// <param name="YearToClose">The first open year; none when it is not over yet or nothing was booked.</param>
    public sealed record Answer(
        IReadOnlyList<ClosedMonth> Months, IReadOnlyList<ClosedYear> Years, DateOnly? MonthToClose, int? YearToClose, LedgerHead? Head);

    /// <returns>None for who may not see the municipality's books.</returns>
    public Task<Answer?> Of(Actor actor) => database.Read(async session =>
    {
        if (!actor.MaySeeBooks)
        {
            return null;
        }

        var months = await session.List<ClosedMonth>(MonthsSql, new { actor.MunicipalityCode, MostMonths });
        var years = await session.List<ClosedYear>(YearsSql, new { actor.MunicipalityCode });
        var month = await CloseMonth.NextToClose(session, actor.MunicipalityCode);
        var year = years.Count > 0 ? (int)years[0].Year + 1 : (await CloseMonth.FirstDay(session, actor.MunicipalityCode))?.Year;
        return new Answer(
            months, years, month < session.Today ? month : null, year < session.Today.Year ? year : null,
            await LedgerHead.UpTo(session, actor.MunicipalityCode, DateOnly.MaxValue));
    });

    private const string MonthsSql = """
        SELECT ends_on AS EndsOn, postings AS Postings, available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable,
               paid_cents AS Paid
        FROM closed_months
        WHERE municipality_code = @MunicipalityCode
        ORDER BY ends_on DESC
        LIMIT @MostMonths
        """;

    private const string YearsSql = """
        SELECT year AS Year, budgets AS Budgets, available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable,
               paid_cents AS Paid
        FROM closed_years
        WHERE municipality_code = @MunicipalityCode
        ORDER BY year DESC
        """;
}
