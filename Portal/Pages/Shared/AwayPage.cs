using Budget.Core;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>When a helper is ill or away, and back again. For the helper and for the holder the same, but that the holder finds somebody who stands in. Why is not asked.</summary>
/// <param name="path">Of the page, behind which stands the number of the agreement.</param>
public abstract class AwayPage(HelperAbsences absences, SayHelperAway away, SayHelperBack back, string path) : PortalPage
{
    public HelperAbsences.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? From { get; set; }
    [BindProperty] public string? Until { get; set; }
    [BindProperty] public string? BackOn { get; set; }
    [BindProperty] public string? Absence { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var from = Day(From, nameof(From), "day-missing");
        var until = string.IsNullOrWhiteSpace(Until) ? null : Day(Until, nameof(Until), "day-missing");
        Require(until is null || from is null || until >= from, nameof(Until), "until-before-from");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var said = await away.Do(Me, FormKey, new(number, from!.Value, until));
        if (said.IsRefused)
        {
            return Refused(said.Refusal!, nameof(From));
        }

        Tell("said");
        return LocalRedirect(PathOf(number));
    }

    public async Task<IActionResult> OnPostBack(string number)
    {
        if (!await Load(number) || !Guid.TryParseExact(Absence, "D", out var absence))
        {
            return NotFound();
        }

        if (Day(BackOn, nameof(BackOn), "day-missing") is not { } backOn)
        {
            return Again();
        }

        var said = await back.Do(Me, FormKey, new(number, absence, backOn));
        if (said.IsRefused)
        {
            return Refused(said.Refusal!, nameof(BackOn));
        }

        Tell("is-back", backOn.InWords(Culture));
        return LocalRedirect(PathOf(number));
    }

    public async Task<IActionResult> OnPostMistake(string number)
    {
        if (!await Load(number) || !Guid.TryParseExact(Absence, "D", out var absence))
        {
            return NotFound();
        }

        var said = await back.Do(Me, FormKey, new(number, absence, BackOn: null));
        if (said.IsRefused)
        {
            return Refused(said.Refusal!);
        }

        Tell("was-there");
        return LocalRedirect(PathOf(number));
    }

    /// <summary>For the holder or for the helper.</summary>
    protected abstract Task<HelperAbsences.Answer?> Find(HelperAbsences absences, string number);

    private string PathOf(string number) => $"{path}/{number}/ziek-of-weg";

    private async Task<bool> Load(string number)
    {
        if (await Find(absences, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
