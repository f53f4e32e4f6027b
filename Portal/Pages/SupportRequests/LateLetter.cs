using System.Globalization;
using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.Pdf;
using Budget.Core.SupportRequests;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>
/// The letter by which a resident tells the municipality that its decision is late (Awb 4:17), on paper: the words of the page. A court that is asked later wants a copy of it (Awb 6:12).
/// </summary>
internal static class LateLetter
{
    /// <param name="answer">Of a case in which there is an application.</param>
    /// <param name="writtenOn">The day on which it was sent, or today.</param>
    /// <param name="letterhead">Of the municipality on that day.</param>
    public static byte[] Write(CaseOverview.Answer answer, DateOnly writtenOn, Letterhead letterhead, CultureInfo culture, Say say)
    {
        var (request, application) = (answer.Request, answer.Application!);
        var (title, to) = (say("about", request.Number), say("to", request.MunicipalityName));
        var document = letterhead.Begin(
            new PdfDescription(title, DayText.IsEnglish(culture) ? "en" : "nl", request.ResidentName, say("title"), AmsterdamDay.At(writtenOn, TimeOnly.MinValue)),
            to, writtenOn.InWords(culture), (page, pages) => say("page", page, pages));
        document.Heading(1, title);
        document.Paragraph($"{to}\n{writtenOn.InWords(culture)}", PdfTextStyle.Lead);
        document.Paragraph(say("line-1", application.ReceivedOn.InWords(culture)));
        document.Paragraph(say("line-2", application.DecideBy.InWords(culture)));
        document.Paragraph(say("line-3"));
        document.Paragraph($"{say("greeting")}\n{request.ResidentName}");
        return document.ToArray();
    }
}
