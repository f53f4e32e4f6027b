using Budget.Core;
using Budget.Core.Caseload;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>Who lives together, who leads their cases, and which budgets run; and the four things that a caseworker does about it.</summary>
public sealed class HouseholdModel(HouseholdOverview overview, TakeCase take, HandOverCase handOver, JoinHousehold join, LeaveHousehold leave) : PortalPage
{
    public HouseholdOverview.Answer Answer { get; private set; } = null!;

    public UserId Own => Me.UserId;

    public IReadOnlyList<Choice> Colleagues =>
        [.. Answer.Colleagues.Where(colleague => colleague.Id != Answer.LeadId).Select(colleague => new Choice($"{colleague.Id.Value:D}", colleague.Name))];

    public IReadOnlyList<Choice> Reasons => [.. Enum.GetValues<HandOverReason>().Select(reason => new Choice($"{reason}", Text($"reason-{reason.ToString().ToLowerInvariant()}")))];

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Who led it when this form was shown.</summary>
    [BindProperty]
    public string? SeenLead { get; set; }

    [BindProperty]
    public string? Joining { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Find(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostTake(string number) => await Find(number) ? await Done(number, await take.Do(Me, FormKey, number), "done-take") : NotFound();

    public async Task<IActionResult> OnPostHandOver(string number)
    {
        if (!await Find(number))
        {
            return NotFound();
        }

        var (to, reason) = (Guid.TryParseExact(To, "D", out var id) ? new UserId(id) : (UserId?)null, Choice.Of<HandOverReason>(Reason));
        Require(to is not null, nameof(To), "to-missing");
        Require(reason is not null, nameof(Reason), "reason-missing");
        var seen = Guid.TryParseExact(SeenLead, "D", out var shown) ? new UserId(shown) : (UserId?)null;
        return to is { } lead && reason is { } why ? await Done(number, await handOver.Do(Me, FormKey, new(number, lead, why, seen)), "done-hand-over") : Again();
    }

    public async Task<IActionResult> OnPostJoin(string number)
    {
        var joining = Joining?.Trim() ?? "";
        if (!await Find(number))
        {
            return NotFound();
        }

        Require(joining.Length > 0, nameof(Joining), "join-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var done = await join.Do(Me, FormKey, new(number, joining));
        Require(done.Refusal is not { } refusal || !refusal.Is(Refusal.NotFound), nameof(Joining), "join-unknown");
        return ModelState.IsValid ? await Done(number, done, "done-join", nameof(Joining)) : Again();
    }

    /// <param name="member">The number of a case of who leaves.</param>
    public async Task<IActionResult> OnPostLeave(string number, string? member) => await Find(number) ? await Done(number, await leave.Do(Me, FormKey, member ?? ""), "done-leave") : NotFound();

    private async Task<IActionResult> Done(string number, Outcome<string> done, string says, string field = "")
    {
        if (done.IsRefused)
        {
            return await Find(number) ? Refused(done.Refusal!, field) : NotFound();
        }

        Tell(says);
        return LocalRedirect($"/consulent/huishouden/{number}");
    }

    private async Task<bool> Find(string number)
    {
        if (await overview.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
