using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Supporters;

/// <summary>One case as somebody reads along with it: nothing to do here but read, and stop.</summary>
public sealed class CaseModel(SupportedCase cases, EndSupporter end) : PortalPage
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

    /// <summary>Without looking once more: who wants to stop may do so.</summary>
    public async Task<IActionResult> OnPost(string? id)
    {
        if (!Guid.TryParseExact(id, "D", out var supporter))
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(supporter));
        if (ended.IsRefused)
        {
            return Refused(ended.Refusal!);
        }

        Tell("stopped");
        return LocalRedirect("/meelezen");
    }
}
