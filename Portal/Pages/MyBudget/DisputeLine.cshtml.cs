using Budget.Core;
using Budget.Core.Disputes;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;
using Disputing = Budget.Core.Disputes.DisputeLine;

namespace Portal.Pages.MyBudget;

/// <summary>A resident says that a line is not so: first what happens next and before which day, then sent.</summary>
public sealed class DisputeLineModel(LineOfBudget lines, Disputing dispute) : PortalPage
{
    public LineOfBudget.Answer Answer { get; private set; } = null!;

    /// <summary>Until when the provider may answer, when what was typed can be sent.</summary>
    public DateOnly? AnswerBy { get; private set; }

    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Delivered { get; set; }
    [BindProperty] public string? Explanation { get; set; }

    public IReadOnlyList<Choice> Reasons => [.. Enum.GetNames<DisputeReason>().Select(name => new Choice(name, Text($"reason-{name}"), Text($"reason-{name}-hint")))];

    public async Task<IActionResult> OnGet(string number, long posting) =>
        !await Load(number, posting) ? NotFound()
        : Answer.Line.Standing.MayBeDisputed(Answer.Today) ? Page()
        : LocalRedirect(Back(number, posting));

    public async Task<IActionResult> OnPostCheck(string number, long posting)
    {
        if (!await Load(number, posting))
        {
            return NotFound();
        }

        if (Read(number, posting) is null)
        {
            return Again();
        }

        AnswerBy = Answer.Today.AddDays(LineStanding.AnswerDays);
        return Page();
    }

    public async Task<IActionResult> OnPost(string number, long posting)
    {
        if (!await Load(number, posting))
        {
            return NotFound();
        }

        if (Read(number, posting) is not { } entry)
        {
            return Again();
        }

        var disputed = await dispute.Do(Me, FormKey, entry);
        if (disputed.IsRefused)
        {
            return disputed.Refusal!.Is(Refusal.DisputeOpen) || disputed.Refusal.Is(Refusal.DisputeSettled) || disputed.Refusal.Is(Refusal.AlreadyReversed)
                ? RefusedAt(Back(number, posting), disputed.Refusal)
                : Refused(disputed.Refusal, nameof(Explanation));
        }

        Tell("sent", disputed.Value.InWords(Culture));
        return LocalRedirect(Back(number, posting));
    }

    private static string Back(string number, long posting) => $"/mijn-budget/{number}/factuur/{posting}";

    private Disputing.Entry? Read(string number, long posting)
    {
        var reason = Choice.Of<DisputeReason>(Reason);
        Require(reason is not null, nameof(Reason), "reason-missing");
        Quantity? delivered = null;
        if (reason == DisputeReason.LessDelivered && !string.IsNullOrWhiteSpace(Delivered))
        {
            var isAmount = Quantity.TryParse(Delivered, out var less) && less < Answer.Line.Volume;
            Require(isAmount, nameof(Delivered), "delivered-wrong", Answer.Line.Volume);
            delivered = less;
        }

        Require(TypedText.Seen(Explanation ?? "").Length > 0, nameof(Explanation), "explanation-missing");
        RequireLength(Disputing.LongestExplanation, length => Text("too-long", length, Disputing.LongestExplanation));
        return ModelState.IsValid ? new(number, posting, reason!.Value, Explanation!, delivered) : null;
    }

    private async Task<bool> Load(string number, long posting)
    {
        if (await lines.Of(Me, number, posting) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
