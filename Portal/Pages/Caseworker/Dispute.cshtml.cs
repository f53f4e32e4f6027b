using Budget.Core;
using Budget.Core.Disputes;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A resident says that a line of an invoice is not so: both stories, and what the municipality makes of it.</summary>
public sealed class DisputeModel(DisputesToSettle disputes, SettleDispute deed) : PortalPage
{
    private const string Was = "wel", WasNot = "niet";

    public LineOfBudget.Answer Answer { get; private set; } = null!;

    /// <summary>What it does was shown.</summary>
    public bool IsChecked { get; private set; }

    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Explanation { get; set; }

    public IReadOnlyList<Choice> Outcomes => [new(Was, Text("wel"), Text("wel-hint")), new(WasNot, Text("niet"), Text("niet-hint"))];

    public async Task<IActionResult> OnGet(Guid id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCheck(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        IsChecked = IsRead();
        return IsChecked ? Page() : Again();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        if (!IsRead())
        {
            return Again();
        }

        var done = await deed.Do(Me, FormKey, new(id, Outcome == Was, Explanation ?? ""));
        if (done.IsRefused)
        {
            // How it stands now: a colleague may have been first.
            return await Load(id) ? Refused(done.Refusal!, nameof(Explanation)) : NotFound();
        }

        Tell(Outcome == Was ? "done-wel" : "done-niet", Answer.Line.ResidentName);
        return LocalRedirect("/consulent");
    }

    private bool IsRead()
    {
        Require(Outcome is Was or WasNot, nameof(Outcome), "outcome-missing");
        Require(TypedText.Seen(Explanation ?? "").Length >= SettleDispute.ShortestExplanation, nameof(Explanation), "explanation-missing");
        RequireLength(SettleDispute.LongestExplanation, length => Text("too-long", length, SettleDispute.LongestExplanation));
        return ModelState.IsValid;
    }

    private async Task<bool> Load(Guid id)
    {
        if (await disputes.One(Me, id) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
