using Budget.Core;
using Budget.Core.Investigations;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What a resident answered on paper: a caseworker writes it down with the day it came, from which the two weeks count when it is an application too.</summary>
public sealed class PaperAnswerModel(CaseOverview cases, AnswerReport answerReport) : PortalPage
{
    private const string AgreeAndApply = nameof(AgreeAndApply);

    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <summary>The version that was answered.</summary>
    [BindProperty] public long Version { get; set; }

    [BindProperty] public string? CameOn { get; set; }
    [BindProperty] public string? ReportAnswer { get; set; }
    [BindProperty] public string? Remarks { get; set; }

    public bool MayAnswer => CaseTable.Objection(Answer.Progress, Answer.Facts, CaseAction.Agree) is null;

    public IReadOnlyList<Choice> Answers =>
    [
        .. Answer.Application is null ? [new Choice(AgreeAndApply, Text("answer-apply"))] : Array.Empty<Choice>(),
        .. Enum.GetNames<ReportAnswer>().Select(name => new Choice(name, Text($"answer-{name}"))),
    ];

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var applies = ReportAnswer == AgreeAndApply;
        var chosen = applies ? Budget.Core.Investigations.ReportAnswer.Agree : Choice.Of<ReportAnswer>(ReportAnswer);
        Require(DayText.TryParse(CameOn, out var cameOn), nameof(CameOn), "came-on-missing");
        Require(chosen is not null, nameof(ReportAnswer), "answer-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var answered = await answerReport.Do(Me, FormKey, new(number, Version, chosen!.Value, Remarks ?? "", applies, cameOn));
        if (answered.IsRefused)
        {
            return Refused(answered.Refusal!, FieldOf(answered.Refusal!));
        }

        Tell("saved");
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.RemarksMissing) || refusal.Is(Refusal.TextTooLong) ? nameof(Remarks)
        : refusal.Is(Refusal.DayInFuture) || refusal.Is(Refusal.ApplicationBeforeReport) ? nameof(CameOn)
        : "";

    /// <summary>There is nothing to answer before the report is given.</summary>
    private async Task<bool> Load(string number)
    {
        if (await cases.Of(Me, number) is not { Report: not null } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
