using System.Data.Common;
using Budget.Core;
using Budget.Core.Messages;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>One conversation, for whichever side: what was written, and a place to write. What was unread is read once it is shown.</summary>
public abstract class ThreadPage(Correspondence messages, WriteMessage write, ReadMessages read) : PortalPage
{
    public Correspondence.Answer Answer { get; private set; } = null!;

    public MessageSide Side => Conversation.SideOf(Me)!.Value;

    [BindProperty]
    public string? Words { get; set; }

    public bool IsMine(Correspondence.Message message) => message.Side == Side;

    /// <summary>Who wrote it, and for whom.</summary>
    public string WriterOf(Correspondence.Message message) => message.WriterId == Me.UserId ? Say("you") : message.Side switch
    {
        MessageSide.Municipality => Say("of-municipality", message.WriterName, Answer.MunicipalityName),
        MessageSide.Provider => Say("of-provider", message.WriterName, Answer.OtherName),
        _ when !message.IsOwnAccount => Say("for-resident", message.WriterName, Answer.ResidentName),
        _ => message.WriterName,
    };

    /// <summary>The last of one's own side that the other side has read: what stands above it was read too.</summary>
    public Correspondence.Message? LastRead => Answer.Messages.LastOrDefault(message => IsMine(message) && message.ReadAt is not null);

    protected async Task<IActionResult> Show(Conversation conversation)
    {
        if (await messages.Of(Me, conversation) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        if (answer.Messages.Any(message => message.IsNew))
        {
            await SayRead(conversation, answer.Messages[^1].WrittenAt);
        }

        return Page();
    }

    protected async Task<IActionResult> Send(Conversation conversation, string here)
    {
        var written = await write.Do(Me, FormKey, new(conversation, Words ?? ""));
        if (!written.IsRefused)
        {
            TempData["Done"] = Say("sent");
            return LocalRedirect($"{here}#schrijven");
        }

        if (await messages.Of(Me, conversation) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Refused(written.Refusal!, nameof(Words));
    }

    private async Task SayRead(Conversation conversation, DateTimeOffset last)
    {
        try
        {
            await read.UpTo(Me, conversation, last);
        }
        catch (DbException)
        {
            // A disk that is full keeps nobody from reading; it stays unread until it was read once more.
        }
    }

    private static string Say(string key, params object?[] parts) => PageText.For("/Pages/Shared/_Thread.cshtml", key, parts);
}
