using System.Globalization;
using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One file for the SVB: its lines, and what the SVB said of each. A colleague of who made it takes it back when it was never given to the SVB; what the SVB said otherwise later is looked into here.</summary>
public sealed class SvbOrderModel(SvbOrders orders, WithdrawSvbOrder withdraw, LookIntoSvbLine look) : PortalPage
{
    public SvbOrders.Details Details { get; private set; } = null!;

    [BindProperty]
    public IList<string> Sure { get; set; } = [];

    /// <summary>The line that was looked into, of how many words, and who was right.</summary>
    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Verdict { get; set; }

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

    public async Task<IActionResult> OnPostLook(string number)
    {
        SvbVerdict? verdict = Verdict switch
        {
            "svb" => SvbVerdict.Svb,
            "ours" => SvbVerdict.Ours,
            _ => null,
        };
        if (await OnGet(number) is NotFoundResult missing)
        {
            return missing;
        }

        Require(verdict is not null && Details.Lines.Any(line => line.Reference == Reference), "", "look-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var looked = await look.Do(Me, FormKey, new(Reference!, verdict!.Value, long.TryParse(Words, NumberStyles.None, CultureInfo.InvariantCulture, out var words) ? words : -1));
        if (looked.IsRefused)
        {
            await OnGet(number);
            return Refused(looked.Refusal!);
        }

        Tell(verdict == SvbVerdict.Svb ? "looked-svb" : "looked-ours", Reference!);
        return LocalRedirect($"/financien/svb/{number}");
    }
}
