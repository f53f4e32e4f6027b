using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>A portal that ends TLS itself and listens on plain http too, on a machine that would still speak TLS 1.0: what it does with who comes so.</summary>
public sealed partial class PlainHttpTests
{
    /// <summary>For the system's own library: everything is allowed, so that only the portal refuses.</summary>
    private const string AnythingGoes = """
        openssl_conf = all
        [all]
        ssl_conf = ssl
        [ssl]
        system_default = old
        [old]
        MinProtocol = TLSv1
        CipherString = ALL:@SECLEVEL=0
        """;

    private string folder = "";
    private RunningPortal portal = null!;
    private HttpClient plain = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        var settings = Path.Combine(folder, "openssl.cnf");
        await File.WriteAllTextAsync(settings, AnythingGoes);
        portal = await RunningPortal.Start(environment: "Staging", settings:
        [
            ("Demo__Enabled", "true"), ("Kestrel__Endpoints__A__Url", "https://127.0.0.1:0"), ("Kestrel__Endpoints__B__Url", "http://127.0.0.1:0"),
            ("OPENSSL_CONF", settings), .. OwnCertificate.In(folder),
        ]);
        plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Plain().Match(portal.Log).Value) };
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        plain?.Dispose();
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestCase("/")]
    [TestCase("/inloggen")]
    [TestCase("/sessies")]
    [TestCase("/mijn-budget?voor=3&naam=a%26b")]
    [TestCase("//evil.example/x")]
    public async Task Who_asks_for_a_page_over_plain_http_is_sent_to_the_same_page_over_https(string path)
    {
        var answer = await plain.GetAsync(new Uri($"{plain.BaseAddress!.AbsoluteUri.TrimEnd('/')}{path}"));
        Assert.That((answer.StatusCode, answer.Headers.Location!.OriginalString), Is.EqualTo((HttpStatusCode.PermanentRedirect, $"{portal.Address.AbsoluteUri.TrimEnd('/')}{path}")));
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
    }

    [TestCase("POST", "/inloggen/demo")]
    [TestCase("POST", "/")]
    [TestCase("GET", "/sessie")]
    [TestCase("GET", "/Sessie/verder")]
    [TestCase("GET", "/lib/eigenregie.css")]
    [TestCase("GET", "/LIB/eigenregie.css")]
    public async Task What_nobody_types_into_a_browser_is_refused_over_plain_http(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await plain.SendAsync(request);
        Assert.That((answer.StatusCode, answer.Headers.Location, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.Forbidden, (Uri?)null, "")));
    }

    [Test]
    public async Task A_sign_of_health_is_given_on_both()
    {
        using var secure = portal.Door();
        Assert.That(await plain.GetStringAsync("/health/live"), Is.EqualTo(await secure.GetStringAsync("/health/live")));
    }

    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(3, true)]
    public async Task TLS_older_than_1_2_is_refused_whatever_the_machine_would_speak(byte minor, bool isSpoken)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(portal.Address.Host, portal.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Hello(minor));
        var answer = new byte[7];
        await stream.ReadExactlyAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        // A handshake that goes on (22), or an alert (21) that says: protocol version (70).
        Assert.That((answer[0], isSpoken ? 0 : answer[6]), Is.EqualTo(isSpoken ? (22, 0) : (21, 70)));
    }

    /// <summary>The first words of a visitor who speaks nothing newer than TLS 1.(minor - 1): RFC 5246, 7.4.1.2.</summary>
    private static byte[] Hello(byte minor)
    {
        byte[] extensions =
        [
            0x00, 0x0a, 0x00, 0x06, 0x00, 0x04, 0x00, 0x17, 0x00, 0x18, // curves
            0x00, 0x0b, 0x00, 0x02, 0x01, 0x00, // their points, not compressed
            0x00, 0x0d, 0x00, 0x08, 0x00, 0x06, 0x04, 0x01, 0x08, 0x04, 0x02, 0x01, // signatures
        ];
        byte[] suites = [0xc0, 0x2f, 0xc0, 0x30, 0xc0, 0x13, 0xc0, 0x14, 0x00, 0x2f, 0x00, 0x35];
        byte[] body = [3, minor, .. new byte[32], 0, 0, (byte)suites.Length, .. suites, 1, 0, 0, (byte)extensions.Length, .. extensions];
        byte[] handshake = [1, 0, 0, (byte)body.Length, .. body];
        return [22, 3, 1, 0, (byte)handshake.Length, .. handshake];
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
