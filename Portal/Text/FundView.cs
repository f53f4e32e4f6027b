namespace Portal.Text;

/// <summary>The fund of a year as finance and the auditor both see it.</summary>
/// <param name="Path">The page that shows it, for the links to other years and to the budgets of a category.</param>
public sealed record FundView(FundPage Page, string Path);

/// <summary>The budgets of one category in a year, as both see them.</summary>
/// <param name="Path">As of <see cref="FundView"/>.</param>
/// <param name="BudgetPath">Where a budget is shown.</param>
public sealed record FundCategoryView(FundCategoryPage Page, string Path, string BudgetPath);
