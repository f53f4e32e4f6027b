using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>Asks once more before a request is taken back.</summary>
public sealed class TakeBackModel(CaseOverview cases, TakeBackRequest takeBack) : PortalPage
{
    public string Number { get; private set; } = "";

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var taken = await takeBack.Do(Me, FormKey, number);
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!);
        }

        Tell("taken-back", number);
        return LocalRedirect("/hulpvraag");
    }

    private async Task<bool> Load(string number)
    {
        Number = number;
        return await cases.Of(Me, number) is not null;
    }
}
