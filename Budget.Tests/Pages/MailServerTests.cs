using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Budget.Core.Mail;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using MimeKit;
using Portal.Mail;

namespace Budget.Tests.Pages;

/// <summary>E-mail at a real mail server: over TLS with a certificate that is right, or not at all; and what that server says of an address.</summary>
[Category("Tools")]
public sealed class MailServerTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("eigenregie-mail-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    private static OutgoingMail Mail(string address = "jan@example.nl") =>
        new(Guid.Parse("0197f000-0000-7000-8000-000000000001"), MailKind.MessageIsThere, address, "nl", "", new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero));

    private static MailSettings Settings(SmtpServer server, string host = "127.0.0.1", string tls = "", string? user = null) => new(
        "", "eigenregie@gemeente.example.nl", "https://eigenregie.example.nl", host, server.Port, MailSettings.TlsOf(host, server.Port, tls), user, SmtpServer.Secret);

    private static async Task<Delivery> Send(MailSettings settings, OutgoingMail? mail = null)
    {
        using var server = new MailServer(settings);
        var delivery = await server.Send(Letter.Of(mail ?? Mail(), settings, settings.Portal!), CancellationToken.None);
        await server.Close(CancellationToken.None);
        return delivery;
    }

    [Test]
    public async Task A_mail_arrives_in_plain_words_from_a_machine_under_the_id_of_the_outbox()
    {
        await using var smtp = await SmtpServer.Start();
        Assert.That(await Send(Settings(smtp)), Is.EqualTo(Delivery.Sent));
        var arrived = (await smtp.Mails(1)).Single();
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(arrived.GetProperty("text").GetString()!));
        var message = await MimeMessage.LoadAsync(text);
        Assert.That((message.Subject, message.MessageId, message.To.ToString(), message.From.ToString()), Is.EqualTo((
            "Er is iets te lezen", "0197f000-0000-7000-8000-000000000001@eigenregie.example.nl", "jan@example.nl", "\"Eigen Regie\" <eigenregie@gemeente.example.nl>")));
        Assert.That(message.Headers[HeaderId.AutoSubmitted], Is.EqualTo("auto-generated"));
        Assert.That(message.HtmlBody, Is.Null);
        Assert.That(message.TextBody!.ReplaceLineEndings("\n"), Is.EqualTo(MailText.Of(Mail(), "https://eigenregie.example.nl")));
        Assert.That(message.Date, Is.EqualTo(Mail().MadeAt));
    }

    [TestCase("jan@example.nl", Delivery.Sent)]
    [TestCase("nobody@example.nl", Delivery.Never)]
    public async Task What_a_server_says_of_an_address_is_believed(string address, Delivery expected)
    {
        await using var smtp = await SmtpServer.Start();
        Assert.That(await Send(Settings(smtp), Mail(address)), Is.EqualTo(expected));
    }

    [TestCase("later@example.nl", TestName = "A_server_that_is_busy_is_asked_again_later")]
    [TestCase("notus@example.nl", TestName = "A_server_that_does_not_want_us_is_asked_again_once_that_is_put_right")]
    public async Task Not_now_is_not_never(string address)
    {
        await using var smtp = await SmtpServer.Start();
        Assert.That(() => Send(Settings(smtp), Mail(address)), Throws.InstanceOf<MailKit.Net.Smtp.SmtpCommandException>());
    }

    [Test]
    public async Task One_conversation_carries_many_and_goes_on_after_a_refusal()
    {
        await using var smtp = await SmtpServer.Start("login");
        var settings = Settings(smtp, user: "portal");
        using var server = new MailServer(settings);
        foreach (var address in (string[])["jan@example.nl", "nobody@example.nl", "piet@example.nl"])
        {
            await server.Send(Letter.Of(Mail(address), settings, settings.Portal!), CancellationToken.None);
        }

        Assert.That((await smtp.Mails(2)).Select(mail => mail.GetProperty("to")[0].GetString()), Is.EqualTo((string[])["jan@example.nl", "piet@example.nl"]));
        Assert.That(smtp.Heard("login"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_server_without_TLS_hears_neither_password_nor_mail_unless_it_is_on_this_machine()
    {
        await using var smtp = await SmtpServer.Start("login");
        Assert.That(() => Send(Settings(smtp, tls: "required", user: "portal")), Throws.InstanceOf<NotSupportedException>());
        Assert.That(smtp.Heard("login").Concat(smtp.Heard("from")), Is.Empty);
        Assert.That(await Send(Settings(smtp, user: "portal")), Is.EqualTo(Delivery.Sent));
    }

    [TestCase("mail.example.nl", 587, "", SecureSocketOptions.StartTls)]
    [TestCase("mail.example.nl", 25, "none", SecureSocketOptions.StartTls)]
    [TestCase("10.0.0.5", 25, "", SecureSocketOptions.StartTls)]
    [TestCase("mail.example.nl", 465, "", SecureSocketOptions.SslOnConnect)]
    [TestCase("localhost", 25, "", SecureSocketOptions.StartTlsWhenAvailable)]
    [TestCase("127.0.0.1", 25, "required", SecureSocketOptions.StartTls)]
    [TestCase("::1", 25, "", SecureSocketOptions.StartTlsWhenAvailable)]
    [TestCase("localhost.example.nl", 25, "", SecureSocketOptions.StartTls)]
    public void Another_machine_is_spoken_to_over_TLS_only(string host, int port, string wish, SecureSocketOptions expected) =>
        Assert.That(MailSettings.TlsOf(host, port, wish), Is.EqualTo(expected));

    [Test]
    public async Task A_certificate_that_nobody_vouches_for_is_not_spoken_to()
    {
        var (certificate, key) = Certificate("localhost");
        await using var smtp = await SmtpServer.Start("tls", certificate, key);
        Assert.That(() => Send(Settings(smtp, "localhost")), Throws.InstanceOf<SslHandshakeException>());
        Assert.That(smtp.Heard("from"), Is.Empty);
    }

    [Test]
    public async Task The_portal_sends_over_TLS_what_its_pages_put_into_the_outbox()
    {
        var (certificate, key) = Certificate("localhost");
        await using var smtp = await SmtpServer.Start("tls", certificate, key, "login");
        // That the machine vouches for this certificate is what a municipality arranges for its own.
        await using var portal = await RunningPortal.Start(settings:
        [
            ("SSL_CERT_FILE", certificate), ("Mail__Smtp__Host", "localhost"), ("Mail__Smtp__Port", smtp.Port.ToString(CultureInfo.InvariantCulture)), ("Mail__Smtp__Tls", "required"),
            ("Mail__Smtp__User", "portal"), ("Mail__Smtp__Password", SmtpServer.Secret), ("Mail__From", "eigenregie@gemeente.example.nl"), ("Mail__Portal", "https://eigenregie.example.nl"),
        ]);
        using var client = await Client.SignedInAs(portal, "jansen");
        var asked = await client.Post((await client.FormOn("/berichten/instellingen", "form[action*='Ask']")).With("Address", "jansen@example.nl"));
        Assert.That(asked.Location, Is.EqualTo("/berichten/instellingen"), asked.Body);
        // Others of the town are told of what the day brings meanwhile.
        for (var tries = 0; tries < 600 && !smtp.Heard("mail").Any(mail => mail.GetProperty("to")[0].GetString() == "jansen@example.nl"); tries++)
        {
            await Task.Delay(100);
        }

        Assert.That(smtp.Heard("mail").Select(mail => (mail.GetProperty("to")[0].GetString(), mail.GetProperty("secure").GetBoolean())), Does.Contain(("jansen@example.nl", true)), portal.Log);
        Assert.That(smtp.Heard("login").Select(login => login.GetProperty("secure").GetBoolean()), Is.Not.Empty.And.All.True);
    }

    [TestCase("Mail:Portal", "http://eigenregie.example.nl", "https")]
    [TestCase("Mail:Portal", "eigenregie.example.nl", "https")]
    [TestCase("Mail:Smtp:Host", "mail.example.nl", "Mail__From")]
    public void What_would_send_people_to_a_wrong_place_does_not_start(string name, string value, string says)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
        Assert.That(() => MailSettings.Read(configuration, new Named("Production")), Throws.InvalidOperationException.With.Message.Contains(says));
    }

    private (string Certificate, string Key) Certificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(7));
        var (certificateFile, keyFile) = (Path.Combine(folder, "mail.pem"), Path.Combine(folder, "mail.key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "Portal";
        public string ContentRootPath { get; set; } = "";
        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
