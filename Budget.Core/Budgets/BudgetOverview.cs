using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>A personal budget as its decision granted it; the money is not here but in its postings.</summary>
public sealed record PersonalBudget(
    BudgetId Id, string Number, string MunicipalityCode, string MunicipalityName, string MunicipalityPhone,
    ResidentId ResidentId, string ResidentName, DateOnly ResidentBornOn,
    string DecisionNumber, DateOnly DecidedOn, string RequestNumber,
    string ProductCode, string ProductNl, string ProductEn, string Unit, string FundingForm,
    Quantity Volume, string Frequency, Money Rate, DateOnly StartsOn, DateOnly EndsOn,
    long? AssignmentNumber, string? ProviderName, string? ProviderPhone, Money? ContractRate)
{
    public bool IsPersonHeld => FundingForm == "personheld";
    public Period Period => new(StartsOn, EndsOn);
}

/// <summary>One budget with its balance and latest postings. Cost does not grow with the history: one seek for the balance, one page of postings.</summary>
public sealed class BudgetOverview(Database database)
{
    public const int PageSize = 50;

    public sealed record Answer(PersonalBudget Budget, Balance Balance, IReadOnlyList<PostingLine> Postings, bool HasMore);

    /// <param name="before">Postings with a lower number only: the next page. None for the newest.</param>
    public Task<Answer?> Of(Actor actor, string number, long? before = null) => database.Read(async session =>
    {
        if (await BudgetQuery.Find(session, actor, number) is not { } budget)
        {
            return null;
        }

        var balance = await PostingHistory.BalanceOf(session, budget.Id);
        var postings = await PostingHistory.Page(session, budget.Id, before ?? long.MaxValue, PageSize + 1);
        return new Answer(budget, balance, [.. postings.Take(PageSize)], postings.Count > PageSize);
    });
}

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
    public Task<IReadOnlyList<Item>> Of(Actor actor, string search = "") => database.Read(session =>
        session.List<Item>(BudgetsSql, Access.Of(actor, session, SearchName.Pattern(search))));

    // First which budgets, then their last posting: a town's whole ledger is not read for a page of it.
    private const string BudgetsSql = $"""
        SELECT chosen.number AS Number, chosen.resident_name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn,
               chosen.funding_form AS FundingForm, chosen.starts_on AS StartsOn, chosen.ends_on AS EndsOn, provider.name AS ProviderName,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid
        FROM (
            SELECT file.id, file.number, file.municipality_code, file.product_code, file.funding_form, file.starts_on, file.ends_on,
                   r.name AS resident_name, r.search_name
            FROM budgets file
            JOIN residents r ON r.id = file.resident_id
            WHERE {Access.ToFile}
              AND (r.search_name LIKE @Subject ESCAPE '!' OR file.number LIKE @Subject ESCAPE '!')
            ORDER BY r.search_name, file.number
            LIMIT 200
        ) chosen
        JOIN products p ON p.municipality_code = chosen.municipality_code AND p.code = chosen.product_code
        JOIN postings last ON last.budget_id = chosen.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = chosen.id)
        LEFT JOIN assignments a ON a.budget_id = chosen.id
        LEFT JOIN providers provider ON provider.id = a.provider_id
        ORDER BY chosen.search_name, chosen.number
        """;
}

/// <summary>Finds one budget that this user may see; not yours and not there are the same.</summary>
internal static class BudgetQuery
{
    public static Task<PersonalBudget?> Find(Session session, Actor actor, string number) =>
        session.FirstOrNone<PersonalBudget>(BudgetSql, Access.Of(actor, session, number));

    private const string BudgetSql = $"""
        SELECT file.id AS Id, file.number AS Number, file.municipality_code AS MunicipalityCode, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, file.resident_id AS ResidentId, r.name AS ResidentName, r.born_on AS ResidentBornOn,
               d.number AS DecisionNumber, d.decided_on AS DecidedOn, request.number AS RequestNumber,
               file.product_code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               file.funding_form AS FundingForm, file.volume_hundredths AS Volume, file.frequency AS Frequency, file.rate_cents AS Rate,
               file.starts_on AS StartsOn, file.ends_on AS EndsOn,
               a.number AS AssignmentNumber, provider.name AS ProviderName, provider.phone AS ProviderPhone, a.rate_cents AS ContractRate
        FROM budgets file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        LEFT JOIN assignments a ON a.budget_id = file.id
        LEFT JOIN providers provider ON provider.id = a.provider_id
        WHERE file.number = @Subject
          AND {Access.ToFile}
        """;
}
