using Budget.Core;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A care agreement that a caseworker wrote down from paper: what it says, and the day on which it stops. After that a right one is written down.</summary>
public sealed class PaperAgreementModel(PaperAgreement agreements, EndCareAgreement end) : PortalPage
{
    public PaperAgreement.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? LastOn { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Day(LastOn, nameof(LastOn), "day-missing") is not { } lastOn)
        {
            return Again();
        }

        var done = await end.Do(Me, FormKey, new(number, lastOn));
        if (done.IsRefused)
        {
            return Refused(done.Refusal!, nameof(LastOn));
        }

        Tell("stopped", lastOn.InWords(Culture));
        return LocalRedirect($"/consulent/zorgovereenkomsten/{number}/op-papier");
    }

    private async Task<bool> Load(string number)
    {
        if (await agreements.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
