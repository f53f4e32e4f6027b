using Budget.Core;
using Budget.Core.Messages;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>What a provider and its client write one another: the municipality does not read along.</summary>
public sealed class MessagesModel(Correspondence messages, WriteMessage write, ReadMessages read) : ThreadPage(messages, write, read)
{
    public Task<IActionResult> OnGet(Guid id) => Show(Conversation.OfClient(new AssignmentId(id)));

    public Task<IActionResult> OnPost(Guid id) => Send(Conversation.OfClient(new AssignmentId(id)), $"/aanbieder/client/{id:D}/berichten");
}
