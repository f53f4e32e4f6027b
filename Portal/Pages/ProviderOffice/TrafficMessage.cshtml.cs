using System.Text;
using Budget.Core.Exchange;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>A message to this provider as it was made (WMO301, WMO319).</summary>
public sealed class TrafficMessageModel(MessageTraffic traffic) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id) => await traffic.Text(Me, id) is { } file
        ? File(Encoding.UTF8.GetBytes(file.Text), "application/xml", file.Name)
        : NotFound();
}
