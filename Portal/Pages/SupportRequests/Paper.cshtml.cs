using Budget.Core;
using Budget.Core.Pdf;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>What was sent, on paper: to keep, or to show to somebody.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PaperModel(CaseOverview cases) : PortalPage
{
    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        var (request, title) = (answer.Request, Text("title", number));
        // Of the day on which something was sent last: the same words are the same paper.
        var madeOn = answer.Plan?.HandedInOn ?? request.SubmittedOn;
        var document = new PdfDocument(new PdfDescription(title, DayText.IsEnglish(Culture) ? "en" : "nl", request.ResidentName, Text("subject"), AmsterdamDay.At(madeOn, TimeOnly.MinValue)));
        document.RunningHeader(Text("to", request.MunicipalityName), title, onFirstPage: true);
        document.RunningFooter(title, (page, pages) => Text("page", page, pages));
        document.Heading(1, title);
        document.Paragraph(Text("lead", request.ResidentName, request.SubmittedOn.InWords(Culture)), PdfTextStyle.Lead);
        if (request.Way is { } way)
        {
            document.Paragraph(Text($"arrived-{way}", request.SubmittedOn.InWords(Culture), request.BroughtBy));
        }

        foreach (var row in RequestRow.Of(answer.Asked, key => Text(key)).Where(row => row.Answer.Length > 0))
        {
            document.Heading(2, row.Question);
            document.Paragraph(row.Answer);
        }

        if (answer.Plan is { } plan)
        {
            document.Heading(2, Text("plan", plan.HandedInOn.InWords(Culture)));
            document.Paragraph(plan.Words);
        }

        if (answer.Progress.Step == CaseStep.Investigate)
        {
            document.Heading(2, Text("then"));
            document.Paragraph(Text("then-text", request.InvestigateBy.InWords(Culture), request.MunicipalityName, request.MunicipalityPhone));
        }

        return File(document.ToArray(), "application/pdf", DayText.IsEnglish(Culture) ? $"request-{number}.pdf" : $"hulpvraag-{number}.pdf");
    }
}
