using Budget.Core;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One proposed correction: a colleague approves or rejects it, who proposed it may take it back.</summary>
public sealed class ReversalModel(ReversalsToApprove reversals, OnePosting postings, ApproveReversal approve, RejectReversal reject)
    : ReversalPage(reversals, postings)
{
    /// <summary>Why not.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    public async Task<IActionResult> OnPostApprove(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        var reversed = await approve.Do(Me, FormKey, new ReversalId(id));
        if (reversed.IsRefused)
        {
            return await Load(id) ? Refused(reversed.Refusal!) : NotFound();
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
            return !await Load(id) ? NotFound() : Refused(rejected.Refusal!, rejected.Refusal!.Is(Refusal.ReasonMissing) || rejected.Refusal!.Is(Refusal.TextTooLong) ? nameof(Answer) : "");
        }

        Tell(IsOwn ? "withdrawn" : "rejected", Item.PostingNumber);
        return LocalRedirect("/financien/correcties");
    }
}
