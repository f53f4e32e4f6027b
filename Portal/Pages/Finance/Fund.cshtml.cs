using Budget.Core;
using Budget.Core.Funds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The fund of a year as finance sees it, with a form to put money aside for a category.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class FundModel(FundOverview fund, FundBudgets budgets, SetFundBudget set, TimeProvider time) : FundPage(fund, budgets, time)
{
    [BindProperty] public string? Category { get; set; }
    [BindProperty] public string? Amount { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public IReadOnlyList<Choice> Categories => [.. ProductCategory.All.Select(code => new Choice(code, CategoryText.Of(code)))];

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } instead)
        {
            return instead;
        }

        Require(ProductCategory.IsKnown(Category ?? ""), nameof(Category), "category-missing");
        Require(Money.TryParseGrouped(Amount, Culture, out var amount) && !amount.IsNegative && amount <= SetFundBudget.Most, nameof(Amount), "amount-wrong", SetFundBudget.Most);
        Require(TypedText.Line(Reason ?? "").Length is > 0 and <= SetFundBudget.LongestReason, nameof(Reason), "reason-missing", SetFundBudget.LongestReason);
        Require(!Bsn.StandsIn(TypedText.Line(Reason ?? "")), nameof(Reason), "reason-bsn");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var saved = await set.Do(Me, FormKey, new(Fund.Year, Category!, amount, Reason!));
        if (saved.IsRefused)
        {
            return Refused(saved.Refusal!);
        }

        Tell("saved", CategoryText.Of(Category!), Fund.Year, amount);
        return LocalRedirect($"/financien/fonds?jaar={Fund.Year}");
    }
}
