using System.Text;
using System.Xml.XPath;
using Budget.Core.Closing;

namespace Budget.Tests.Databases;

/// <summary>By which number an accountant finds the invoice and the payment behind a line of the audit file.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AuditFileReferencesTests(Engine engine)
{
    private static readonly string[] OfInvoices = ["DM1/1", "DM1/1", "DM1/2", "DM1/2"];

    [Test]
    public async Task An_invoice_has_the_number_of_its_declaration_hours_that_of_their_posting_and_a_payment_its_own_also_when_it_comes_back()
    {
        await using var town = await Town.On(engine);
        await town.Accounts();
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 2, 1), assigned.Debit("R2", 3, 1));
        var run = await town.Pay();
        Assert.That((await town.Bank(Paying.Status(run, "RJCT", (await town.Run(run)).Transfers[0].EndToEndId))).Refusal, Is.Null);
        var agreeing = await Agreeing.In(town);
        await agreeing.Claim(await agreeing.Approved(), 4, 10m);

        using var written = new MemoryStream();
        Assert.That(await new AuditFile(town.Database).Write(town.Finance, 2026, written), Is.Not.Null);
        var file = new AuditFileText(Encoding.UTF8.GetString(written.ToArray()));

        IReadOnlyList<string> References(string journal) => file.Values($"//journal[jrnID = '{journal}']/transaction/trLine/invRef");
        Assert.That(References("inkoop").Where(one => one.StartsWith("DM1/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Is.EqualTo(OfInvoices), "on both lines of each");
        var claim = file.Select("//journal[jrnID = 'inkoop']/transaction[starts-with(desc, 'Uren')]").Single();
        Assert.That(claim.Select("trLine/invRef").Cast<XPathNavigator>().Select(one => one.Value).Distinct(), Is.EqualTo((string[])[claim.SelectSingleNode("nr")!.Value]));
        Assert.That(References("betaling").Distinct(), Is.EqualTo((string[])[run]));
        Assert.That(References("correctie").Distinct(), Is.EqualTo((string[])[run]), "the payment came back");
        Assert.That(References("toekenning").Concat(References("reservering")), Is.Empty);
        await town.MustBeSound();
    }
}
