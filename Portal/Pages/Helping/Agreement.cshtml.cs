using Budget.Core;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Helping;

/// <summary>One care agreement as its helper reads it: signs it, or says why not, and ends it later.</summary>
public sealed class AgreementModel(AgreementText agreements, AnswerAsHelper answerAsHelper, EndCareAgreement end) : PortalPage
{
    public AgreementText.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? Why { get; set; }
    [BindProperty] public string? LastOn { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSign(string number) => await Load(number) ? Done(number, await answerAsHelper.Do(Me, FormKey, new(number, Signs: true)), "", "signed") : NotFound();

    public async Task<IActionResult> OnPostDecline(string number) =>
        await Load(number) ? Done(number, await answerAsHelper.Do(Me, FormKey, new(number, Signs: false, Why ?? "")), nameof(Why), "declined") : NotFound();

    public async Task<IActionResult> OnPostStop(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        return Day(LastOn, nameof(LastOn), "day-missing") is { } lastOn
            ? Done(number, await end.Do(Me, FormKey, new(number, lastOn)), nameof(LastOn), "stopped", lastOn.InWords(Culture))
            : Again();
    }

    private IActionResult Done(string number, Outcome<string> outcome, string field, string told, params object[] parts)
    {
        if (outcome.IsRefused)
        {
            return Refused(outcome.Refusal!, field);
        }

        Tell(told, parts);
        return LocalRedirect($"/helpen/{number}");
    }

    /// <summary>For the helper only; the holder reads it elsewhere. Who is both reads it in both places.</summary>
    private async Task<bool> Load(string number)
    {
        if (await agreements.OfHelper(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
