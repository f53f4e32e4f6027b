using Budget.Core;
using Budget.Core.Messages;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.MyMessages;

/// <summary>What a resident and one provider write one another: the municipality does not read along.</summary>
public sealed class ProviderModel(Correspondence messages, WriteMessage write, ReadMessages read) : ThreadPage(messages, write, read)
{
    public Task<IActionResult> OnGet(string number, Guid id) => Show(new Conversation(number, new ProviderId(id)));

    public Task<IActionResult> OnPost(string number, Guid id) => Send(new Conversation(number, new ProviderId(id)), $"/berichten/{number}/{id:D}");
}
