using System.Globalization;
using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.Pdf;
using Budget.Core.SupportRequests;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>A request on paper, in the words of who asked: to keep, or to show to somebody. The same words are the same bytes.</summary>
internal static class RequestPaper
{
    /// <summary>The day on which something was sent last.</summary>
    public static DateOnly MadeOn(CaseOverview.Answer answer) => answer.Plan?.HandedInOn ?? answer.Request.SubmittedOn;

    /// <param name="letterhead">Of the municipality on that day.</param>
    public static byte[] Write(CaseOverview.Answer answer, Letterhead letterhead, CultureInfo culture, Say say)
    {
        var (request, title) = (answer.Request, say("title", answer.Request.Number));
        var document = letterhead.Begin(
            new PdfDescription(title, DayText.IsEnglish(culture) ? "en" : "nl", request.ResidentName, say("subject"), AmsterdamDay.At(MadeOn(answer), TimeOnly.MinValue)),
            say("to", request.MunicipalityName), title, (page, pages) => say("page", page, pages));
        document.Heading(1, title);
        document.Paragraph(say("lead", request.ResidentName, request.SubmittedOn.InWords(culture)), PdfTextStyle.Lead);
        if (request.Way is { } way)
        {
            document.Paragraph(say($"arrived-{way}", request.SubmittedOn.InWords(culture), request.BroughtBy));
        }

        foreach (var row in RequestRow.Of(answer.Asked, key => say(key)).Where(row => row.Answer.Length > 0))
        {
            document.Heading(2, row.Question);
            document.Paragraph(row.Answer);
        }

        if (answer.Plan is { } plan)
        {
            document.Heading(2, say("plan", plan.HandedInOn.InWords(culture)));
            document.Paragraph(plan.Words);
        }

        if (answer.Progress.Step == CaseStep.Investigate)
        {
            document.Heading(2, say("then"));
            document.Paragraph(say("then-text", request.InvestigateBy.InWords(culture), request.MunicipalityName, request.MunicipalityPhone));
        }

        return document.ToArray();
    }
}
