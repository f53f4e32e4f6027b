using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Mail;

/// <summary>
/// Tells the holder of a PGB, and who acts for the holder, that it will not last, in the deed by which it turns: an agreement that is approved, hours of a helper that are. It is the e-mail that <see cref="RemindResidents"/> would put down within the hour, under the same id,
/// so that it comes once in a month whoever is first. Nothing is reckoned where nobody wants e-mail.
/// </summary>
internal static class BudgetTurns
{
    public static async Task Tell(Session session, BudgetId budget)
    {
        if (await session.FirstOrNone<Row>(RunningSql, new { budget, session.Today }) is not { } row || row.LastDay < row.StartsOn)
        {
            return;
        }

        await Outbox.PutOnce(
            session, MailKind.BudgetRunsOut, row.ResidentId, row.RequestNumber, user => RemindResidents.IdOfRunsOut(user, row.RequestNumber, session.Today), () => WillNotLast(session, budget, row));
    }

    private static async Task<bool> WillNotLast(Session session, BudgetId budget, Row row)
    {
        if (await Departure.Of(session, row.ResidentId) is not null)
        {
            return false;
        }

        var held = new ForecastOfBudget.Held(budget, new Period(row.StartsOn, row.EndsOn), row.LastDay, await PostingHistory.BalanceOf(session, budget));
        return await ForecastOfBudget.OfHeld(session, held) is { HasForecast: true } known && known.Forecast().WeeksEarly >= BudgetsRunningOut.LeastWeeks;
    }

    private sealed record Row(ResidentId ResidentId, string RequestNumber, DateOnly StartsOn, DateOnly EndsOn, DateOnly LastDay);

    private const string RunningSql = $"""
        SELECT b.resident_id AS ResidentId, request.number AS RequestNumber, b.starts_on AS StartsOn, b.ends_on AS EndsOn, {LastDay.Sql} AS LastDay
        FROM budgets b
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        WHERE b.id = @budget
          AND b.funding_form = 'personheld'
          AND b.starts_on <= @Today
          AND b.ends_on >= @Today
        """;
}
