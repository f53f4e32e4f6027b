using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Guides;

/// <summary>The empty file of a declaration by CSV: the names of the columns and nothing else.</summary>
public sealed class DeclarationCsvTemplateModel : PortalPage
{
    public IActionResult OnGet() => File(DeclarationCsv.Template(), "text/csv; charset=utf-8", $"declaratie-versie-{DeclarationCsv.Version}-leeg.csv");
}
