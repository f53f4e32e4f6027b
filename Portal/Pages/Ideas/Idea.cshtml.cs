using Budget.Core;
using Budget.Core.Community;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Ideas;

/// <summary>One idea, for who reads it for the municipality: whether others see it, and afterwards what the municipality does with it.</summary>
public sealed class IdeaModel(IdeaList ideas, JudgeIdea judge, AnswerIdea answer) : PortalPage
{
    private const string Yes = "yes";
    private const string No = "no";

    [BindProperty]
    public string? Shown { get; set; }

    [BindProperty]
    public string? WhyNot { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public IdeaList.Read Idea { get; private set; } = null!;

    public IReadOnlyList<Choice> ShownChoices => [new(Yes, Text("shown-yes")), new(No, Text("shown-no"))];

    public IReadOnlyList<Choice> OutcomeChoices => [new(Yes, Text("outcome-facilitated")), new(No, Text("outcome-declined"))];

    public async Task<IActionResult> OnGet(Guid id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostJudge(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        Require(Shown is Yes or No, nameof(Shown), "shown-missing");
        Require(Shown != No || TypedText.Seen(WhyNot ?? "").Length > 0, nameof(WhyNot), "why-not-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var judged = await judge.Do(Me, FormKey, new(new IdeaId(id), Shown == Yes, WhyNot ?? ""));
        if (judged.IsRefused)
        {
            return Refused(judged.Refusal!);
        }

        Tell(Shown == Yes ? "judged-yes" : "judged-no");
        return LocalRedirect("/aanbod/ideeen");
    }

    public async Task<IActionResult> OnPostAnswer(Guid id)
    {
        if (!await Load(id))
        {
            return NotFound();
        }

        Require(Outcome is Yes or No, nameof(Outcome), "outcome-missing");
        Require(TypedText.Seen(Answer ?? "").Length > 0, nameof(Answer), "answer-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var answered = await answer.Do(Me, FormKey, new(new IdeaId(id), Outcome == Yes, Answer!));
        if (answered.IsRefused)
        {
            return Refused(answered.Refusal!);
        }

        Tell("answered");
        return LocalRedirect("/aanbod/ideeen");
    }

    private async Task<bool> Load(Guid id)
    {
        if (await ideas.One(Me, new IdeaId(id)) is not { } idea)
        {
            return false;
        }

        Idea = idea;
        return true;
    }
}
