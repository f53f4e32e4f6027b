using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One proposed correction: a colleague approves or rejects it, who proposed it may take it back.</summary>
public sealed class ReversalModel(ReversalsToApprove reversals, BudgetOverview budgets, ApproveReversal approve, RejectReversal reject) : PortalPage
{
    public ReversalsToApprove.Item Item { get; private set; } = null!;

    public PostingLine Line { get; private set; } = null!;

    public bool IsOwn => Item.ProposedBy == Me.UserId;

    /// <summary>How it stands: "waiting", "own" or its outcome.</summary>
    public string State => Item.Outcome ?? (IsOwn ? "own" : "waiting");

    /// <summary>Why not.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    public async Task<IActionResult> OnGet(Guid id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostApprove(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        var reversed = await approve.Do(Me, FormKey, new ReversalId(id));
        if (reversed.IsRefused)
        {
            return Refused(reversed.Refusal!);
        }

        Tell("approved", Item.PostingNumber, reversed.Value);
        return LocalRedirect("/financien/correcties");
    }

    public async Task<IActionResult> OnPostReject(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        var rejected = await reject.Do(Me, FormKey, new(new ReversalId(id), Answer ?? ""));
        if (rejected.IsRefused)
        {
            return Refused(rejected.Refusal!, rejected.Refusal!.Is(Refusal.ReasonMissing) ? nameof(Answer) : "");
        }

        Tell(IsOwn ? "withdrawn" : "rejected", Item.PostingNumber);
        return LocalRedirect("/financien/correcties");
    }

    private async Task<bool> Load(Guid id)
    {
        if (await reversals.One(Me, new ReversalId(id)) is not { } item
            || await budgets.Of(Me, item.BudgetNumber, item.PostingNumber + 1) is not { Postings: [var line, ..] } || line.Number != item.PostingNumber)
        {
            return false;
        }

        (Item, Line) = (item, line);
        return true;
    }
}
