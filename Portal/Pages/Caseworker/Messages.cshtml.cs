using Budget.Core.Messages;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What the municipality and a resident write one another about a request.</summary>
public sealed class MessagesModel(Correspondence messages, WriteMessage write, ReadMessages read) : ThreadPage(messages, write, read)
{
    public Task<IActionResult> OnGet(string number) => Show(new Conversation(number));

    public Task<IActionResult> OnPost(string number) => Send(new Conversation(number), $"/consulent/hulpvraag/{number}/berichten");
}
