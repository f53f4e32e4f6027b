using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>Writes down a care agreement that was approved, so that its helper's hours can be forwarded.</summary>
public sealed class AgreementModel(BudgetOverview budgets, ApproveCareAgreement approve) : PortalPage
{
    public PersonalBudget Budget { get; private set; } = null!;

    [BindProperty] public string? HelperName { get; set; }
    [BindProperty] public string? Kind { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? Volume { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? EndsOn { get; set; }

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetNames<HelperKind>().Select(name => new Choice(name, Text($"kind-{name.ToLowerInvariant()}")))];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        (StartsOn, EndsOn) = (Budget.StartsOn.InDigits(), Budget.EndsOn.InDigits());
        return Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(HelperName?.Count(char.IsLetter) >= ApproveCareAgreement.ShortestName, nameof(HelperName), "helper-missing");
        var kind = Choice.Of<HelperKind>(Kind);
        Require(kind is not null, nameof(Kind), "kind-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        Require(Quantity.TryParse(Volume, out var volume) && volume.Value > 0, nameof(Volume), "volume-missing");
        Require(DayText.TryParse(StartsOn, out var startsOn), nameof(StartsOn), "day-missing");
        Require(DayText.TryParse(EndsOn, out var endsOn), nameof(EndsOn), "day-missing");
        Require(endsOn >= startsOn, nameof(EndsOn), "ends-before-start");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var chosen = kind!.Value;
        var approved = await approve.Do(Me, FormKey, new(number, HelperName!, chosen, rate, volume, new Period(startsOn, endsOn)));
        if (approved.Refusal is { } refusal)
        {
            if (refusal.Is(Refusal.RateAboveByLaw))
            {
                Require(isRight: false, nameof(Rate), "rate-above", Text($"kind-{chosen.ToString().ToLowerInvariant()}"), refusal.Detail);
                return Again();
            }

            return Refused(refusal, FieldOf(refusal));
        }

        Tell("approved", approved.Value);
        return LocalRedirect($"/consulent/hulpvraag/{Budget.RequestNumber}");
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.RateBelowFloor) ? nameof(Rate)
        : refusal.Is(Refusal.VolumeAboveDecision) || refusal.Is(Refusal.VolumeImplausible) ? nameof(Volume)
        : refusal.Is(Refusal.NameMissing) ? nameof(HelperName)
        : nameof(EndsOn);

    private async Task<bool> Load(string number)
    {
        if (await budgets.Of(Me, number) is not { Budget.IsPersonHeld: true } answer)
        {
            return false;
        }

        Budget = answer.Budget;
        return true;
    }
}
