using Budget.Core;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.SupportRequests;

/// <summary>Who reads along with one case: invite somebody, see the code again, end it.</summary>
public sealed class SupportersModel(SupportersOfCase supporters, InviteSupporter invite, EndSupporter end) : SupportersPage(end, "/hulpvraag", "meelezers")
{
    [BindProperty]
    public string? Label { get; set; }

    public SupportersOfCase.Answer Answer { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostInvite(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(TypedText.Seen(Label ?? "").Length > 0, nameof(Label), "label-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var invited = await invite.Do(Me, FormKey, new(number, Label!));
        if (invited.IsRefused)
        {
            return Refused(invited.Refusal!, invited.Refusal!.Is(Refusal.TextTooLong) ? nameof(Label) : "");
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
