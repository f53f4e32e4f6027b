using Budget.Core;

namespace Portal.Text;

/// <summary>A budget as residents and staff both see it; the papers are at the same address for both.</summary>
/// <param name="Path">The page that shows it, for the links to older postings and the question about a day.</param>
/// <param name="IsStaff">Staff read why a posting was corrected, in the words of who did it.</param>
/// <param name="MayCorrect">Finance may propose to reverse an invoice or a claim.</param>
/// <param name="Proposed">The postings of which that was proposed.</param>
public sealed record BudgetView(BudgetPage Page, string Path, bool MayCorrect = false, bool IsStaff = false, IReadOnlyDictionary<long, ReversalId>? Proposed = null)
{
    public string Papers => $"/mijn-budget/{Page.Answer.Budget.Number}";

    /// <summary>The years in which something was or can be booked, newest first: each has its statement.</summary>
    public IEnumerable<int> Years(int thisYear)
    {
        var budget = Page.Answer.Budget;
        var first = Math.Min(budget.DecidedOn.Year, budget.StartsOn.Year);
        var last = Math.Max(first, Math.Min(thisYear, budget.EndsOn.Year + 1));
        return Enumerable.Range(first, last - first + 1).Reverse();
    }
}
