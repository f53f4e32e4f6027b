using Budget.Core;
using Budget.Core.Budgets;

namespace Portal.Text;

/// <summary>A budget as residents and staff both see it; the papers are at the same address for both.</summary>
/// <param name="Path">The page that shows it, for the links to older postings and the question about a day.</param>
/// <param name="IsStaff">Staff read what the books say, also where it is a code: in words.</param>
/// <param name="MayCorrect">Finance may propose to reverse an invoice or a claim.</param>
public sealed record BudgetView(BudgetPage Page, string Path, bool MayCorrect = false, bool IsStaff = false)
{
    /// <summary>Where a proposed correction is read: by who decides on it, or by who only looks.</summary>
    public string Corrections => MayCorrect ? "/financien/correcties" : "/controle/correcties";

    /// <summary>Where the declarations and payments behind the postings are read.</summary>
    public string Office => MayCorrect ? "/financien" : "/controle";

    /// <summary>Only an auditor may follow a line back to the resident's own words.</summary>
    public bool HasTrails => IsStaff && !MayCorrect;

    public string Papers => $"/mijn-budget/{Page.Answer.Budget.Number}";

    /// <summary>The years of a PGB of which there is an account for sure, newest first; that of a later one stands with those.</summary>
    public static IEnumerable<int> AccountYears(DateOnly startsOn, DateOnly lastDay, int thisYear) =>
        Math.Min(thisYear, Math.Max(startsOn.Year, lastDay.Year)) is var last && last >= startsOn.Year ? Enumerable.Range(startsOn.Year, last - startsOn.Year + 1).Reverse() : [];

    /// <summary>The years in which something was or can be booked, newest first: each has its statement.</summary>
    public static IEnumerable<int> StatementYears(PersonalBudget budget, int thisYear)
    {
        var first = Math.Min(budget.DecidedOn.Year, budget.StartsOn.Year);
        var last = Math.Max(first, Math.Min(thisYear, budget.EndsOn.Year + 1));
        return Enumerable.Range(first, last - first + 1).Reverse();
    }

    /// <summary>Where people of each kind have the page from which they came to a paper of a budget.</summary>
    public static string HomeOf(Role role, PersonalBudget budget) => role switch
    {
        Role.Finance => $"/financien/budget/{budget.Number}",
        Role.Auditor => $"/controle/budget/{budget.Number}",
        Role.Caseworker => $"/consulent/hulpvraag/{budget.RequestNumber}",
        _ => $"/mijn-budget/{budget.Number}",
    };
}
