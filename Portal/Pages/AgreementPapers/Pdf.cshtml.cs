using Budget.Core;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.AgreementPapers;

/// <summary>A care agreement on paper, for the holder, the helper and the municipality.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PdfModel(AgreementText agreements) : PortalPage
{
    public async Task<IActionResult> OnGet(string number) => await agreements.Of(Me, number) is { } answer
        ? File(AgreementPaper.Write(answer, Culture), "application/pdf", DayText.IsEnglish(Culture) ? $"care-agreement-{number}.pdf" : $"zorgovereenkomst-{number}.pdf")
        : NotFound();
}
