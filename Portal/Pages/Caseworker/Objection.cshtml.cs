using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>One objection, and the decision on it: by somebody else than who took the decision it is against.</summary>
public sealed class ObjectionModel(Objections objections, DecideObjection decide) : PortalPage
{
    public Objections.Whole Whole { get; private set; } = null!;

    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Reasons { get; set; }

    public IReadOnlyList<Choice> Outcomes => [.. Enum.GetNames<ObjectionOutcome>().Select(name => new Choice(name, Text($"outcome-{name}"), Text($"outcome-{name}-hint")))];

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var outcome = Choice.Of<ObjectionOutcome>(Outcome);
        Require(outcome is not null, nameof(Outcome), "outcome-missing");
        Require(!string.IsNullOrWhiteSpace(Reasons), nameof(Reasons), "reasons-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var decided = await decide.Do(Me, FormKey, new(number, outcome!.Value, Reasons!));
        if (decided.IsRefused)
        {
            return Refused(decided.Refusal!, decided.Refusal!.Is(Refusal.TextTooLong) ? nameof(Reasons) : "");
        }

        Tell("decided", number);
        return LocalRedirect($"/consulent/bezwaar/{number}");
    }

    private async Task<bool> Load(string number)
    {
        if (await objections.One(Me, number) is not { } whole)
        {
            return false;
        }

        Whole = whole;
        return true;
    }
}
