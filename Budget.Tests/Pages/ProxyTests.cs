using System.Net;

namespace Budget.Tests.Pages;

/// <summary>Behind a proxy: its word on the address and the line of a visitor counts, and nobody else's does.</summary>
public sealed class ProxyTests
{
    [TestCase("127.0.0.1", true)]
    [TestCase("203.0.113.9", false)]
    public async Task What_a_known_proxy_says_of_a_visitor_counts_and_what_another_says_does_not(string trusted, bool counts)
    {
        await using var portal = await RunningPortal.Start(settings: [("Proxy__Trusted", trusted), ("Limits__SignInsPerMinute", "4")]);
        using var client = new Client(portal);
        Task<Client.Answer> From(string address)
        {
            var message = new HttpRequestMessage(HttpMethod.Get, "/inloggen/mislukt");
            message.Headers.Add("X-Forwarded-For", address);
            message.Headers.Add("X-Forwarded-Proto", "https");
            return client.Send(message);
        }

        var first = await From("203.0.113.1");
        Assert.That(first.Header("Strict-Transport-Security"), counts ? Is.Not.Empty : Is.Empty, "whether the visitor came over https");
        for (var time = 0; time < 6; time++)
        {
            // What a visitor puts before the proxy's own word is not the proxy's word.
            await From($"10.0.0.{time}, 203.0.113.1");
        }

        Assert.That((await From("203.0.113.1")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await From("203.0.113.2")).Status, Is.EqualTo(counts ? HttpStatusCode.Forbidden : HttpStatusCode.TooManyRequests), "another visitor, or one who says so");
    }
}
