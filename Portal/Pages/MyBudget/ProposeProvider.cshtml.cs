using Budget.Core;
using Budget.Core.Delivery;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;
using Proposing = Budget.Core.Delivery.ProposeProvider;

namespace Portal.Pages.MyBudget;

/// <summary>A provider that has no contract yet, put to the municipality; and what came of it before.</summary>
public sealed class ProposeProviderModel(HelpersOfBudget helpers, Proposals proposals, Proposing propose) : PortalPage
{
    public HelpersOfBudget.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<ProviderProposal> Earlier { get; private set; } = [];

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Why { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        // Asked first: who sends it twice finds the answer of the first time.
        if (!string.IsNullOrWhiteSpace(Name) && !string.IsNullOrWhiteSpace(Why))
        {
            var asked = await propose.Do(Me, FormKey, new(number, Name, Why));
            if (!asked.IsRefused)
            {
                Tell("asked");
                return LocalRedirect($"/mijn-budget/{number}/eigen-aanbieder");
            }

            return await Load(number) ? Refused(asked.Refusal!, asked.Refusal!.Is(Refusal.TextTooLong) && Name.Length > Proposing.LongestName ? nameof(Name) : "") : NotFound();
        }

        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Name), nameof(Name), "name-missing");
        Require(!string.IsNullOrWhiteSpace(Why), nameof(Why), "why-missing");
        return Again();
    }

    private async Task<bool> Load(string number)
    {
        if (await helpers.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        Earlier = await proposals.OfBudget(Me, number);
        return true;
    }
}
