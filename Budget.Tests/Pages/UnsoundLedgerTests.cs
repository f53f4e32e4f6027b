using System.Net;

namespace Budget.Tests.Pages;

/// <summary>While the ledger has a fault: who must act sees it, in plain words of their language, and the portal goes on serving.</summary>
public sealed class UnsoundLedgerTests
{
    private RunningPortal portal = null!;
    private string budget = null!;

    /// <summary>Somebody raises one posting by a cent; verify finds it, and the fault stands.</summary>
    [OneTimeSetUp]
    public async Task Open()
    {
        portal = await RunningPortal.Start();
        budget = await portal.Database.Read(session => session.Single<string>(
            "SELECT MIN(b.number) FROM budgets b JOIN postings p ON p.budget_id = b.id AND p.number = 2 WHERE b.municipality_code = '0406'"));
        await Break();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    private Task Change(string sign) => portal.Database.Overwrite(async session =>
    {
        await session.Execute("DROP TRIGGER IF EXISTS postings_refuse_update");
        await session.Execute(
            $"UPDATE postings SET amount_cents = amount_cents {sign} 1 WHERE number = 2 AND budget_id = (SELECT id FROM budgets WHERE number = @budget)", new { budget });
    });

    private async Task Break()
    {
        await Change("+");
        Assert.That((await portal.Run("verify")).ExitCode, Is.EqualTo(1));
    }

    private async Task<string> Alert(string persona, string path)
    {
        using var client = await Client.SignedInAs(portal, persona);
        var answer = await client.Get(path);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        return string.Join(' ', (answer.Document.QuerySelector("main .utrecht-alert--warning")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [TestCase("financien", "/financien")]
    [TestCase("financien", "/financien/boeken")]
    [TestCase("beheer", "/beheer")]
    [TestCase("controle", "/controle")]
    public async Task Who_must_act_reads_what_is_wrong_since_when_and_what_to_do(string persona, string path)
    {
        Assert.That(await Alert(persona, path), Does.Contain("er wordt nu niets geboekt").And.Contain("15 juni 2026").And.Contain($"Budget {budget}, boeking 2")
            .And.Contain("De boeking is later veranderd").And.Contain("Portal verify"));
        Assert.That(await Alert(persona, $"{path}?cultuur=en"), Does.Contain("nothing is booked now").And.Contain($"Budget {budget}, posting 2")
            .And.Contain("It was changed after it was written"));
    }

    [Test]
    public async Task An_auditor_who_has_it_computed_again_reads_it_in_Dutch()
    {
        using var client = await Client.SignedInAs(portal, "controle");

        var page = (await client.Post(await client.FormOn("/controle"))).Document;

        Assert.That(page.QuerySelector("main .utrecht-alert--error")!.TextContent, Does.Contain($"Budget {budget}, boeking 2").And.Contain("De boeking is later veranderd"));
        Assert.That(page.QuerySelector("main [lang=en]"), Is.Null, "nothing in another language");
    }

    [Test]
    public async Task Ready_says_degraded_and_nothing_else()
    {
        using var client = new Client(portal);
        var answer = await client.Get("/health/ready");
        Assert.That((answer.Status, answer.Body), Is.EqualTo((HttpStatusCode.OK, "Degraded")));
        Assert.That((await client.Get("/health/live")).Body, Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task What_is_refused_says_who_sees_the_fault()
    {
        using var client = await Client.SignedInAs(portal, "financien");

        var refused = await client.Post(await client.FormOn("/financien/boeken/maand"));

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(refused.Document.QuerySelector(".er-error-summary")!.TextContent, Does.Contain("De afdeling financiën van de gemeente ziet die fout"));
    }

    [Test]
    public async Task Once_put_right_and_verified_the_pages_say_nothing_of_it()
    {
        await Change("-");
        Assert.That((await portal.Run("verify")).ExitCode, Is.Zero);

        Assert.That(await Alert("financien", "/financien"), Is.Empty);
        Assert.That(await Alert("controle", "/controle"), Is.Empty);
        using var client = new Client(portal);
        Assert.That((await client.Get("/health/ready")).Body, Is.EqualTo("Healthy"));
        await Break();
    }
}
