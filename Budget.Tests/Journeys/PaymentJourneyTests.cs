using Budget.Core.Ledger;

namespace Budget.Tests.Journeys;

/// <summary>Two people of finance pay the providers in a browser: one proposes, the other approves and takes the file along, the bank does not pay one, and every figure is right to the cent.</summary>
[Category("Journey")]
public sealed class PaymentJourneyTests : JourneyTests
{
    [Test]
    public async Task Two_people_pay_and_what_the_bank_sends_back_is_to_be_paid_again()
    {
        var folder = Directory.CreateTempSubdirectory("betaling-").FullName;
        var (one, other) = (await Visitor.SignedInAs("financien2", Browser, Portal, "nl", withScript: true), await Visitor.SignedInAs("financien", Browser, Portal, "nl", withScript: false));
        await one.Open("/financien/betalingen");
        await one.Follow("main a[href='/financien/betalingen/nieuw']");
        var toPay = await one.Figure("to-pay");
        Assert.That(toPay.IsPositive, Is.True);
        await one.Fill("RequestedOn", "1-1-2020");
        await one.Send("main form[method=post] button", expected: 400);
        await one.Open("/financien/betalingen/nieuw");
        await one.Send("main form[method=post] button");
        var path = one.Path;
        Assert.That((await one.Figure("proposed"), await one.Count("main form[action*='handler=Approve']")), Is.EqualTo((toPay, 0)), "nobody approves an own proposal");

        await other.Open(path);
        await other.Send("main form[action*='handler=Approve'] button");
        Assert.That(await other.Figure("paid"), Is.EqualTo(toPay));
        var file = await File.ReadAllTextAsync(await other.Download("main form[action*='handler=File'] button", folder));
        Assert.That(file, Does.Contain("pain.001.001.09").And.Contain($"<CtrlSum>{toPay.ToDecimalPoint()}</CtrlSum>"));

        var number = path.Split('/')[^1];
        var transfer = (await Databases.Rows.Of(Portal.ConnectionString, $"SELECT end_to_end_id, amount_cents FROM payment_transfers WHERE end_to_end_id LIKE '{number}-%' ORDER BY end_to_end_id"))[0].Split(' ');
        var answer = Path.Combine(folder, "pain002.xml");
        await File.WriteAllTextAsync(answer, Paying.Status(number, "RJCT", transfer[0]));
        await other.Open("/financien/betalingen");
        await other.Attach("Upload", answer);
        await other.Send("main form[enctype] button");
        Assert.That(await other.Told(), Does.Contain("Niet betaald of teruggekomen: 1"));
        await other.Open(path);
        Assert.That(await other.Figure("back"), Is.EqualTo(new Money(long.Parse(transfer[1], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.That(await other.Says(), Does.Contain("De bank schrijft: Niet uitgevoerd"));
        await one.Open("/financien/betalingen/nieuw");
        Assert.That(await one.Figure("to-pay"), Is.EqualTo(await other.Figure("back")));
        await one.Open("/financien/aansluiting");
        Assert.That(await one.Says(), Does.Contain("Alles klopt"));
        Assert.That((await new VerifyLedger(Portal.Database).Run()).FirstFault, Is.Null);
        Directory.Delete(folder, recursive: true);
    }
}
