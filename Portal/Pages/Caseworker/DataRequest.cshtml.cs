using Budget.Core;
using Budget.Core.MyData;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>One request of a resident about the own data, and the answer to it. To destroy a file takes two of us.</summary>
public sealed class DataRequestModel(DataRequests requests, KeptUntil kept, AnswerCorrection answer, ProposeDestruction propose, ConfirmDestruction confirm, KeepFile keep) : PortalPage
{
    public DataRequests.Item Item { get; private set; } = null!;

    /// <summary>Of a wish to have the file destroyed.</summary>
    public KeptUntil.Answer? Law { get; private set; }

    public bool IsOwnProposal => Item.ProposedBy == Me.UserId;

    [BindProperty] public string? Agreed { get; set; }
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? BornOn { get; set; }
    [BindProperty] public string? Answer { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public IReadOnlyList<Choice> Answers => [new("ja", Text("agree")), new("nee", Text("disagree"))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        (Name, BornOn) = (Item.ShouldBe.Length <= IntroduceMyself.LongestName ? Item.ShouldBe : "", DayText.TryParse(Item.ShouldBe, out var day) ? day.InDigits() : "");
        return Page();
    }

    public async Task<IActionResult> OnPostAnswer(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var day = default(DateOnly);
        Require(Agreed is "ja" or "nee", nameof(Agreed), "agreed-missing");
        Require(Agreed != "ja" || Item.About != "name" || !string.IsNullOrWhiteSpace(Name), nameof(Name), "name-missing");
        Require(Agreed != "ja" || Item.About != "bornon" || DayText.TryParse(BornOn, out day), nameof(BornOn), "day-missing");
        Require(!string.IsNullOrWhiteSpace(Answer), nameof(Answer), "answer-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var isAgreed = Agreed == "ja";
        return Done(
            await answer.Do(Me, FormKey, new(number, isAgreed, Answer!, isAgreed && Item.About == "name" ? Name : null, isAgreed && Item.About == "bornon" ? day : null)), nameof(Answer), "answered");
    }

    public async Task<IActionResult> OnPostPropose(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Reason), nameof(Reason), "reason-missing");
        return ModelState.IsValid ? Done(await propose.Do(Me, FormKey, new(number, Reason!)), nameof(Reason), "proposed") : Again();
    }

    /// <summary>First the deed: when it was done before, there is no file to show any more.</summary>
    public async Task<IActionResult> OnPostConfirm(string number)
    {
        var confirmed = await confirm.Do(Me, FormKey, new(number));
        return confirmed.IsRefused && !await Load(number) ? NotFound() : Done(confirmed, "", "destroyed");
    }

    public async Task<IActionResult> OnPostKeep(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Answer), nameof(Answer), "answer-missing");
        return ModelState.IsValid ? Done(await keep.Do(Me, FormKey, new(number, Answer!)), nameof(Answer), "kept") : Again();
    }

    private IActionResult Done(Outcome<string> outcome, string field, string told)
    {
        if (outcome.IsRefused)
        {
            return Refused(outcome.Refusal!, outcome.Refusal!.Is(Refusal.TextTooLong) ? field : outcome.Refusal!.Is(Refusal.NameMissing) ? nameof(Name) : outcome.Refusal!.Is(Refusal.DayInFuture) || outcome.Refusal!.Is(Refusal.DayTooLongAgo) ? nameof(BornOn) : "");
        }

        Tell($"done-{told}", outcome.Value);
        return LocalRedirect("/consulent");
    }

    private async Task<bool> Load(string number)
    {
        if (await requests.One(Me, number) is not { } item)
        {
            return false;
        }

        Item = item;
        Law = item.Kind == "destruction" ? await kept.Of(Me, item.ResidentId) : null;
        return true;
    }
}
