using Budget.Core;
using Budget.Core.Investigations;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// The report of the investigation: the law's seven points, and the advice. Kept as often as one likes by whoever works on the case, then given to the resident. What a
/// colleague saved meanwhile is shown beside what was typed, and neither is lost.
/// </summary>
public sealed class ReportModel(CaseOverview cases, ReportDraft draft, WriteReport write) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <summary>What was saved last, when that is what the form shows.</summary>
    public ReportDraft.Saved? Saved { get; private set; }

    /// <summary>What a colleague saved since this form was shown.</summary>
    public ReportDraft.Saved? Theirs { get; private set; }

    /// <summary>In the order of the points a to g.</summary>
    [BindProperty]
    public IList<string?> Findings { get; set; } = [];

    [BindProperty]
    public string? Advice { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    /// <summary>"yes": what is left empty does not matter here, and was not forgotten.</summary>
    [BindProperty]
    public IList<string> LeftOut { get; set; } = [];

    /// <summary>Of the resident's own plan that was there when the form was shown; 0 when none was.</summary>
    [BindProperty]
    public long Plan { get; set; }

    /// <summary>The version that was given when the form was shown; 0 when none was.</summary>
    [BindProperty]
    public long After { get; set; }

    /// <summary>Of what was saved when the form was shown; 0 when nothing was.</summary>
    [BindProperty]
    public long Revision { get; set; }

    public string PointAt(int index) => WriteReport.Points[index].ToString();

    public IReadOnlyList<Choice> LeftOutChoice => [new("yes", Text("left-out-yes"))];

    private ReportDraft.Content Typed => new(
        Findings.Select((text, index) => (Point: PointAt(index), Text: text ?? "")).Where(finding => finding.Text.Length > 0).ToDictionary(finding => finding.Point, finding => finding.Text),
        Advice ?? "", Reply ?? "", After);

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (CaseTable.Objection(Answer.Progress, Answer.Facts, CaseAction.GiveReport) is not null)
        {
            return LocalRedirect($"/consulent/hulpvraag/{number}");
        }

        After = Answer.Report?.Version ?? 0;
        Plan = Answer.Plan?.Version ?? 0;
        Saved = await draft.Of(Me, number);
        Revision = Saved?.Revision ?? 0;
        if (Saved is { Content: var content })
        {
            Fill(content.Findings, content.Advice, content.Reply);
        }
        else if (Answer.Report is { } before)
        {
            Fill(before.Findings.ToDictionary(finding => finding.Point, finding => finding.Text), before.Advice, "");
        }
        else
        {
            // What the resident already said need not be typed again.
            var request = Answer.Request;
            Findings = [request.OwnWords, string.Join("\n\n", new[] { request.OwnStrength, request.Tried }.Where(text => text.Length > 0)), request.CurrentHelp, request.CarerNeeds, null, null, null];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostSave(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Findings = [.. WriteReport.Points.Select((_, index) => Findings.ElementAtOrDefault(index))];
        var kept = await draft.Save(Me, number, Revision, Typed);
        if (kept.IsRefused)
        {
            return await Stopped(number, kept.Refusal!);
        }

        Tell("saved");
        return LocalRedirect($"/consulent/hulpvraag/{number}/verslag");
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Findings = [.. WriteReport.Points.Select((_, index) => Findings.ElementAtOrDefault(index))];
        Require(!string.IsNullOrWhiteSpace(Findings[0]), "Findings[0]", "need-missing");
        Require(!string.IsNullOrWhiteSpace(Advice), nameof(Advice), "advice-missing");
        Require(Answer.Progress.Step != CaseStep.Reconsider || !string.IsNullOrWhiteSpace(Reply), nameof(Reply), "reply-missing");
        if (ModelState.IsValid)
        {
            Require(Findings.All(text => !string.IsNullOrWhiteSpace(text)) || LeftOut.Contains("yes", StringComparer.Ordinal), nameof(LeftOut), "left-out-missing");
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var written = await write.Do(Me, FormKey, new(number, Typed.Findings, Advice!) { Reply = Reply ?? "", After = After, Revision = Revision, Plan = Plan });
        if (written.IsRefused)
        {
            return await Stopped(number, written.Refusal!);
        }

        Tell(Answer.Application is null ? "written" : "written-late");
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    /// <summary>The form again; with what a colleague saved, when that is why. Sent once more it takes the place of that.</summary>
    private async Task<IActionResult> Stopped(string number, Refusal refusal)
    {
        if (refusal.Is(Refusal.ReportDraftChanged))
        {
            Theirs = await draft.Of(Me, number);
            Revision = Theirs?.Revision ?? 0;
            ModelState.Remove(nameof(Revision));
        }

        if (refusal.Is(Refusal.PlanHandedIn))
        {
            // It stands above the form now, and has been seen when the form comes again.
            Plan = Answer.Plan!.Version;
            ModelState.Remove(nameof(Plan));
        }

        return Refused(refusal);
    }

    private void Fill(IReadOnlyDictionary<string, string> findings, string advice, string reply) =>
        (Findings, Advice, Reply) = ([.. WriteReport.Points.Select(point => findings.GetValueOrDefault(point.ToString()))], advice, reply);

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
