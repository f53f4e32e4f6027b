using System.Text;
using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The WMO325 answer as it was made when the declaration came in.</summary>
public sealed class AnswerModel(DeclarationMessages messages) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id) => await messages.AnswerTo(Me, id) is { } answer
        ? File(Encoding.UTF8.GetBytes(answer.Text), "application/xml", $"WMO325-{answer.DeclarationNumber}.xml")
        : NotFound();
}
