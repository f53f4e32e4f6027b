using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>Asks once more before what was begun and not sent is thrown away.</summary>
public sealed class DiscardModel(MyPeople people, RequestDraft drafts) : PersonPage(people)
{
    public async Task<IActionResult> OnGet() => await FindPerson() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        // Nothing was sent yet, so nobody misses it and twice does no harm.
        await drafts.Discard(Me, Person.ResidentId);
        Tell("discarded");
        return LocalRedirect("/hulpvraag");
    }
}
