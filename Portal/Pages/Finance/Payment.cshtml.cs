using System.Text;
using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One run: a colleague approves or refuses it, who proposed it may take it back; then its file goes to the bank, and what the bank says stands with it.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PaymentModel(PaymentRuns runs, ApprovePayments approve, RefusePayments refuse, FetchPaymentFile fetch) : PortalPage
{
    public PaymentRuns.Details Details { get; private set; } = null!;

    /// <summary>What was shown: that is approved, and nothing else.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public bool IsOwn => Details.Run.ProposedBy == Me.UserId;

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostApprove(string number)
    {
        var approved = await approve.Do(Me, FormKey, new(number, Seen ?? ""));
        if (approved.IsRefused)
        {
            return await Load(number) ? Refused(approved.Refusal!) : NotFound();
        }

        Tell(approved.Value.LeftOut > 0 ? "approved-less" : "approved", number, approved.Value.Amount, approved.Value.LeftOut);
        return LocalRedirect($"/financien/betalingen/{number}");
    }

    public async Task<IActionResult> OnPostRefuse(string number)
    {
        var refused = await refuse.Do(Me, FormKey, number);
        if (refused.IsRefused)
        {
            return await Load(number) ? Refused(refused.Refusal!) : NotFound();
        }

        Tell(refused.Value == "withdrawn" ? "withdrawn" : "refused", number);
        return LocalRedirect("/financien/betalingen");
    }

    public async Task<IActionResult> OnPostFile(string number)
    {
        var fetched = await fetch.Do(Me, FormKey, new(number));
        return fetched.IsRefused
            ? await Load(number) ? Refused(fetched.Refusal!) : NotFound()
            : File(Encoding.UTF8.GetBytes(fetched.Value.File), "application/xml", $"pain001-{fetched.Value.Number}.xml");
    }

    private async Task<bool> Load(string number)
    {
        if (await runs.One(Me, number) is not { } details)
        {
            return false;
        }

        Details = details;
        return true;
    }
}
