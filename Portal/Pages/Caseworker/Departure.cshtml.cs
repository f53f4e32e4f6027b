using Budget.Core;
using Budget.Core.Departures;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// A resident died or moved away. "Check" shows what follows, budget by budget, by doing it and taking it back; what changed since then is shown again before it is recorded.
/// </summary>
public sealed class DepartureModel(DepartureOfCase departures, WriteDownDeparture write, TakeBackDeparture takeBack) : PortalPage
{
    public DepartureOfCase.Answer Answer { get; private set; } = null!;

    public WriteDownDeparture.Answer? Preview { get; private set; }

    public IReadOnlyList<Choice> Reasons => [.. Enum.GetValues<DepartureReason>().Select(reason => new Choice($"{reason}", Text($"reason-{reason}"), Text($"reason-{reason}-hint")))];

    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? LastOn { get; set; }
    [BindProperty] public string? Seen { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCheck(string number) => await Send(number, record: false);

    public async Task<IActionResult> OnPost(string number) => await Send(number, record: true);

    public async Task<IActionResult> OnPostTakeBack(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var done = await takeBack.Do(Me, FormKey, number);
        if (done.IsRefused)
        {
            return Refused(done.Refusal!);
        }

        Tell("taken-back");
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    private async Task<IActionResult> Send(string number, bool record)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var reason = Choice.Of<DepartureReason>(Reason);
        Require(reason is not null, nameof(Reason), "reason-missing");
        var lastOn = Day(LastOn, nameof(LastOn), "last-on-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var entry = new WriteDownDeparture.Entry(number, reason!.Value, lastOn!.Value);
        // What was recorded before is refused as a draft: the deed knows its key, and gives its first answer.
        var drafted = await write.Draft(Me, entry);
        if (!record && drafted.IsRefused)
        {
            return No(drafted.Refusal!);
        }

        if (!drafted.IsRefused && (!record || drafted.Value.Mark != Seen))
        {
            Preview = drafted.Value;
            ModelState.Remove(nameof(Seen));
            return Page();
        }

        var written = await write.Do(Me, FormKey, entry);
        if (written.IsRefused)
        {
            return No(written.Refusal!);
        }

        Tell($"done-{entry.Reason}", entry.LastOn.InWords(Culture), written.Value.Budgets.Count);
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    private IActionResult No(Refusal refusal) => Refused(
        refusal, refusal.Is(Refusal.DayInFuture) || refusal.Is(Refusal.DayTooFarAhead) || refusal.Is(Refusal.DayTooLongAgo) ? nameof(LastOn) : "");

    private async Task<bool> Load(string number)
    {
        if (await departures.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
