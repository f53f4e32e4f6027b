using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Forecasts;

/// <summary>The PGBs that run today of whom this user may see, each with its balance and with what is known of it: in three questions, however many they are and however long their history. What ends first stands first.</summary>
internal static class RunningBudgets
{
    /// <param name="RequestNumber">The case in which it was granted.</param>
    /// <param name="LastDay">When it really ends, <paramref name="EndsOn"/> as it was granted.</param>
    /// <param name="Gone">1 of who died or moved.</param>
    public sealed record Item(
        BudgetId Id, string Number, string RequestNumber, string ResidentName, string ProductNl, string ProductEn, DateOnly StartsOn, DateOnly EndsOn, DateOnly LastDay, long Gone,
        Money Available, Money Reserved, Money Payable, Money Paid, string Unit, Quantity Volume, string Frequency)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    /// <summary>Without what a later decision ended before it began, and without files that were destroyed.</summary>
    public static async Task<IReadOnlyList<(Item Budget, KnownOfBudget Known)>> Of(Session session, Actor actor)
    {
        var running = (await session.List<Item>(RunningSql, Access.Of(actor, session))).Where(item => item.LastDay >= item.StartsOn).ToList();
        var known = await ForecastOfBudget.OfAccount(
            session, actor, running.ConvertAll(item => new ForecastOfBudget.Held(item.Id, new Period(item.StartsOn, item.EndsOn), item.LastDay, item.Balance)), onlyRunning: true);
        return running.ConvertAll(item => (item, known[item.Id]));
    }

    private const string RunningSql = $"""
        SELECT b.id AS Id, b.number AS Number, request.number AS RequestNumber, r.name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn, b.starts_on AS StartsOn, b.ends_on AS EndsOn,
               {LastDay.Sql} AS LastDay, CASE WHEN {Departure.StillHere} THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS Gone,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid, p.unit AS Unit,
               b.volume_hundredths AS Volume, b.frequency AS Frequency
        FROM (
            SELECT file.id, file.number, file.decision_id, file.resident_id, file.municipality_code, file.product_code, file.starts_on, file.ends_on, file.volume_hundredths, file.frequency
            FROM budgets file
            WHERE {Access.ToFile}
              AND file.funding_form = 'personheld'
              AND file.starts_on <= @Today
              AND file.ends_on >= @Today
        ) b
        JOIN residents r ON r.id = b.resident_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(newest.number) FROM postings newest WHERE newest.budget_id = b.id)
        WHERE r.destroyed_at IS NULL
        ORDER BY b.ends_on, b.number
        """;
}
