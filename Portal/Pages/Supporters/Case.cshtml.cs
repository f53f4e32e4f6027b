using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.Supporters;

/// <summary>One case as somebody reads along with it: nothing to do here but read, and stop.</summary>
public sealed class CaseModel(SupportedCase cases, EndSupporter end) : ReadingAlongPage(end)
{
    public SupportedCase.Answer Answer { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
