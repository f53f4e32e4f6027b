using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Budget.Tests.Pages;

/// <summary>What is too large, too much or not HTTP is refused with the status that says so: no broken line, and no fault of ours.</summary>
public sealed class RequestLimitTests
{
    private static RunningPortal Portal => PagesPortal.Portal;

    [TestCase(1_100_000, "Dit is te veel in één keer")]
    [TestCase(9_000_000, "Dit is te veel in één keer")]
    public async Task A_form_that_is_too_large_is_heard_out_and_refused_with_a_page(int letters, string says)
    {
        using var client = await Client.SignedInAs(Portal, "jansen");
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", new string('x', letters));
        var answer = await client.Post(form);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(answer.Document.QuerySelector("h1")!.TextContent, Is.EqualTo(says));
        Assert.That((await client.Post(form.With("OwnWords", "Kort."))).Status, Is.Not.EqualTo(HttpStatusCode.RequestEntityTooLarge), "the next one is welcome");
    }

    [Test]
    public async Task A_form_that_does_not_say_how_large_it_is_may_not_be_larger_either()
    {
        using var client = await Client.SignedInAs(Portal, "jansen");
        var form = (await client.FormOn("/hulpvraag/nieuw")).With("OwnWords", new string('x', 1_100_000));
        using var message = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.Fields) };
        message.Headers.TransferEncodingChunked = true;
        Assert.That((await client.Send(message)).Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_form_of_more_than_1024_fields_is_the_visitors_fault()
    {
        using var client = await Client.SignedInAs(Portal, "jansen");
        var form = await client.FormOn("/hulpvraag/nieuw");
        var many = new Dictionary<string, string>(form.Fields, StringComparer.Ordinal);
        for (var number = many.Count; number <= 1_024; number++)
        {
            many[string.Create(CultureInfo.InvariantCulture, $"Veld{number}")] = "x";
        }

        var answer = await client.Post(form with { Fields = many });
        Assert.That((answer.Status, answer.Document.QuerySelector("h1")!.TextContent), Is.EqualTo((HttpStatusCode.BadRequest, "Dit kunnen wij niet lezen")));
    }

    [TestCase("application/x-www-form-urlencoded; charset=utf-7", "OwnWords=x")]
    [TestCase("application/x-www-form-urlencoded; charset=x", "OwnWords=%zz%")]
    [TestCase("multipart/form-data", "x")]
    [TestCase("multipart/form-data; boundary=a", "x")]
    [TestCase("multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=\"OwnWords\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nx\r\n--a--\r\n")]
    [TestCase("application/json", "{}")]
    [TestCase("text/xml", "<a/>")]
    [TestCase("application/x-www-form-urlencoded", "=&=&&%00=%00&a[b[c=1&OwnWords=%FF%FE")]
    public async Task A_body_that_is_no_form_of_ours_is_the_visitors_fault(string type, string body)
    {
        using var client = await Client.SignedInAs(Portal, "jansen");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/hulpvraag/nieuw") { Content = new StringContent(body) };
        message.Content.Headers.Remove("Content-Type");
        message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await client.Send(message);
        Assert.That((answer.Status, answer.Document.QuerySelector("h1")!.TextContent), Is.EqualTo((HttpStatusCode.BadRequest, "Dit kunnen wij niet lezen")));
    }

    [TestCase("GET /{long} HTTP/1.1\r\nHost: localhost\r\n", 414)]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}{long}{long}{long}\r\n", 431)]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\n{headers}", 431)]
    [TestCase("GET / HTTP/1.1\r\n", 400, TestName = "No_host_is_refused")]
    [TestCase("GET / HTTP/1.1\r\nHost: a b\r\n", 400)]
    [TestCase("GET / HTTP/9.9\r\nHost: localhost\r\n", 505)]
    [TestCase("GET /%00 HTTP/1.1\r\nHost: localhost\r\n", 400)]
    [TestCase("TRACE / HTTP/1.1\r\nHost: localhost\r\n", 405)]
    [TestCase("OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n", 405)]
    [TestCase("DELETE /mijn-budget HTTP/1.1\r\nHost: localhost\r\n", 405)]
    [TestCase("POST /inloggen/demo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, gzip\r\n", 400)]
    [TestCase("POST /inloggen/demo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n", 400)]
    [TestCase("POST /inloggen/demo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n", 400)]
    public async Task What_is_not_quite_HTTP_is_refused_for_what_it_is(string request, int status)
    {
        var (head, _) = await Raw(request
            .Replace("{long}", new string('a', 9_000), StringComparison.Ordinal)
            .Replace("{headers}", string.Concat(Enumerable.Range(0, 200).Select(number => $"X{number}: 1\r\n")), StringComparison.Ordinal) + "Connection: close\r\n\r\n");
        Assert.That(head, Does.StartWith($"HTTP/1.1 {status} "));
        Assert.That(head, Does.Not.Contain("Server:").And.Not.Contain("Access-Control-").And.Not.Contain("X-Powered-By"));
    }

    [Test]
    public async Task Of_two_ways_to_say_how_long_a_body_is_the_second_request_is_not_smuggled_in()
    {
        var (head, body) = await Raw("POST /inloggen/demo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /privacy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.That(head, Does.StartWith("HTTP/1.1 400 "));
        Assert.That(body, Does.Not.Contain("HTTP/1.1 200"), "the connection is closed when both lengths are there");
    }

    private static async Task<(string Head, string Body)> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Portal.Address.Host, Portal.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (IOException)
        {
            // The line is closed while we still have something to say: what came before it is the answer.
        }

        var parts = Encoding.UTF8.GetString(answer.ToArray()).Split("\r\n\r\n", 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
