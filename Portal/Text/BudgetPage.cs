using Budget.Core;
using Budget.Core.Budgets;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>One budget: what was granted, is reserved, spent and available, and every posting; the same for residents and staff.</summary>
public abstract class BudgetPage(BudgetOverview budgets, BalanceOnDay balances) : PortalPage
{
    public BudgetOverview.Answer Answer { get; private set; } = null!;

    /// <summary>The balance on the day that was asked for, if one was.</summary>
    public BalanceOnDay.Answer? OnDay { get; private set; }

    /// <summary>What is different since this resident looked the visit before; none for staff, and on older pages of the history.</summary>
    public BalanceSince.Answer? Since { get; private set; }

    /// <summary>What was typed as a day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Dag { get; set; }

    /// <param name="voor">Postings before this number: the next page of the history.</param>
    public async Task<IActionResult> OnGet(string number, long? voor)
    {
        if (await budgets.Of(Me, number, voor) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        Since = voor is null ? await LastTime(number) : null;
        if (string.IsNullOrWhiteSpace(Dag))
        {
            return Page();
        }

        if (!DayText.TryParse(Dag, out var day))
        {
            // The field stands in a partial, whose model calls it Page.Dag.
            ModelState.AddModelError("Page.Dag", Text("day-missing"));
            return Again();
        }

        OnDay = await balances.Of(Me, number, day);
        return Page();
    }

    /// <summary>Asked of a resident's own page only.</summary>
    protected virtual Task<BalanceSince.Answer?> LastTime(string number) => Task.FromResult<BalanceSince.Answer?>(null);
}
