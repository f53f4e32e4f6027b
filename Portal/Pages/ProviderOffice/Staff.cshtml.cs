using Budget.Core;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The people of the provider, and who of them may declare. Who may declare says it of a colleague; nobody of oneself.</summary>
public sealed class StaffModel(OfficeStaff staff, OwnOffice offices, SetOfficeRight set) : PortalPage
{
    public IReadOnlyList<OfficeStaff.Row> Staff { get; private set; } = [];

    public bool MaySubmit { get; private set; }

    public UserId Own => Me.UserId;

    [BindProperty] public string? Colleague { get; set; }
    [BindProperty] public string? May { get; set; }

    public async Task<IActionResult> OnGet()
    {
        MaySubmit = await offices.Of(Me) is { MaySubmit: true };
        Staff = await staff.Of(Me);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!Guid.TryParseExact(Colleague, "D", out var colleague) || Choice.Of<OfficeRight>(May) is not { } may)
        {
            return BadRequest();
        }

        var done = await set.Do(Me, FormKey, new(new UserId(colleague), may));
        if (done.IsRefused)
        {
            await OnGet();
            return Refused(done.Refusal!);
        }

        Tell(may == OfficeRight.Submit ? "done-submit" : "done-read");
        return LocalRedirect("/aanbieder/medewerkers");
    }
}
