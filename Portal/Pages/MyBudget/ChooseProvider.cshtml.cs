using Budget.Core;
using Budget.Core.Assignments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;
using Choosing = Budget.Core.Assignments.ChooseProvider;

namespace Portal.Pages.MyBudget;

/// <summary>Who can give what was granted, at which rate, how much of it this budget buys there; one click chooses.</summary>
public sealed class ChooseProviderModel(ProvidersForBudget providers, Choosing choose) : PortalPage
{
    public ProvidersForBudget.Answer Answer { get; private set; } = null!;

    [BindProperty]
    public Guid Contract { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        var chosen = await choose.Do(Me, FormKey, new(number, new ContractId(Contract)));
        if (!await Load(number))
        {
            return NotFound();
        }

        if (chosen.IsRefused)
        {
            return Refused(chosen.Refusal!);
        }

        Tell("chosen", chosen.Value.AssignmentNumber, chosen.Value.Reserved);
        return LocalRedirect($"/mijn-budget/{number}");
    }

    private async Task<bool> Load(string number)
    {
        if (await providers.Of(Me, number) is not { } answer || answer.Budget.IsPersonHeld)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
