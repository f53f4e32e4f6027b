using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Guides;

/// <summary>The example of a declaration by CSV: three rows that a reader can follow.</summary>
public sealed class DeclarationCsvExampleModel : PortalPage
{
    public IActionResult OnGet() => File(DeclarationCsv.Example(), "text/csv; charset=utf-8", $"declaratie-versie-{DeclarationCsv.Version}-voorbeeld.csv");
}
