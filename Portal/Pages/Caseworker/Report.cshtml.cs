using Budget.Core.Investigations;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The report of the investigation: the law's seven points, and the advice.</summary>
public sealed class ReportModel(CaseOverview cases, WriteReport write) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <summary>In the order of the points a to g.</summary>
    [BindProperty]
    public IList<string?> Findings { get; set; } = [];

    [BindProperty]
    public string? Advice { get; set; }

    public string PointAt(int index) => WriteReport.Points[index].ToString();

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        // What the resident already said need not be typed again.
        Findings = [Answer.Request.OwnWords, null, Answer.Request.CurrentHelp, null, null, null, null];
        return Answer.Report is null ? Page() : LocalRedirect($"/consulent/hulpvraag/{number}");
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Findings = [.. WriteReport.Points.Select((_, index) => Findings.ElementAtOrDefault(index))];
        if (string.IsNullOrWhiteSpace(Findings[0]))
        {
            ModelState.AddModelError("Findings[0]", Text("need-missing"));
        }

        if (string.IsNullOrWhiteSpace(Advice))
        {
            ModelState.AddModelError(nameof(Advice), Text("advice-missing"));
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var findings = Findings.Select((text, index) => (Point: PointAt(index), text)).ToDictionary(one => one.Point, one => one.text ?? "");
        var written = await write.Do(Me, FormKey, new(number, findings, Advice!));
        if (written.IsRefused)
        {
            return Refused(written.Refusal!);
        }

        Tell("written");
        return LocalRedirect($"/consulent/hulpvraag/{number}");
    }

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
