using Budget.Core;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>A page on which one enters a code that somebody gave, and one's name where DigiD did not tell it.</summary>
public abstract class CodePage : PortalPage
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>DigiD tells who somebody is, and often not what the name is.</summary>
    public bool AsksName => string.IsNullOrEmpty(User.Identity?.Name);

    /// <summary>Signed in with DigiD Machtigen: then nobody is here for oneself.</summary>
    public bool ActsForAnother => Me.ActsFor is not null;

    /// <summary>None, with its messages, when something was not filled in. Each code that is tried from one form is a deed of its own; the same code once more is not.</summary>
    protected (string Code, string Name, IdempotencyKey Key)? ReadCode()
    {
        var code = string.Concat((Code ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant).Take(20));
        var name = AsksName ? TypedText.Seen(Name ?? "") : "";
        Require(code.Length > 0, nameof(Code), "code-missing");
        Require(!AsksName || name.Length > 0, nameof(Name), "name-missing");
        return !ModelState.IsValid ? null
            : IdempotencyKey.TryParse($"{FormKey.Value}:{code}:{name.Length}", out var own) ? (code, name, own)
            : throw new BadHttpRequestException("The form has no key.");
    }

    protected IActionResult WrongCode(Invitation answer)
    {
        ModelState.AddModelError(nameof(Code), answer == Invitation.TooOften ? Text("too-often", AcceptInvitation.GuessesInAnHour) : Text("code-wrong"));
        return Again();
    }
}
