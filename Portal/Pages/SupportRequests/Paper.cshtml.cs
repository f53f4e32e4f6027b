using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>What was sent, on paper: to keep, or to show to somebody.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PaperModel(CaseOverview cases, Letterheads letterheads) : PortalPage
{
    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        var letterhead = await letterheads.On(answer.Request.MunicipalityCode, RequestPaper.MadeOn(answer));
        return File(RequestPaper.Write(answer, letterhead, Culture, Text), "application/pdf", DayText.IsEnglish(Culture) ? $"request-{number}.pdf" : $"hulpvraag-{number}.pdf");
    }
}
