using Budget.Core;
using Budget.Core.Disputes;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>A client says that a line of an invoice is not so: the provider answers, or takes the line back.</summary>
public sealed class DisputeModel(DisputesOfProvider disputes, AnswerDispute deed, OwnOffice offices) : PortalPage
{
    private const string Was = "wel", WasNot = "niet";

    public LineOfBudget.Answer Answer { get; private set; } = null!;

    /// <summary>What it does was shown.</summary>
    public bool IsChecked { get; private set; }

    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Explanation { get; set; }

    /// <summary>A line is taken back by who may declare.</summary>
    public bool MayTakeBack { get; private set; }

    /// <summary>Answered is once; none is left for who may only read.</summary>
    public IReadOnlyList<Choice> Outcomes =>
    [
        .. Answer.Line.AnsweredAt is null ? (Choice[])[new(Was, Text("wel"), Text("wel-hint"))] : [],
        .. MayTakeBack ? (Choice[])[new(WasNot, Text("niet"), Text("niet-hint"))] : [],
    ];

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
        return LocalRedirect("/aanbieder");
    }

    private bool IsRead()
    {
        Require(Outcome is Was or WasNot, nameof(Outcome), "outcome-missing");
        Require(Outcome != Was || TypedText.Seen(Explanation ?? "").Length > 0, nameof(Explanation), "explanation-missing");
        RequireLength(AnswerDispute.LongestExplanation, length => Text("too-long", length, AnswerDispute.LongestExplanation));
        return ModelState.IsValid;
    }

    private async Task<bool> Load(Guid id)
    {
        if (await disputes.One(Me, id) is not { } answer)
        {
            return false;
        }

        (Answer, MayTakeBack) = (answer, await offices.Of(Me) is { MaySubmit: true });
        return true;
    }
}
