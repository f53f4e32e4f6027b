using Budget.Core.Mail;
using MailKit.Net.Smtp;
using MimeKit;

namespace Portal.Mail;

/// <summary>A mail server, by SMTP: one connection for as many e-mails as there are, closed when there are none left. Its certificate is looked at by the rules of the machine.</summary>
internal sealed class MailServer(MailSettings settings) : IDisposable
{
    private SmtpClient? client;

    public async Task<Delivery> Send(MimeMessage message, CancellationToken stopping)
    {
        try
        {
            client ??= new SmtpClient();
            if (!client.IsConnected)
            {
                await client.ConnectAsync(settings.Host!, settings.Port, settings.Tls, stopping);
                if (settings.User is { } user)
                {
                    await client.AuthenticateAsync(user, settings.Password ?? "", stopping);
                }
            }

            await client.SendAsync(message, stopping);
            return Delivery.Sent;
        }
        catch (SmtpCommandException fault) when (IsForGood(fault))
        {
            return Delivery.Never;
        }
        catch
        {
            // Half a conversation is not gone on with.
            Dispose();
            throw;
        }
    }

    public async Task Close(CancellationToken stopping)
    {
        if (client is { IsConnected: true })
        {
            await client.DisconnectAsync(quit: true, stopping);
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        client = null;
    }

    /// <summary>
    /// There is nobody at this address (RFC 5321, 4.2.3: 550, 551, 553). Not what the server says of us ("5.7", RFC 3463): that somebody can put right, and then all that waited goes out.
    /// </summary>
    private static bool IsForGood(SmtpCommandException fault) =>
        fault.ErrorCode == SmtpErrorCode.RecipientNotAccepted
        && (int)fault.StatusCode is 550 or 551 or 553
        && !fault.Message.StartsWith("5.7", StringComparison.Ordinal);
}
