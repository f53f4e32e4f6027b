using Budget.Core;
using Budget.Core.Disputes;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>A resident says that a line of an invoice is not so: both stories, and what its provider, or the municipality, says of it. What that does is shown before it is done.</summary>
/// <param name="longestExplanation">In characters.</param>
/// <param name="home">Where one goes when it is done.</param>
public abstract class DisputePage(int longestExplanation, string home) : PortalPage
{
    protected const string Was = "wel", WasNot = "niet";

    public LineOfBudget.Answer Answer { get; private set; } = null!;

    /// <summary>What it does was shown.</summary>
    public bool IsChecked { get; private set; }

    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Explanation { get; set; }

    public abstract IReadOnlyList<Choice> Outcomes { get; }

    protected abstract Task<LineOfBudget.Answer?> Find(Guid id);

    /// <summary>Whether what was written says enough.</summary>
    protected abstract bool IsExplained(string seen);

    /// <returns>Why it was not done; none when it was.</returns>
    protected abstract Task<Refusal?> Do(Guid id, bool was, string explanation);

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

        if (await Do(id, Outcome == Was, Explanation ?? "") is { } refusal)
        {
            // How it stands now: a colleague may have been first.
            return await Load(id) ? Refused(refusal, nameof(Explanation)) : NotFound();
        }

        Tell(Outcome == Was ? "done-wel" : "done-niet", Answer.Line.ResidentName);
        return LocalRedirect(home);
    }

    private bool IsRead()
    {
        Require(Outcome is Was or WasNot, nameof(Outcome), "outcome-missing");
        Require(IsExplained(TypedText.Seen(Explanation ?? "")), nameof(Explanation), "explanation-missing");
        RequireLength(longestExplanation, length => Text("too-long", length, longestExplanation));
        return ModelState.IsValid;
    }

    private async Task<bool> Load(Guid id)
    {
        if (await Find(id) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
