using System.Globalization;
using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>Writes down a care agreement that was approved, so that its helper's hours can be forwarded. Of a helper who acts for the holder as well a colleague approves it too.</summary>
public sealed class AgreementModel(BudgetOverview budgets, ApproveCareAgreement approve, AgreementText agreements) : PortalPage
{
    private const string Yes = "yes";

    public PersonalBudget Budget { get; private set; } = null!;

    [BindProperty] public string? HelperName { get; set; }
    [BindProperty] public string? Kind { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? Volume { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? EndsOn { get; set; }
    [BindProperty] public IList<string> Acts { get; set; } = [];

    /// <summary>How much all agreements together were said to be before this was sent once more.</summary>
    [BindProperty] public string? Seen { get; set; }

    /// <summary>What it is held against, when all agreements together are more than was granted and nobody said that this is meant.</summary>
    public AgreementBeside? Beside { get; private set; }

    public IReadOnlyList<Choice> ActsChoices => [new(Yes, Text("acts-yes"))];

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
        var entry = new ApproveCareAgreement.Entry(number, HelperName!, chosen, rate, volume, new Period(startsOn, endsOn), Acts.Contains(Yes));
        if (await approve.Check(Me, entry) is { Fault: null, Beside: { IsMoreThanGranted: true } beside } && Seen != TogetherOf(beside))
        {
            Beside = beside;
            return Page();
        }

        var approved = await approve.Do(Me, FormKey, entry);
        if (approved.Refusal is { } refusal)
        {
            if (refusal.Is(Refusal.RateAboveByLaw))
            {
                Require(isRight: false, nameof(Rate), "rate-above", Text($"kind-{chosen.ToString().ToLowerInvariant()}"), refusal.Detail);
                return Again();
            }

            if (refusal.Is(Refusal.HelperIsHolder))
            {
                Require(isRight: false, nameof(HelperName), "is-holder");
                return Again();
            }

            return Refused(refusal, FieldOf(refusal));
        }

        // One that waits for a colleague has a text in the list of those that wait; of any other there is none.
        Tell(await agreements.Of(Me, approved.Value) is null ? "approved" : "waits", approved.Value);
        return LocalRedirect($"/consulent/hulpvraag/{Budget.RequestNumber}");
    }

    public static string TogetherOf(AgreementBeside beside) => beside.Together.Value.ToString(CultureInfo.InvariantCulture);

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
