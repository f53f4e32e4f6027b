using Budget.Core;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Proposes to correct an invoice or a claim by its opposite, with a reason that stays in the books. A colleague decides.</summary>
public sealed class ProposeReversalModel(OnePosting postings, ProposeReversal propose) : PortalPage
{
    public string Number { get; private set; } = "";

    public PostingLine Line { get; private set; } = null!;

    /// <summary>The proposal that waits for a colleague already.</summary>
    public ReversalId? Proposed { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(string number, long posting)
    {
        if (!await Load(number, posting))
        {
            return NotFound();
        }

        if (Line.ReversedByNumber is { } reversal)
        {
            return LocalRedirect($"/financien/budget/{number}?voor={reversal + 1}#boeking-{reversal}");
        }

        return Proposed is { } waiting ? LocalRedirect($"/financien/correcties/{waiting.Value:D}") : Page();
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
            return Refused(proposed.Refusal!, proposed.Refusal!.Is(Refusal.ReasonMissing) || proposed.Refusal!.Is(Refusal.TextTooLong) ? nameof(Reason) : "");
        }

        Tell("proposed", posting);
        return LocalRedirect($"/financien/correcties/{proposed.Value.Value:D}");
    }

    private async Task<bool> Load(string number, long posting)
    {
        if (await postings.Of(Me, number, posting) is not { Line: { Kind: "invoice" or "claim" } line } answer)
        {
            return false;
        }

        (Number, Line, Proposed) = (number, line, answer.Proposed);
        return true;
    }
}
