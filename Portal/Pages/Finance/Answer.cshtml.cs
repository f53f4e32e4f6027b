using System.Text;
using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The WMO325 answer as it was made when the declaration came in.</summary>
public sealed class AnswerModel(DeclarationMessages messages) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id) => await messages.One(Me, id) is { } found
        ? File(Encoding.UTF8.GetBytes(found.Message.Answer), "application/xml", $"WMO325-{found.Message.DeclarationNumber}.xml")
        : NotFound();
}
