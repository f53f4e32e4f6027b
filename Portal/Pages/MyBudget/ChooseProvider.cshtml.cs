using Budget.Core;
using Budget.Core.Assignments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;
using Choosing = Budget.Core.Assignments.ChooseProvider;

namespace Portal.Pages.MyBudget;

/// <summary>Who can give what was granted, at which rate, how much of it that is; looked at once more, then chosen.</summary>
public sealed class ChooseProviderModel(ProvidersForBudget providers, Choosing choose) : PortalPage
{
    public ProvidersForBudget.Answer Answer { get; private set; } = null!;

    /// <summary>The offer that was pointed at, to be looked at once more before it is chosen.</summary>
    public ProvidersForBudget.Choice? Considered { get; private set; }

    [BindProperty]
    public string? Contract { get; set; }

    public async Task<IActionResult> OnGet(string number, string? kies)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Considered = Answer.Choices.FirstOrDefault(choice => choice.Offer.ContractId.Value.ToString("D") == kies);
        return Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        var chosen = await choose.Do(Me, FormKey, new(number, new ContractId(Guid.TryParse(Contract, out var contract) ? contract : Guid.Empty)));
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
