using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>One run as the auditor reads it: who proposed and approved it, what was paid, and what the bank said.</summary>
public sealed class PaymentModel(PaymentRuns runs) : PortalPage
{
    public PaymentRuns.Details Details { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await runs.One(Me, number) is not { } details)
        {
            return NotFound();
        }

        Details = details;
        return Page();
    }
}
