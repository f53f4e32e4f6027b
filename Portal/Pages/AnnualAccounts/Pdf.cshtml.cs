using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Configuration;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.AnnualAccounts;

/// <summary>The account of a year of a PGB on paper, for the same people as the page.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PdfModel(AnnualAccount accounts, Letterheads letterheads, TimeProvider time) : PortalPage
{
    public async Task<IActionResult> OnGet(string number, int year) => await accounts.Of(Me, number, year) is { } account
        ? File(YearDocument.Write(account, time.Today(), Culture, await letterheads.On(account.Budget.MunicipalityCode, time.Today())), "application/pdf", DayText.IsEnglish(Culture) ? $"pgb-account-{number}-{year}.pdf" : $"pgb-jaar-{number}-{year}.pdf")
        : NotFound();
}
