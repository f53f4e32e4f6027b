using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>One file for the SVB as the auditor reads it: who made it, or took it back, its lines, and what the SVB said of each.</summary>
public sealed class SvbOrderModel(SvbOrders orders) : PortalPage
{
    public SvbOrders.Details Details { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await orders.One(Me, number) is not { } details)
        {
            return NotFound();
        }

        Details = details;
        return Page();
    }
}
