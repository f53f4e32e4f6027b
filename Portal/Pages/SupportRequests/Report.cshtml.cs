using Budget.Core.Investigations;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>The report, to read and to answer before it is final; who agrees may apply in the same click.</summary>
public sealed class ReportModel(CaseOverview cases, AnswerReport answerReport) : PortalPage
{
    private const string AgreeAndApply = nameof(AgreeAndApply);

    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <summary>The version that was read.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? ReportAnswer { get; set; }

    [BindProperty]
    public string? Remarks { get; set; }

    public bool MayAnswer => CaseTable.Objection(Answer.Progress, Answer.Facts, CaseAction.Agree) is null;

    public IReadOnlyList<Choice> Answers =>
    [
        .. Answer.Application is null ? [new Choice(AgreeAndApply, Text("choice-apply"), Text("choice-apply-hint"))] : Array.Empty<Choice>(),
        new(nameof(Budget.Core.Investigations.ReportAnswer.Agree), Text("answer-agree")),
        new(nameof(Budget.Core.Investigations.ReportAnswer.Remarks), Text("answer-remarks"), Text("choice-remarks-hint")),
        new(nameof(Budget.Core.Investigations.ReportAnswer.Disagree), Text("answer-disagree"), Text(Answer.Application is null ? "choice-disagree-hint" : "choice-disagree-late")),
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
        Require(chosen is not null, nameof(ReportAnswer), "answer-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var answered = await answerReport.Do(Me, FormKey, new(number, Version, chosen!.Value, Remarks ?? "", applies));
        if (answered.IsRefused)
        {
            return Refused(answered.Refusal!, answered.Refusal!.Is(Budget.Core.Refusal.RemarksMissing) || answered.Refusal!.Is(Budget.Core.Refusal.TextTooLong) ? nameof(Remarks) : "");
        }

        Tell(applies ? "applied" : Answer.Application is not null ? "answered-late" : $"answered-{chosen}");
        return LocalRedirect($"/hulpvraag/{number}");
    }

    /// <summary>There is nothing to read before the report is given.</summary>
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
