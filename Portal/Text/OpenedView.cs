using System.Globalization;
using Budget.Core.Budgets;
using Portal.Pages.MyBudget;

namespace Portal.Text;

/// <summary>One part of a budget, opened: by month, and the lines of the month that was asked for.</summary>
/// <param name="Section">Its id on the page, to which the legend of the bar leads.</param>
public sealed record OpenedView(PartsModel Page, BudgetPart Part, string Section, PartsOfBudget.Opened Opened)
{
    /// <summary>What is reserved is money for days, and has no volume of its own.</summary>
    public bool HasVolumes => Part != BudgetPart.Reserved;

    public string PathOf(DateOnly month) => $"{Page.Path}?maand={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}#{Section}";

    /// <summary>Where a line is looked at by itself: an invoice, or the hours of a helper; none of what no line was claimed of.</summary>
    public string? PathOf(PartsOfBudget.Line line) => line switch
    {
        { Part: BudgetPart.Reserved } => null,
        { Agreement.Length: > 0 } => $"/pgb/{line.Agreement}/regels?maand={line.Days.StartsOn.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
        { Posting: { } posting } => $"/mijn-budget/{Page.Answer.Budget.Number}/factuur/{posting}",
        _ => null,
    };
}
