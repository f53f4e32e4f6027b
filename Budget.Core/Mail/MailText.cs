using System.Globalization;

namespace Budget.Core.Mail;

/// <summary>
/// What an e-mail says: that there is something to read, what comes next, and where the portal is. Never a name, a number, an amount or a word of what there is to read: e-mail is read by
/// others on its way.
/// </summary>
public static class MailText
{
    private static readonly Sentences Sentences = new("Mail.MailTexts");

    /// <summary>The same for every kind: who looks over somebody's shoulder at a list of e-mail learns nothing from it.</summary>
    public static string Subject(MailKind kind, CultureInfo culture) => Sentences.For(culture, kind == MailKind.Code ? "subject-code" : "subject");

    /// <summary>At its box in the settings.</summary>
    public static string Wish(MailKind kind, CultureInfo culture) => Sentences.For(culture, $"{kind}-wish");

    /// <param name="portal">The portal's address, without a slash at its end.</param>
    public static string Of(OutgoingMail mail, string portal)
    {
        var culture = CultureInfo.GetCultureInfo(mail.Language);
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        return string.Join("\n\n",
        [
            Say("greeting"),
            .. mail.Kind == MailKind.Code ? [Say("Code", mail.Code)] : new[] { Say("something"), Say($"{mail.Kind}"), Say("where", portal) },
            Say("never"),
            .. mail.Kind == MailKind.Code ? [] : new[] { Say("stop", $"{portal}/berichten/instellingen") },
        ]) + "\n";
    }
}
