using System.Net;
using Portal.Hosting;

namespace Budget.Tests.Unit;

/// <summary>Who counts as one address, and what as heavy work.</summary>
public sealed class LimitsTests
{
    /// <summary>They give one row as it was kept.</summary>
    private static readonly string[] Light =
    [
        "Portal/Pages/Attachments/Paper.cshtml.cs", "Portal/Pages/CouncilPapers/Survey.cshtml.cs", "Portal/Pages/Finance/Answer.cshtml.cs", "Portal/Pages/Guides/DeclarationCsvExample.cshtml.cs", "Portal/Pages/Guides/DeclarationCsvTemplate.cshtml.cs",
        "Portal/Pages/ProviderOffice/DeclarationAnswer.cshtml.cs", "Portal/Pages/ProviderOffice/TrafficMessage.cshtml.cs", "Portal/Pages/Towns/Logo.cshtml.cs",
    ];

    [Test]
    public void A_page_that_makes_a_file_is_heavy_work()
    {
        var makers = Repository.Files("Portal/Pages", "*.cshtml.cs").Where(path => Repository.Read(path).Contains("File(", StringComparison.Ordinal)).ToList();
        Assert.That(makers, Has.Count.GreaterThan(5), "they are found at all");
        Assert.That(makers.Where(path => !Repository.Read(path).Contains("[EnableRateLimiting(Limits.HeavyWork)]", StringComparison.Ordinal)), Is.EqualTo(Light));
    }

    [TestCase("192.0.2.7", "192.0.2.7")]
    [TestCase("::ffff:192.0.2.7", "192.0.2.7")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [TestCase("::1", "::/64")]
    public void A_line_with_IPv6_is_one_address_whatever_it_calls_itself(string address, string counted) =>
        Assert.That(Limits.AddressOf(IPAddress.Parse(address)), Is.EqualTo(counted));

    [Test]
    public void Whose_address_is_not_known_is_counted_together() => Assert.That(Limits.AddressOf(address: null), Is.Empty);
}
