using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>The budgets a user may see, with their balances, at most 200: residents their own, staff their municipality's.</summary>
public sealed class BudgetList(Database database)
{
    public sealed record Item(
        string Number, string ResidentName, string ProductNl, string ProductEn, string FundingForm, DateOnly StartsOn, DateOnly EndsOn,
        string? ProviderName, Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
        public bool IsPersonHeld => FundingForm == "personheld";
    }

    /// <param name="search">Part of a budget number or of a name; empty for all.</param>
    public Task<IReadOnlyList<Item>> Of(Actor actor, string search = "") => database.LookThrough(actor, nameof(BudgetList), session =>
        session.List<Item>(ByNameSql, Access.Of(actor, session, SearchName.Pattern(search))), OthersSql);

    /// <summary>The same, the newest first: for who reads no names on the list.</summary>
    public Task<IReadOnlyList<Item>> Newest(Actor actor) => database.LookThrough(actor, nameof(BudgetList), session =>
        session.List<Item>(NewestSql, Access.Of(actor, session, SearchName.Pattern(""))), OthersSql);

    internal const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM budgets file
        WHERE file.resident_id IN ({Access.Others})
        """;

    // First which budgets, then their last posting: a town's whole ledger is not read for a page of it.
    private const string ByNameSql = $"""
        {ChosenSql}
            ORDER BY r.search_name, file.number
            LIMIT 200
        {FiguresSql}
        ORDER BY chosen.search_name, chosen.number
        """;

    private const string NewestSql = $"""
        {ChosenSql}
            ORDER BY file.number DESC
            LIMIT 200
        {FiguresSql}
        ORDER BY chosen.number DESC
        """;

    private const string ChosenSql = $"""
        SELECT chosen.number AS Number, chosen.resident_name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn,
               chosen.funding_form AS FundingForm, chosen.starts_on AS StartsOn,
               COALESCE((SELECT ending.ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = chosen.id AND ending.ended_on IS NOT NULL), chosen.ends_on) AS EndsOn,
               provider.name AS ProviderName,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid
        FROM (
            SELECT file.id, file.number, file.municipality_code, file.product_code, file.funding_form, file.starts_on, file.ends_on,
                   r.name AS resident_name, r.search_name
            FROM budgets file
            JOIN residents r ON r.id = file.resident_id
            WHERE {Access.ToFile}
              AND (r.search_name LIKE @Subject ESCAPE '!' OR file.number LIKE @Subject ESCAPE '!')
        """;

    private const string FiguresSql = $"""
        ) chosen
        JOIN products p ON p.municipality_code = chosen.municipality_code AND p.code = chosen.product_code
        JOIN postings last ON last.budget_id = chosen.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = chosen.id)
        LEFT JOIN assignments a ON a.budget_id = chosen.id AND {AssignmentOfToday.Sql}
        LEFT JOIN providers provider ON provider.id = a.provider_id
        """;
}
