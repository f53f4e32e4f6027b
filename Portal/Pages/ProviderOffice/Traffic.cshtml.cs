using Budget.Core;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>
/// The messages beside the declarations: what the municipalities tell this provider, to fetch, and the place to send one. The page takes more bytes than a message may have, so that a file that is too
/// large gets a sentence and not a closed door.
/// </summary>
[RequestSizeLimit(MostBytes)]
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class TrafficModel(MessageTraffic traffic, PrepareMessages prepare, ImportMessage import) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public MessageTraffic.Answer Answer { get; private set; } = null!;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public async Task OnGet() => Answer = await traffic.Of(Me);

    public async Task<IActionResult> OnPostPrepare()
    {
        var made = await prepare.Do(Me, FormKey);
        if (made.IsRefused)
        {
            await OnGet();
            return Refused(made.Refusal!);
        }

        Tell(made.Value == 1 ? "prepared-one" : "prepared", made.Value);
        return LocalRedirect("/aanbieder/berichtenverkeer");
    }

    public async Task<IActionResult> OnPost()
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), Text("upload-missing"));
            await OnGet();
            return Again();
        }

        await using var stream = Upload.OpenReadStream();
        var taken = await import.Do(Me, await MessageFile.Load(stream));
        if (taken.Result is { } result)
        {
            Tell(result.IsRepeat ? "taken-before" : "taken", result.ReceivedOn.InWords(Culture));
            return LocalRedirect($"/aanbieder/berichtenverkeer/ontvangen/{result.Id.Value:D}");
        }

        await OnGet();
        if (taken.Refusal is { } refusal)
        {
            return Refused(refusal, nameof(Upload));
        }

        ModelState.AddModelError(nameof(Upload), MessageFaultText.For(taken.Fault!, Culture));
        return Again();
    }
}
