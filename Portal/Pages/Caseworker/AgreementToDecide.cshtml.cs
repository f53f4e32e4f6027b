using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A care agreement that holder and helper signed: the municipality approves it, or sends it back with a reason.</summary>
public sealed class AgreementToDecideModel(AgreementText agreements, DecideAgreement decide) : PortalPage
{
    public AgreementText.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? Why { get; set; }

    /// <summary>One from paper has a page of its own once it is approved.</summary>
    public async Task<IActionResult> OnGet(string number) =>
        !await Load(number) ? NotFound()
        : Answer is { IsOnPaper: true, State: AgreementState.Approved } ? LocalRedirect($"/consulent/zorgovereenkomsten/{number}/op-papier")
        : Page();

    public async Task<IActionResult> OnPostApprove(string number) => await Send(number, approves: true);

    public async Task<IActionResult> OnPostReturn(string number) => await Send(number, approves: false);

    private async Task<IActionResult> Send(string number, bool approves)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var done = await decide.Do(Me, FormKey, new(number, approves, Why ?? ""));
        if (done.IsRefused)
        {
            return Refused(done.Refusal!, approves ? "" : nameof(Why));
        }

        Tell(done.Value switch { AgreementState.Approved => "approved", AgreementState.WaitsForSecond => "agreed", _ => "returned" });
        return LocalRedirect("/consulent/zorgovereenkomsten");
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
