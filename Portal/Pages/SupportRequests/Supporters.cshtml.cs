using Budget.Core;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>Who reads along with one case: invite somebody, see the code again, end it.</summary>
public sealed class SupportersModel(SupportersOfCase supporters, InviteSupporter invite, EndSupporter end) : PortalPage
{
    [BindProperty]
    public string? Label { get; set; }

    public SupportersOfCase.Answer Answer { get; private set; } = null!;

    /// <summary>Where the one who was invited goes, as one would say it over a telephone.</summary>
    public string Address => $"{Request.Host}/uitnodiging";

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
        return LocalRedirect($"/hulpvraag/{number}/meelezers");
    }

    public async Task<IActionResult> OnPostEnd(string number, string? id)
    {
        if (!await Load(number) || !Guid.TryParseExact(id, "D", out var supporter))
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(supporter));
        if (ended.IsRefused)
        {
            return Refused(ended.Refusal!);
        }

        Tell("ended");
        return LocalRedirect($"/hulpvraag/{number}/meelezers");
    }

    private async Task<bool> Load(string number)
    {
        if (await supporters.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
