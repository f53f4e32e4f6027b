using System.Globalization;
using Budget.Core.Decisions;
using Budget.Core.Ledger;

namespace Portal.Pages.Caseworker;

/// <summary>A budget in one line, where one is chosen.</summary>
internal static class BudgetLine
{
    public static string Of(RequestToDecide.Budget budget, CultureInfo culture) =>
        $"{budget.Number}: {PostingText.Product(budget.ProductNl, budget.ProductEn, culture)}, {PostingText.Volume(budget.Volume, budget.Unit, budget.Frequency, culture)}";
}
