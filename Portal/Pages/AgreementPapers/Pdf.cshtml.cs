using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.AgreementPapers;

/// <summary>A care agreement on paper, for the holder, the helper and the municipality.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PdfModel(AgreementText agreements, Letterheads letterheads) : PortalPage
{
    public async Task<IActionResult> OnGet(string number) => await agreements.Of(Me, number) is { } answer
        ? File(AgreementPaper.Write(answer, Culture, await letterheads.On(answer.MunicipalityCode, AmsterdamDay.Of(answer.DrawnAt))), "application/pdf", DayText.IsEnglish(Culture) ? $"care-agreement-{number}.pdf" : $"zorgovereenkomst-{number}.pdf")
        : NotFound();
}
