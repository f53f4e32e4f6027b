using Budget.Core;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Core.SignIn;
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
public sealed class TrafficModel(MessageTraffic traffic, PrepareMessages prepare, ImportMessage import, OwnOffice offices) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public MessageTraffic.Answer Answer { get; private set; } = null!;

    public bool MaySubmit { get; private set; }

    /// <summary>The id of the last message on the page before; of what was sent the same.</summary>
    [BindProperty(SupportsGet = true)] public string? Tot { get; set; }
    [BindProperty(SupportsGet = true)] public string? TotVerstuurd { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public string? OlderToFetch => Answer.ToFetch.Count == MessageTraffic.PageSize ? Answer.ToFetch[^1].Id.ToString("D") : null;

    public string? OlderSent => Answer.SentIn.Count == MessageTraffic.PageSize ? Answer.SentIn[^1].Id.ToString("D") : null;

    public async Task OnGet()
    {
        // A place that is none is the first page.
        var (before, sentBefore) = (PlaceOf(Tot), PlaceOf(TotVerstuurd));
        (Tot, TotVerstuurd) = (before?.ToString("D"), sentBefore?.ToString("D"));
        MaySubmit = await offices.Of(Me) is { MaySubmit: true };
        Answer = await traffic.Of(Me, before, sentBefore);
    }

    /// <summary>The same page at another place of either list.</summary>
    public string Link(string? toFetch, string? sent)
    {
        List<string> places = [];
        if (toFetch is not null)
        {
            places.Add($"tot={toFetch}");
        }

        if (sent is not null)
        {
            places.Add($"totverstuurd={sent}");
        }

        return places.Count == 0 ? "/aanbieder/berichtenverkeer" : $"/aanbieder/berichtenverkeer?{string.Join('&', places)}";
    }

    private static Guid? PlaceOf(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;

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
