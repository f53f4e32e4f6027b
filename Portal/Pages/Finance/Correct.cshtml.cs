using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Corrects an invoice or a claim by its opposite, with a reason that stays in the books.</summary>
public sealed class CorrectModel(BudgetOverview budgets, ReversePosting reverse) : PortalPage
{
    public string Number { get; private set; } = "";

    public PostingLine Line { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(string number, long posting) =>
        await Load(number, posting) && Line is { Kind: "invoice" or "claim", ReversedByNumber: null } ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number, long posting)
    {
        if (!await Load(number, posting))
        {
            return NotFound();
        }

        var reversed = await reverse.Do(Me, FormKey, new(number, posting, Reason ?? ""));
        if (reversed.IsRefused)
        {
            return Refused(reversed.Refusal!, nameof(Reason));
        }

        Tell("reversed", posting, reversed.Value);
        return LocalRedirect($"/financien/budget/{number}");
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
