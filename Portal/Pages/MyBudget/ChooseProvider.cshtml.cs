using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Delivery;
using Budget.Core.Exchange;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;
using Choosing = Budget.Core.Assignments.ChooseProvider;

namespace Portal.Pages.MyBudget;

/// <summary>Who can give what was granted, at which rate, how much of it that is, what each is like; up to three side by side; looked at once more, then chosen.</summary>
public sealed class ChooseProviderModel(ProvidersForBudget providers, Choosing choose, Proposals proposals, WhoAsksToHelp asking) : PortalPage
{
    public const int MostBeside = 3;

    public ProvidersForBudget.Answer Answer { get; private set; } = null!;

    /// <summary>The offer that was pointed at, to be looked at once more before it is chosen.</summary>
    public ProvidersForBudget.Choice? Considered { get; private set; }

    /// <summary>Those that were put side by side.</summary>
    public IReadOnlyList<ProvidersForBudget.Choice> Beside { get; private set; } = [];

    /// <summary>More were ticked than fit beside each other.</summary>
    public bool TooManyBeside { get; private set; }

    /// <summary>The provider of the own choice that was asked for last; none when nobody was.</summary>
    public ProviderProposal? Proposed { get; private set; }

    /// <summary>Providers that asked the municipality whether they may help.</summary>
    public IReadOnlyList<string> Asking { get; private set; } = [];

    [BindProperty]
    public string? Contract { get; set; }

    [BindProperty]
    public string? WishedOn { get; set; }

    public async Task<IActionResult> OnGet(string number, string? kies, string[]? naast)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Considered = Find(kies);
        var beside = (naast ?? []).Distinct(StringComparer.Ordinal).Select(Find).OfType<ProvidersForBudget.Choice>().ToList();
        (Beside, TooManyBeside) = ([.. beside.Take(MostBeside)], beside.Count > MostBeside);
        return Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        DateOnly? wishedOn = DayText.TryParse(WishedOn, out var day) ? day : null;
        if (wishedOn is null && !string.IsNullOrWhiteSpace(WishedOn))
        {
            ModelState.AddModelError(nameof(WishedOn), Text("wished-wrong"));
            if (!await Load(number))
            {
                return NotFound();
            }

            Considered = Find(Contract);
            return Again();
        }

        var chosen = await choose.Do(Me, FormKey, new(number, new ContractId(Guid.TryParse(Contract, out var contract) ? contract : Guid.Empty), wishedOn));
        if (!await Load(number))
        {
            return NotFound();
        }

        if (chosen.IsRefused)
        {
            Considered = Find(Contract);
            return Refused(chosen.Refusal!, chosen.Refusal!.Is(Refusal.DayOutsideBudget) ? nameof(WishedOn) : "");
        }

        Tell("chosen", chosen.Value.AssignmentNumber, chosen.Value.Reserved);
        return LocalRedirect($"/mijn-budget/{number}");
    }

    public ProviderCard Card(ProvidersForBudget.Choice choice) => new(
        choice.Profile, choice.Experience,
        choice.Profile.SpecialProducts.Contains(Answer.Budget.ProductCode) ? [Budget.Core.Ledger.PostingText.Product(Answer.Budget.ProductNl, Answer.Budget.ProductEn, Culture)] : [],
        choice.Metres);

    public string? Distance(ProvidersForBudget.Choice choice) => choice.Metres is { } metres ? Text("kilometres", new Quantity(Math.Round(metres / 1000m, 1))) : null;

    private ProvidersForBudget.Choice? Find(string? contract) =>
        Answer.Choices.FirstOrDefault(choice => choice.Offer.ContractId.Value.ToString("D") == contract);

    private async Task<bool> Load(string number)
    {
        if (await providers.Of(Me, number) is not { } answer || answer.Budget.IsPersonHeld)
        {
            return false;
        }

        Answer = answer;
        Proposed = await proposals.OfBudget(Me, number) is [var last, ..] ? last : null;
        Asking = await asking.With(Me, number);
        return true;
    }
}
