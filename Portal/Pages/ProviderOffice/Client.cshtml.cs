using Budget.Core;
using Budget.Core.Consent;
using Budget.Core.Delivery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>What the provider may know of a client, the way to more when it cannot wait, and that the help began or stopped.</summary>
public sealed class ClientModel(ClientFile clients, OpenInEmergency open, ReportStart start, ReportStop stop) : PortalPage
{
    public ClientFile.Answer Answer { get; private set; } = null!;

    /// <summary>Why it cannot wait.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty] public string? StartedOn { get; set; }
    [BindProperty] public string? StoppedOn { get; set; }
    [BindProperty] public string? StopReason { get; set; }

    public IReadOnlyList<Choice> StopReasons => [.. Enum.GetNames<Budget.Core.Delivery.StopReason>().Select(name => new Choice(name, Text($"stop-{name}")))];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await clients.Of(Me, new AssignmentId(id)) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        var opened = await open.Do(Me, FormKey, new(new AssignmentId(id), Reason ?? ""));
        if (opened.IsRefused)
        {
            return Refused(opened.Refusal!, nameof(Reason));
        }

        return LocalRedirect($"/aanbieder/client/{id:D}");
    }

    public async Task<IActionResult> OnPostStart(Guid id)
    {
        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        Require(DayText.TryParse(StartedOn, out var startedOn), nameof(StartedOn), "day-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var started = await start.Do(Me, FormKey, new(new AssignmentId(id), startedOn));
        if (started.IsRefused)
        {
            return Refused(started.Refusal!, nameof(StartedOn));
        }

        Tell("started", startedOn.InWords(Culture));
        return LocalRedirect($"/aanbieder/client/{id:D}");
    }

    public async Task<IActionResult> OnPostStop(Guid id)
    {
        var reason = Choice.Of<Budget.Core.Delivery.StopReason>(StopReason);
        var isDay = DayText.TryParse(StoppedOn, out var stoppedOn);
        if (isDay && reason is { } why)
        {
            // Asked first: a second click finds the answer of the first, and by then the client may be there no more.
            var stopped = await stop.Do(Me, FormKey, new(new AssignmentId(id), stoppedOn, why));
            if (!stopped.IsRefused)
            {
                Tell("stopped", stoppedOn.InWords(Culture));
                return LocalRedirect("/aanbieder");
            }

            return await OnGet(id) is PageResult ? Refused(stopped.Refusal!, nameof(StoppedOn)) : NotFound();
        }

        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        Require(isDay, nameof(StoppedOn), "day-missing");
        Require(reason is not null, nameof(StopReason), "stop-missing");
        return Again();
    }
}
