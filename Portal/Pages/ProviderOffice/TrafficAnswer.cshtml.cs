using Budget.Core.Exchange;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>What became of a message that was sent in: each part, in words.</summary>
public sealed class TrafficAnswerModel(MessageTraffic traffic) : PortalPage
{
    public MessageTraffic.Received Message { get; private set; } = null!;

    public IReadOnlyList<MessagePart> Parts { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await traffic.One(Me, id) is not { } found)
        {
            return NotFound();
        }

        (Message, Parts) = found;
        return Page();
    }
}
