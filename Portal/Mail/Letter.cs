using System.Globalization;
using Budget.Core.Mail;
using MimeKit;

namespace Portal.Mail;

/// <summary>An e-mail as it goes out: plain text that says only that there is something to read, the same bytes each time it is tried, with the outbox's own id as its Message-ID.</summary>
internal static class Letter
{
    public static MimeMessage Of(OutgoingMail mail, MailSettings settings, string portal)
    {
        var message = new MimeMessage
        {
            Subject = MailText.Subject(mail.Kind, CultureInfo.GetCultureInfo(mail.Language)),
            Date = mail.MadeAt,
            MessageId = $"{mail.Id:D}@{new Uri(portal).Host}",
            Body = new TextPart("plain") { Text = MailText.Of(mail, portal) },
        };
        message.From.Add(new MailboxAddress("Eigen Regie", settings.From));
        message.To.Add(new MailboxAddress("", mail.Address));
        // Nobody is on holiday for a machine (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("Content-Language", mail.Language);
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }
}
