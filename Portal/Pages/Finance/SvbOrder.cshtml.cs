using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One file for the SVB: its lines, and what the SVB said of each. A colleague of who made it takes it back when it was never given to the SVB.</summary>
public sealed class SvbOrderModel(SvbOrders orders, WithdrawSvbOrder withdraw) : PortalPage
{
    public SvbOrders.Details Details { get; private set; } = null!;

    [BindProperty]
    public IList<string> Sure { get; set; } = [];

    public IReadOnlyList<Choice> Choices => [new("yes", Text("sure-yes"))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (await orders.One(Me, number) is not { } details)
        {
            return NotFound();
        }

        Details = details;
        return Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (await OnGet(number) is NotFoundResult missing)
        {
            return missing;
        }

        Require(Sure.Contains("yes", StringComparer.Ordinal), nameof(Sure), "sure-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var taken = await withdraw.Do(Me, FormKey, new(number));
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!);
        }

        Tell("withdrawn", number, taken.Value);
        return LocalRedirect("/financien/svb");
    }
}
