using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One budget as finance sees it: the same figures as the resident's, and the way to propose the correction of a posting.</summary>
public sealed class BudgetModel(BudgetOverview budgets, BalanceOnDay balances, ReversalsToApprove reversals) : BudgetPage(budgets, balances)
{
    /// <summary>The postings of which a correction waits for a colleague.</summary>
    public IReadOnlyDictionary<long, ReversalId> Proposed { get; private set; } = new Dictionary<long, ReversalId>();

    public override async Task<IActionResult> OnGet(string number, long? voor)
    {
        Proposed = await reversals.WaitingOf(Me, number);
        return await base.OnGet(number, voor);
    }
}
