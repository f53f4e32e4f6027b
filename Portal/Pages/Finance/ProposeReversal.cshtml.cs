using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Proposes to correct an invoice or a claim by its opposite, with a reason that stays in the books. A colleague decides.</summary>
public sealed class ProposeReversalModel(BudgetOverview budgets, ReversalsToApprove reversals, ProposeReversal propose) : PortalPage
{
    public string Number { get; private set; } = "";

    public PostingLine Line { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(string number, long posting)
    {
        if (!await Load(number, posting) || Line is not { Kind: "invoice" or "claim", ReversedByNumber: null })
        {
            return NotFound();
        }

        return (await reversals.WaitingOf(Me, number)).TryGetValue(posting, out var waiting) ? LocalRedirect($"/financien/correcties/{waiting.Value:D}") : Page();
    }

    public async Task<IActionResult> OnPost(string number, long posting)
    {
        if (!await Load(number, posting))
        {
            return NotFound();
        }

        var proposed = await propose.Do(Me, FormKey, new(number, posting, Reason ?? ""));
        if (proposed.IsRefused)
        {
            return Refused(proposed.Refusal!, proposed.Refusal!.Is(Refusal.ReasonMissing) ? nameof(Reason) : "");
        }

        Tell("proposed", posting);
        return LocalRedirect($"/financien/correcties/{proposed.Value.Value:D}");
    }

    private async Task<bool> Load(string number, long posting)
    {
        // The page of history that ends at this posting: its first line is the one.
        if (posting is <= 0 or long.MaxValue || await budgets.Of(Me, number, posting + 1) is not { Postings: [var line, ..] } || line.Number != posting)
        {
            return false;
        }

        (Number, Line) = (number, line);
        return true;
    }
}
