using Budget.Core.Budgets;

namespace Portal.Text;

/// <summary>A budget as residents and staff both see it; the papers are at the same address for both.</summary>
/// <param name="Path">The page that shows it, for the links to older postings.</param>
public sealed record BudgetView(BudgetOverview.Answer Answer, string Path)
{
    public string Papers => $"/mijn-budget/{Answer.Budget.Number}";

    /// <summary>The years in which something was or can be booked, newest first: each has its statement.</summary>
    public IEnumerable<int> Years(int thisYear)
    {
        var first = Math.Min(Answer.Budget.DecidedOn.Year, Answer.Budget.StartsOn.Year);
        var last = Math.Max(first, Math.Min(thisYear, Answer.Budget.EndsOn.Year + 1));
        return Enumerable.Range(first, last - first + 1).Reverse();
    }
}
