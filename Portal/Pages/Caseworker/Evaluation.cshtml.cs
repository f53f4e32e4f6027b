using Budget.Core;
using Budget.Core.Delivery;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What a resident said of the goals, and what we do now about those that are not reached.</summary>
public sealed class EvaluationModel(GoalsOfCase goals, AnswerEvaluation answerEvaluation) : PortalPage
{
    public GoalsOfCase.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? Domain { get; set; }
    [BindProperty] public string? AskedOn { get; set; }
    [BindProperty] public string? Reply { get; set; }

    /// <summary>Whether the form that was sent was of this one.</summary>
    public bool IsOf(LifeDomain domain, DateOnly askedOn) => Domain == $"{domain}" && DayText.TryParse(AskedOn, out var asked) && asked == askedOn;

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Choice.Of<LifeDomain>(Domain) is not { } domain || !DayText.TryParse(AskedOn, out var askedOn) || string.IsNullOrWhiteSpace(Reply))
        {
            ModelState.AddModelError("", Text("answer-missing"));
            return Again();
        }

        var answered = await answerEvaluation.Do(Me, FormKey, new(number, domain, askedOn, Reply));
        if (answered.IsRefused)
        {
            return Refused(answered.Refusal!);
        }

        Tell("answered", Answer.ResidentName);
        return LocalRedirect($"/consulent/hulpvraag/{number}/werkt-het");
    }

    private async Task<bool> Load(string number)
    {
        if (await goals.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
