using System.Net;
using Portal.Hosting;

namespace Budget.Tests.Unit;

/// <summary>Who counts as one address.</summary>
public sealed class LimitsTests
{
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
