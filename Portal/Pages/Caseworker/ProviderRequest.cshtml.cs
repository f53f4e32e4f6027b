using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A provider asks to help somebody, or to change its help: what it asks, what the budget says, and what the municipality answers.</summary>
public sealed class ProviderRequestModel(ProviderRequests requests, BudgetOverview budgets, AnswerRequest answer) : PortalPage
{
    public ProviderRequests.Answer Asked { get; private set; } = null!;

    /// <summary>None when there is none that it could be about.</summary>
    public BudgetOverview.Answer? Budget { get; private set; }

    [BindProperty] public string? Said { get; set; }
    [BindProperty] public string? Reason { get; set; }

    /// <summary>Only what can be: without a budget there is no choice to wait for; what was decided answers a change.</summary>
    public IReadOnlyList<Choice> Answers =>
    [
        .. (Asked.IsChange ? Asked.ResidentName : Asked.BudgetNumber) is null || Asked.InvestigatedAt is not null ? (Choice[])[] : [Of(SaidToProvider.Investigated, Asked.IsChange ? "change" : "allocation")],
        .. Asked.IsChange ? (Choice[])[Of(SaidToProvider.Allotted)] : [],
        Of(SaidToProvider.Refused),
    ];

    public IReadOnlyList<Choice> Reasons => [.. ReasonOfRefusal.All.Select(code => new Choice(code, Text($"reason-{code}")))];

    /// <summary>How much is wished, in words; none when the message does not say.</summary>
    public string? HowMuch(AskedHelp.Wish wish) =>
        wish.BudgetCents is { } cents ? Text("for-money", new Money(cents))
        : wish is { Volume: { } volume, Unit: { } unit, Frequency: { } frequency }
            ? unit == CareUnit.Euro ? $"{new Money(volume)} {Text($"frequency-{frequency}")}" : $"{new Quantity(volume)} {PostingText.Unit(unit, new Quantity(volume), Culture)} {Text($"frequency-{frequency}")}"
        : null;

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await requests.One(Me, id) is not { } found)
        {
            return NotFound();
        }

        (Asked, Budget) = (found, found.BudgetNumber is { } number ? await budgets.Of(Me, number) : null);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        var found = await OnGet(id);
        if (found is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult)
        {
            return found;
        }

        var said = Choice.Of<SaidToProvider>(Said);
        Require(said is not null, nameof(Said), "said-missing");
        Require(said != SaidToProvider.Refused || ReasonOfRefusal.All.Contains(Reason ?? ""), nameof(Reason), "reason-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var done = await answer.Do(Me, FormKey, new(id, said!.Value, said == SaidToProvider.Refused ? Reason : null));
        if (done.IsRefused)
        {
            return Refused(done.Refusal!, nameof(Said));
        }

        Tell("done", Asked.ProviderName);
        return LocalRedirect("/consulent");
    }

    private Choice Of(SaidToProvider said, string kind = "") => new(said.ToString(), Text($"said-{said}{kind}"), Text($"hint-{said}{kind}"));
}
