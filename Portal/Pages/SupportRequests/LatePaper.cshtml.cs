using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>The letter that says that the decision is late, on paper: when it was sent, or is ready to be sent.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class LatePaperModel(CaseOverview cases, Letterheads letterheads, TimeProvider time) : PortalPage
{
    private const string LatePage = "/Pages/SupportRequests/Late.cshtml";

    public async Task<IActionResult> OnGet(string number)
    {
        if (await cases.Of(Me, number) is not { Application: not null } answer || !LateModel.IsThere(answer))
        {
            return NotFound();
        }

        var writtenOn = answer.Notice?.GivenOn ?? time.Today();
        var letterhead = await letterheads.On(answer.Request.MunicipalityCode, writtenOn);
        return File(
            LateLetter.Write(answer, writtenOn, letterhead, Culture, static (key, parts) => PageText.For(LatePage, key, parts)), "application/pdf",
            DayText.IsEnglish(Culture) ? $"late-{number}.pdf" : $"te-laat-{number}.pdf");
    }
}
