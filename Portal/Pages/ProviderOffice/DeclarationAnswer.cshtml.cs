using System.Text;
using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The WMO325 answer as it was made when the declaration came in, for the software of its sender.</summary>
public sealed class DeclarationAnswerModel(SentDeclaration declarations) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id) => await declarations.AnswerTo(Me, id) is { } answer
        ? File(Encoding.UTF8.GetBytes(answer.Text), "application/xml", $"WMO325-{answer.DeclarationNumber}.xml")
        : NotFound();
}
