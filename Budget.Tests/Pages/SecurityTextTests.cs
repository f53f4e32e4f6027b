using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>Whoever finds a weak spot finds whom to tell, as RFC 9116 has it.</summary>
public sealed partial class SecurityTextTests
{
    private const string Path = "/.well-known/security.txt";
    private static readonly string[] Known = ["Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"];

    [Test]
    public async Task Security_txt_is_as_RFC_9116_asks()
    {
        using var client = new Client(PagesPortal.Portal);
        var answer = await client.Get(Path);
        Assert.That((answer.Status, answer.Header("Content-Type")), Is.EqualTo((HttpStatusCode.OK, "text/plain; charset=utf-8")));
        Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
        var fields = Fields(answer.Body);
        Assert.That(fields.Select(field => field.Name).Distinct(), Is.EquivalentTo(Known));
        Assert.That(Of(fields, "Contact"), Is.Not.Empty.And.All.Match("^mailto:[^@ ]+@[^@ ]+$"));
        Assert.That(Of(fields, "Preferred-Languages").Single(), Is.EqualTo("nl, en"));
        var host = $"https://{PagesPortal.Portal.Address.Authority}";
        Assert.That(Of(fields, "Canonical").Single(), Is.EqualTo($"{host}{Path}"));
        Assert.That(Of(fields, "Policy").Single(), Is.EqualTo($"{host}/kwetsbaarheid-melden"));
    }

    [Test]
    public async Task It_is_never_stale_and_never_good_for_a_year()
    {
        using var client = new Client(PagesPortal.Portal);
        var expires = Of(Fields((await client.Get(Path)).Body), "Expires").Single();
        Assert.That(Rfc3339().IsMatch(expires), expires);
        var left = DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        Assert.That(left.TotalDays, Is.InRange(30, 364));
    }

    [Test]
    public async Task The_page_it_names_says_how_to_report_in_both_languages_and_to_the_same_addresses()
    {
        using var client = new Client(PagesPortal.Portal);
        var contacts = Of(Fields((await client.Get(Path)).Body), "Contact").ToList();
        var dutch = await client.Get("/kwetsbaarheid-melden");
        Assert.That(dutch.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")), Is.EquivalentTo(contacts));
        Assert.That(dutch.Body, Does.Contain("vijf werkdagen"));
        Assert.That((await client.Get("/kwetsbaarheid-melden?cultuur=en")).Body, Does.Contain("five working days"));
    }

    [Test]
    public async Task The_addresses_are_a_setting()
    {
        const string Contacts = "https://example.nl/melden mailto:beveiliging@example.nl";
        await using var portal = await RunningPortal.Start(settings: ("Security__Contact", Contacts));
        using var client = new Client(portal);
        Assert.That(string.Join(' ', Of(Fields((await client.Get(Path)).Body), "Contact")), Is.EqualTo(Contacts));
    }

    [TestCase("beveiliging@example.nl")]
    [TestCase("http://example.nl")]
    [TestCase("javascript:alert(1)")]
    public Task An_address_that_is_none_is_said_at_the_start_and_not_to_who_reports(string contact) =>
        DoesNotStart.Naming("Security:Contact", DoesNotStart.Serving, ("Security__Contact", contact));

    /// <summary>Each line is a field, and nothing is between them.</summary>
    private static List<(string Name, string Value)> Fields(string text)
    {
        Assert.That(text, Does.EndWith("\n"));
        return [.. text.TrimEnd('\n').Split('\n').Select(line => Field().Match(line) is { Success: true } field ? (field.Groups["name"].Value, field.Groups["value"].Value) : ("", line))];
    }

    private static IEnumerable<string> Of(IEnumerable<(string Name, string Value)> fields, string name) => fields.Where(field => field.Name == name).Select(field => field.Value);

    [GeneratedRegex("^(?<name>[A-Z][A-Za-z-]*): (?<value>[!-~]([ -~]*[!-~])?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", RegexOptions.NonBacktracking)]
    private static partial Regex Rfc3339();
}
