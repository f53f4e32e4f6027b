using Budget.Core;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.PersonHeld;

/// <summary>One care agreement, as the holder and who acts for the holder read it: what it says, whose turn it is, and what can be done with it.</summary>
public sealed class AgreementModel(AgreementText agreements, WithdrawAgreement withdraw, EndCareAgreement end, KeptActs kept) : PortalPage
{
    public AgreementText.Answer Answer { get; private set; } = null!;

    /// <summary>The holder who makes and ends agreements without who acts by this mandate; none when that may be done.</summary>
    public KeptActs.Keeper? KeptBy { get; private set; }

    [BindProperty] public string? LastOn { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostWithdraw(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var done = await withdraw.Do(Me, FormKey, new(number));
        if (done.IsRefused)
        {
            return Refused(done.Refusal!);
        }

        Tell("withdrawn");
        return LocalRedirect($"/pgb/{number}");
    }

    public async Task<IActionResult> OnPostStop(string number)
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
        return LocalRedirect($"/pgb/{number}");
    }

    /// <summary>Who only helps reads it elsewhere.</summary>
    private async Task<bool> Load(string number)
    {
        if (await agreements.Of(Me, number) is not { IsHelper: false } answer)
        {
            return false;
        }

        Answer = answer;
        KeptBy = await kept.KeptBy(Me, answer.ResidentId, MandateAct.Agreements);
        return true;
    }
}
