using Budget.Core;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>Who reads along with one budget: invite somebody to look, or to prepare hours too; see the code again; end it; and who looked when.</summary>
public sealed class SupportersModel(SupportersOfBudget supporters, InviteToBudget invite, EndSupporter end) : SupportersPage(end, "/mijn-budget", "meekijkers")
{
    private const string Look = "look", Prepare = "prepare";

    [BindProperty]
    public string? Label { get; set; }

    [BindProperty]
    public string? May { get; set; }

    [BindProperty]
    public string? EndsOn { get; set; }

    public SupportersOfBudget.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<Choice> Mays => [new(Look, Text("may-look")), new(Prepare, Text("may-prepare"))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        EndsOn = Answer.Today.AddMonths(6).InDigits();
        return Page();
    }

    public async Task<IActionResult> OnPostInvite(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(TypedText.Seen(Label ?? "").Length > 0, nameof(Label), "label-missing");
        Require(!Answer.Budget.IsPersonHeld || May is Look or Prepare, nameof(May), "may-missing");
        var endsOn = Day(EndsOn, nameof(EndsOn), "day-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var invited = await invite.Do(Me, FormKey, new(number, Label!, May == Prepare, endsOn!.Value));
        if (invited.IsRefused)
        {
            return Refused(invited.Refusal!, invited.Refusal!.Is(Refusal.TextTooLong) ? nameof(Label) : invited.Refusal!.Is(Refusal.SupportDayInvalid) ? nameof(EndsOn) : "");
        }

        Tell("invited", TypedText.Seen(Label!));
        return LocalRedirect(PathOf(number));
    }

    protected override async Task<bool> Load(string number)
    {
        if (await supporters.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
