using Budget.Core;
using Budget.Core.Plans;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>The plan of a case on one page, for the resident and for the caseworker the same: read it, add a line, end one.</summary>
public abstract class PlanPage(PlanOfCase plan, AddPlanLine add, EndPlanLine end) : PortalPage
{
    public PlanOfCase.Answer Answer { get; private set; } = null!;

    /// <summary>Where this page is, without the number's case behind it.</summary>
    public abstract string CasePath { get; }

    public string Path => $"{CasePath}/plan-op-een-rij";

    public abstract bool IsResident { get; }

    [BindProperty] public string? Domain { get; set; }
    [BindProperty] public string? What { get; set; }
    [BindProperty] public string? Who { get; set; }
    [BindProperty] public string? Paid { get; set; }
    [BindProperty] public string? Line { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        // "2026-000123" is a budget of the case, which the municipality pays.
        var budget = Answer.Budgets.FirstOrDefault(one => one.Number == Paid);
        PaidBy? paid = budget is null ? Choice.Of<PaidBy>(Paid) : PaidBy.Wmo;
        Require(Choice.Of<LifeDomain>(Domain) is not null, nameof(Domain), "domain-missing");
        Require(!string.IsNullOrWhiteSpace(What), nameof(What), "what-missing");
        Require(budget is not null || paid is not (null or PaidBy.Wmo), nameof(Paid), "paid-missing");
        Require(budget is not null || !string.IsNullOrWhiteSpace(Who), nameof(Who), "who-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var added = await add.Do(Me, FormKey, new(number, Choice.Of<LifeDomain>(Domain)!.Value, What!, Who ?? "", paid!.Value, budget?.Number ?? ""));
        return Done(added, "added", nameof(What));
    }

    public async Task<IActionResult> OnPostEnd(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (!Guid.TryParseExact(Line, "D", out var line))
        {
            ModelState.AddModelError("", Text("line-missing"));
            return Again();
        }

        return Done(await end.Do(Me, FormKey, new(number, line)), "ended", "");
    }

    private IActionResult Done(Outcome<string> outcome, string told, string field)
    {
        if (outcome.IsRefused)
        {
            return Refused(outcome.Refusal!, field);
        }

        Tell(told);
        return LocalRedirect(Path);
    }

    private async Task<bool> Load(string number)
    {
        if (await plan.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
