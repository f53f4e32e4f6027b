using Budget.Core.Invoices;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The answer to one declaration in plain words: of each rejected line why, and what to do about it; what was accepted, and the way to correct it.</summary>
public sealed class SentDeclarationModel(SentDeclaration declarations, OwnOffice offices) : PortalPage
{
    public SentDeclaration.Answer Answer { get; private set; } = null!;

    public bool MaySubmit { get; private set; }

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await declarations.Of(Me, id) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        MaySubmit = await offices.Of(Me) is { MaySubmit: true };
        return Page();
    }
}
