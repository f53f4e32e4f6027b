using Budget.Core.Mail;
using Budget.Core.Storage;

namespace Budget.Tests.Support;

/// <summary>E-mail of a town as it would go out, without a server.</summary>
internal static class Mailbox
{
    /// <summary>Sends all that waits, and says what that was.</summary>
    public static async Task<List<OutgoingMail>> Emptied(Database database, Delivery delivery = Delivery.Sent)
    {
        List<OutgoingMail> sent = [];
        await new DrainOutbox(database).Do((mail, _) =>
        {
            sent.Add(mail);
            return Task.FromResult(delivery);
        });
        return sent;
    }

    /// <summary>Somebody wants e-mail, and has confirmed the address.</summary>
    public static async Task Wants(Town town, Actor actor, string address = "iemand@example.nl", string language = "nl", params MailKind[] without)
    {
        Assert.That((await new AskMailCode(town.Database).Do(actor, town.Key(), new(address, language))).Refusal, Is.Null);
        var code = (await Emptied(town.Database)).Last(mail => mail.Kind == MailKind.Code && mail.Address == address).Code;
        Assert.That((await new ConfirmMail(town.Database).Do(actor, town.Key(), new(code))).Value.IsRight, Is.True);
        Assert.That((await new SetMailWish(town.Database).Do(actor, town.Key(), new(language, without, Paper: false))).Refusal, Is.Null);
    }
}
