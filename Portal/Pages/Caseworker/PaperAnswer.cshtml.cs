using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// What a resident sent on paper: an answer to the report, that the municipality is late, or an objection. A caseworker writes it down with the day it came, from which everything counts.
/// </summary>
public sealed class PaperAnswerModel(CaseOverview cases, AnswerReport answerReport, GiveNotice giveNotice, ObjectToDecision objectTo) : PortalPage
{
    private const string AgreeAndApply = nameof(AgreeAndApply), Notice = nameof(Notice), Objection = "Objection-";

    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <summary>The version that was answered; of an answer to the report only.</summary>
    [BindProperty] public long Version { get; set; }

    [BindProperty] public string? CameOn { get; set; }

    /// <summary>One of <see cref="WhatMayCome"/>.</summary>
    [BindProperty] public string? What { get; set; }

    /// <summary>The words: remarks, or the objection.</summary>
    [BindProperty] public string? Remarks { get; set; }

    public bool MayAnswer => MayAnswerReport(Answer);

    public IReadOnlyList<Choice> Choices =>
    [
        .. WhatMayCome(Answer).Select(what => new Choice(what, !what.StartsWith(Objection, StringComparison.Ordinal) ? Text($"answer-{what}")
            : Text("objection", what[Objection.Length..], Answer.Decided.First(decision => what.EndsWith(decision.Number, StringComparison.Ordinal)).DecidedOn.InWords(Culture)))),
    ];

    /// <summary>What can be written down as the case stands; nothing when there is nothing to answer.</summary>
    public static IReadOnlyList<string> WhatMayCome(CaseOverview.Answer answer)
    {
        List<string> what = [];
        if (MayAnswerReport(answer))
        {
            what.AddRange(answer.Application is null ? [AgreeAndApply, .. Enum.GetNames<ReportAnswer>()] : Enum.GetNames<ReportAnswer>());
        }

        if (answer.Notice is null && CaseTable.Objection(answer.Progress, answer.Facts, CaseAction.GiveNotice) is null)
        {
            what.Add(Notice);
        }

        return [.. what, .. answer.Decided.Where(decision => decision.ObjectionNumber is null).Select(decision => $"{Objection}{decision.Number}").Distinct(StringComparer.Ordinal)];
    }

    private static bool MayAnswerReport(CaseOverview.Answer answer) => answer.Report is not null && CaseTable.Objection(answer.Progress, answer.Facts, CaseAction.Agree) is null;

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var answer = What == AgreeAndApply ? ReportAnswer.Agree : Choice.Of<ReportAnswer>(What);
        var decision = Answer.Decided.FirstOrDefault(decision => What == $"{Objection}{decision.Number}")?.Number;
        Require(DayText.TryParse(CameOn, out var cameOn), nameof(CameOn), "came-on-missing");
        Require(answer is not null || decision is not null || What == Notice, nameof(What), "answer-missing");
        Require(What != Notice || string.IsNullOrWhiteSpace(Remarks), nameof(Remarks), "no-words");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var refusal = answer is { } said ? (await answerReport.Do(Me, FormKey, new(number, Version, said, Remarks ?? "", What == AgreeAndApply, cameOn))).Refusal
            : decision is not null ? (await objectTo.Do(Me, FormKey, new(decision, Remarks ?? "", OnPaperOn: cameOn))).Refusal
            : (await giveNotice.Do(Me, FormKey, new(number, cameOn))).Refusal;
        if (refusal is not null)
        {
            return Refused(refusal, FieldOf(refusal));
        }

        Tell("saved");
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    private static string FieldOf(Refusal refusal) =>
        new[] { Refusal.RemarksMissing, Refusal.ReasonMissing, Refusal.TextTooLong }.Any(refusal.Is) ? nameof(Remarks)
        : new[] { Refusal.DayInFuture, Refusal.ApplicationBeforeReport, Refusal.CameBeforeDecision, Refusal.NotLate }.Any(refusal.Is) ? nameof(CameOn)
        : "";

    private async Task<bool> Load(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
