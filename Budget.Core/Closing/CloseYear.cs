using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>
/// Closes a year that is over: budgets whose period ended in it give back what was not used (reserved → available → fund), the months
/// still open are closed, and the closing balance of every budget is written down. The next year opens with exactly those balances;
/// <see cref="OpeningBalance"/> fails loudly when they do not agree. The draft run is the run itself, rolled back.
/// </summary>
public sealed class CloseYear(Database database)
{
    public sealed record Entry(int Year);

    /// <param name="Expired">Budgets that ended, and what each gave back.</param>
    /// <param name="Closing">By booking, on the last day of the year: the opening balance of the next.</param>
    public sealed record Answer(int Year, long Budgets, Balance Closing, IReadOnlyList<ExpiredBudget> Expired, long MonthsClosed)
    {
        public Money Returned => Expired.Aggregate(Money.Zero, (sum, budget) => sum + budget.Returned);
    }

    public sealed record ExpiredBudget(string Number, DateOnly EndsOn, Money Released, Money Returned);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(CloseYear), entry, session => Run(session, actor, entry.Year));

    /// <summary>What closing the year would do, figure by figure; changes nothing.</summary>
    public Task<Outcome<Answer>> Draft(Actor actor, Entry entry) => database.Draft(session => Run(session, actor, entry.Year));

    private static async Task<Outcome<Answer>> Run(Session session, Actor actor, int year)
    {
        if (!actor.MayHandleMoney)
        {
            return Refusal.NotAllowed;
        }

        await BooksLock.Take(session);
        if (year < DateOnly.MinValue.Year || year >= session.Today.Year)
        {
            return Refusal.YearNotOver;
        }

        var lastDay = new DateOnly(year, 12, 31);
        var closed = await session.FirstOrNone<LastYear>(LastYearSql, new { actor.MunicipalityCode });
        var first = closed?.Year + 1 ?? (await CloseMonth.FirstDay(session, actor.MunicipalityCode))?.Year;
        if (first is null || year < first)
        {
            return closed is null ? Refusal.NothingToClose : Refusal.YearAlreadyClosed;
        }

        if (year > first)
        {
            return Refusal.EarlierYearOpen.With(first);
        }

        var expired = await ExpireBudgets(session, actor, lastDay);
        var months = 0L;
        while (await CloseMonth.NextToClose(session, actor.MunicipalityCode) is { } month && month <= lastDay)
        {
            await CloseMonth.Close(session, actor, month);
            months++;
        }

        var last = await LastPosting.UpTo(session, actor.MunicipalityCode, lastDay);
        foreach (var posting in last)
        {
            await session.Execute(InsertBalanceSql, new
            {
                posting.BudgetId,
                year,
                posting.Number,
                posting.Available,
                posting.Reserved,
                posting.Payable,
                posting.Paid,
                posting.Hash,
            });
        }

        var closing = last.Aggregate(Balance.Empty, (sum, posting) => sum.Plus(posting.After));
        await session.Execute(InsertYearSql, new
        {
            actor.MunicipalityCode,
            year,
            Budgets = (long)last.Count,
            closing.Available,
            closing.Reserved,
            closing.Payable,
            closing.Paid,
            actor.UserId,
            ClosedAt = await LedgerHead.FirstMomentAfterLast(session, actor.MunicipalityCode),
        });
        await Trace.Write(session, actor, nameof(CloseYear), year.ToString(CultureInfo.InvariantCulture));
        return new Answer(year, last.Count, closing, expired, months);
    }

    /// <summary>
    /// Budgets that ended by then and still hold money give it back. An invoice that comes later finds nothing reserved any more: close a year
    /// after the term for declaring has passed.
    /// </summary>
    private static async Task<List<ExpiredBudget>> ExpireBudgets(Session session, Actor actor, DateOnly lastDay)
    {
        List<ExpiredBudget> expired = [];
        foreach (var budget in await session.List<EndedBudget>(EndedSql, new { actor.MunicipalityCode, lastDay }))
        {
            var ledger = await BudgetLedger.Open(session, actor, budget.Id);
            var released = Money.Zero;
            foreach (var reservation in await session.List<Reservation>(ReservationsSql, new { budget.Id }))
            {
                released += await ReleaseReservation.ReleaseRest(ledger, reservation.Id, reservation.Agb, budget.EndsOn, $"budget {budget.Number} ended");
            }

            var returned = ledger.Balance.Available;
            if (returned.IsPositive)
            {
                var written = await ledger.Append(new NewPosting(
                    PostingKind.Expiry, Account.Available, Account.Fund, returned, budget.EndsOn,
                    OriginKind.Decision, budget.DecisionId.Value, $"budget {budget.Number} ended"));
                _ = written.Value;
            }

            expired.Add(new ExpiredBudget(budget.Number, budget.EndsOn, released, returned));
        }

        return expired;
    }

    private sealed record LastYear(long Year);

    private sealed record EndedBudget(BudgetId Id, string Number, DecisionId DecisionId, DateOnly EndsOn);

    private sealed record Reservation(AssignmentId Id, string Agb);

    private const string LastYearSql = """
        SELECT year AS Year
        FROM closed_years
        WHERE municipality_code = @MunicipalityCode
        ORDER BY year DESC
        LIMIT 1
        """;

    private const string EndedSql = $"""
        SELECT b.id AS Id, b.number AS Number, b.decision_id AS DecisionId, {LastDay.Sql} AS EndsOn
        FROM budgets b
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        WHERE b.municipality_code = @MunicipalityCode
          AND {LastDay.ToReturnSql} <= @lastDay
          AND (last.available_cents > 0 OR last.reserved_cents > 0)
        ORDER BY b.number
        """;

    private const string ReservationsSql = """
        SELECT a.id AS Id, provider.agb AS Agb
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        WHERE a.budget_id = @Id
        ORDER BY a.number
        """;

    private const string InsertBalanceSql = """
        INSERT INTO year_balances (budget_id, year, posting_number, available_cents, reserved_cents, payable_cents, paid_cents, hash)
        VALUES (@BudgetId, @year, @Number, @Available, @Reserved, @Payable, @Paid, @Hash)
        """;

    private const string InsertYearSql = """
        INSERT INTO closed_years (
            municipality_code, year, budgets, available_cents, reserved_cents, payable_cents, paid_cents, closed_by, closed_at)
        VALUES (@MunicipalityCode, @year, @Budgets, @Available, @Reserved, @Payable, @Paid, @UserId, @ClosedAt)
        """;
}
