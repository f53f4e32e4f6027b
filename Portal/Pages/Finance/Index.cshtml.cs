using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>
/// The declarations that came in, and the place to take in another. The page takes more bytes than a declaration may have,
/// so that a file that is too large gets a sentence and not a closed door.
/// </summary>
[RequestSizeLimit(MostBytes)]
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class IndexModel(DeclarationMessages messages, ImportDeclaration import, StandingFaults faults, TimeProvider time) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public IReadOnlyList<DeclarationMessages.Row> Messages { get; private set; } = [];

    public IReadOnlyList<StandingFaults.Answer> StandingFaults { get; private set; } = [];

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public async Task OnGet()
    {
        StandingFaults = await faults.Of(Me);
        Messages = await messages.Of(Me);
    }

    public async Task<IActionResult> OnPost()
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), Text("file-missing"));
            return await WithMessages();
        }

        await using var stream = Upload.OpenReadStream();
        var taken = await import.Do(Me, await DeclarationFile.Load(stream, time.Today()));
        if (taken.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        if (taken.Fault is { } fault)
        {
            ModelState.AddModelError(nameof(Upload), MessageFaultText.For(fault, Culture));
            return await WithMessages();
        }

        var result = taken.Result!;
        Tell(
            result.IsRepeat ? "taken-before" : "taken",
            result.Lines, result.Lines - result.Rejected, result.Rejected, result.Accepted, result.ReceivedOn.InWords(Culture));
        return LocalRedirect($"/financien/declaratie/{result.Id.Value:D}");
    }

    private async Task<IActionResult> WithMessages()
    {
        await OnGet();
        return Again();
    }
}
