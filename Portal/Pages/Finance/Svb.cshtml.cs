using Budget.Core;
using Budget.Core.HelperPayments;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>What waits to be paid to helpers by the SVB, the files that were made, and the place to take in what came back. The page takes more bytes than a file may have, so that one that is too large gets a sentence.</summary>
[RequestSizeLimit(MostBytes)]
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class SvbModel(ClaimsToPay due, SvbOrders orders, StartSvb start, SendToSvb send, TakeSvbAnswer take, TimeProvider time) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public ClaimsToPay.Answer Due { get; private set; } = null!;

    public IReadOnlyList<SvbOrders.Row> Orders { get; private set; } = [];

    /// <summary>What was shown: that is sent, and nothing else.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? StartsOn { get; set; }

    public async Task OnGet()
    {
        Due = (await due.Of(Me))!;
        Orders = await orders.Of(Me);
    }

    public async Task<IActionResult> OnPost()
    {
        var sent = await send.Do(Me, FormKey, new(Seen ?? ""));
        if (sent.IsRefused)
        {
            await OnGet();
            return Refused(sent.Refusal!);
        }

        Tell("made", sent.Value);
        return LocalRedirect($"/financien/svb/{sent.Value}");
    }

    public async Task<IActionResult> OnPostStart()
    {
        await OnGet();
        if (Day(StartsOn, nameof(StartsOn), "day-missing") is not { } startsOn)
        {
            return Again();
        }

        var started = await start.Do(Me, FormKey, new(startsOn));
        if (started.IsRefused)
        {
            return Refused(started.Refusal!, nameof(StartsOn));
        }

        Tell("started", started.Value.InWords(Culture));
        return LocalRedirect("/financien/svb");
    }

    public async Task<IActionResult> OnPostAnswer()
    {
        await OnGet();
        if (Upload is null)
        {
            Require(isRight: false, nameof(Upload), "file-missing");
            return Again();
        }

        var file = await Read(Upload);
        foreach (var mistake in file.Mistakes)
        {
            ModelState.AddModelError(nameof(Upload), CsvMistakeText.For(mistake, Culture));
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var taken = await take.Do(Me, FormKey, file);
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!, nameof(Upload));
        }

        var answer = taken.Value;
        Tell(answer.IsRepeat ? "taken-before" : answer.Distrusted > 0 ? "taken-distrusted" : answer.ToLookAt > 0 ? "taken-to-look-at" : "taken", answer.Paid, answer.CameBack, answer.Amount, answer.ToLookAt, answer.Distrusted);
        return LocalRedirect("/financien/svb");
    }

    private async Task<ReadSvbAnswer.Reading> Read(IFormFile upload)
    {
        await using var stream = upload.OpenReadStream();
        if (ReadSvbAnswer.IsTooLarge(stream.Length))
        {
            return new ReadSvbAnswer.Reading([], [new CsvMistake("too-large")], "");
        }

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return ReadSvbAnswer.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), time.Today());
    }
}
