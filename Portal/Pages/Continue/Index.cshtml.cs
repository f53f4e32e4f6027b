using Budget.Core;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.Continue;

/// <summary>What somebody had sent when the session was over: shown to the same person after signing in again, and sent on with one button.</summary>
internal sealed class IndexModel(ParkedForm parked) : PortalPage
{
    /// <summary>Where the form was going.</summary>
    public string Action { get; private set; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; private set; } = [];

    /// <summary>What a person wrote, without what the form carried along unseen.</summary>
    public IReadOnlyList<string> Typed { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await parked.Find(Me, new ParkedFormId(id)) is not { } form)
        {
            return NotFound();
        }

        (Action, Fields) = (QueryHelpers.AddQueryString(form.Path, KeepForm.Query, $"{id:D}"), form.Fields);
        Typed = SentForm.Written(form.Fields);
        return Page();
    }

    /// <summary>It is not wanted any more.</summary>
    public async Task<IActionResult> OnPost(Guid id)
    {
        await parked.Forget(Me, new ParkedFormId(id));
        Tell("forgotten");
        return LocalRedirect("/");
    }
}
