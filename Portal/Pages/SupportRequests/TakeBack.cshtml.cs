using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>Asks once more before a request is taken back.</summary>
public sealed class TakeBackModel(CaseOverview cases, TakeBackRequest takeBack) : PortalPage
{
    public string Number { get; private set; } = "";

    /// <summary>Once it was decided there is nothing to take back: the case says what can be done instead.</summary>
    public async Task<IActionResult> OnGet(string number) => await cases.Of(Me, number) is not { } answer ? NotFound()
        : CaseTable.Objection(answer.Progress, answer.Facts, CaseAction.TakeBack) is { } objection ? RefusedAt($"/hulpvraag/{number}", objection)
        : Here(number);

    public async Task<IActionResult> OnPost(string number)
    {
        if (await cases.Of(Me, number) is null)
        {
            return NotFound();
        }

        Number = number;
        var taken = await takeBack.Do(Me, FormKey, number);
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!);
        }

        Tell("taken-back", number);
        return LocalRedirect("/hulpvraag");
    }

    private PageResult Here(string number)
    {
        Number = number;
        return Page();
    }
}
