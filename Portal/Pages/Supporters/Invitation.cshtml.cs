using Budget.Core;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Supporters;

/// <summary>Where one enters the code that somebody gave, to read along.</summary>
public sealed class InvitationModel(AcceptInvitation accept) : PortalPage
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>DigiD tells who somebody is, and often not what the name is.</summary>
    public bool AsksName => string.IsNullOrEmpty(User.Identity?.Name);

    /// <summary>Signed in with DigiD Machtigen: then nobody is here for oneself.</summary>
    public bool ActsForAnother => Me.ActsFor is not null;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost()
    {
        var code = string.Concat((Code ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant).Take(20));
        var name = AsksName ? TypedText.Seen(Name ?? "") : "";
        Require(code.Length > 0, nameof(Code), "code-missing");
        Require(!AsksName || name.Length > 0, nameof(Name), "name-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        // Each code that is tried from one form is a deed of its own; the same code once more is not.
        var key = IdempotencyKey.TryParse($"{FormKey.Value}:{code}:{name.Length}", out var own) ? own : throw new BadHttpRequestException("The form has no key.");
        var accepted = await accept.Do(Me, key, new(code, name));
        if (accepted.IsRefused)
        {
            return Refused(accepted.Refusal!, accepted.Refusal!.Is(Refusal.NameMissing) ? nameof(Name) : nameof(Code));
        }

        if (accepted.Value.Invitation != Invitation.Accepted)
        {
            ModelState.AddModelError(nameof(Code), accepted.Value.Invitation == Invitation.TooOften ? Text("too-often", AcceptInvitation.GuessesInAnHour) : Text("code-wrong"));
            return Again();
        }

        Tell("accepted");
        return LocalRedirect($"/meelezen/{accepted.Value.RequestNumber}");
    }
}
