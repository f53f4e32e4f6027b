using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>
/// All budgets of a resident and of whom the resident acts for, PVB and PGB, each in the same parts (<see cref="BudgetParts"/>): what runs today, then what is still to come, then what is over; at most 200. Asked in three questions,
/// however many budgets there are and however long their history.
/// </summary>
public sealed class AccountOverview(Database database)
{
    /// <param name="LastDay">As granted, or as a later decision ended it.</param>
    /// <param name="ProviderName">Who helps today by a PVB.</param>
    /// <param name="OnTopPerMonth">What the holder of a PGB pays helpers on top, of own money; no part of <paramref name="Parts"/>.</param>
    public sealed record Item(
        string Number, string ResidentName, string ProductNl, string ProductEn, bool IsPersonHeld, DateOnly StartsOn, DateOnly LastDay, string? ProviderName, Balance Balance, BudgetParts Parts, Money OnTopPerMonth, DateOnly Today)
    {
        /// <summary>Also of what ended before it began.</summary>
        public bool IsOver => LastDay < Today || LastDay < StartsOn;

        public bool IsToCome => !IsOver && StartsOn > Today;
    }

    /// <returns>Empty for who is no resident.</returns>
    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Resident ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(AccountOverview), async session =>
    {
        var rows = await session.List<Row>(BudgetsSql, Access.Of(actor, session));
        var known = await ForecastOfBudget.OfAccount(
            session, actor, [.. rows.Where(row => row.IsPersonHeld).Select(row => new ForecastOfBudget.Held(row.Id, new Period(row.StartsOn, row.EndsOn), row.LastDay, row.Balance))], onlyRunning: false);
        return [.. rows.Select(row => row.ToItem(known.GetValueOrDefault(row.Id), session.Today)).OrderBy(item => item.IsOver ? 2 : item.IsToCome ? 1 : 0)];
    }, BudgetList.OthersSql);

    private sealed record Row(
        BudgetId Id, string Number, string ResidentName, string ProductNl, string ProductEn, string FundingForm, DateOnly StartsOn, DateOnly EndsOn, DateOnly LastDay, string? ProviderName,
        Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public bool IsPersonHeld => FundingForm == "personheld";

        public Balance Balance => new(Available, Reserved, Payable, Paid);

        public Item ToItem(KnownOfBudget? known, DateOnly today) => new(
            Number, ResidentName, ProductNl, ProductEn, IsPersonHeld, StartsOn, LastDay, ProviderName, Balance, BudgetParts.Of(Balance, known), known?.OnTopPerMonth ?? Money.Zero, today);
    }

    private const string BudgetsSql = $"""
        SELECT b.id AS Id, b.number AS Number, b.resident_name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn, b.funding_form AS FundingForm, b.starts_on AS StartsOn, b.ends_on AS EndsOn,
               {LastDay.Sql} AS LastDay, provider.name AS ProviderName,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid
        FROM (
            SELECT file.id, file.number, file.municipality_code, file.product_code, file.funding_form, file.starts_on, file.ends_on, r.name AS resident_name, r.search_name
            FROM budgets file
            JOIN residents r ON r.id = file.resident_id
            WHERE {Access.ToFile}
            ORDER BY file.ends_on DESC, file.number
            LIMIT 200
        ) b
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(newest.number) FROM postings newest WHERE newest.budget_id = b.id)
        LEFT JOIN assignments a ON a.budget_id = b.id AND {AssignmentOfToday.Sql}
        LEFT JOIN providers provider ON provider.id = a.provider_id
        ORDER BY b.search_name, b.number
        """;
}
