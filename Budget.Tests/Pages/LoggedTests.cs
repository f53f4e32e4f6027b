using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>What whoever runs the portal finds back: a line of JSON for each event, faults under the number that their visitor read, refusals as traces.</summary>
public sealed partial class LoggedTests
{
    private string folder = "";
    private RunningPortal portal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        portal = await RunningPortal.Start(environment: "Staging", settings: [("Demo__Enabled", "true"), .. OwnCertificate.In(folder)]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_fault_is_in_the_log_under_the_number_that_its_page_shows()
    {
        using var client = await Client.SignedInAs(portal, "devries");
        var page = await WithoutBudgets(() => client.Get("/mijn-budget"));
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        var number = Number().Match(page.Document.Body!.TextContent).Value;
        Assert.That(number, Is.Not.Empty);

        var line = await Logged(line => line.GetProperty("LogLevel").GetString() == "Error" && line.GetRawText().Contains(number, StringComparison.Ordinal));
        Assert.That(line.GetProperty("Exception").GetString(), Does.Contain("no such table").And.Contain("   at "), "what went wrong, and where");
    }

    [Test]
    public async Task Every_line_is_one_JSON_object_in_UTC_also_when_line_ends_are_typed()
    {
        const string Forged = "{\"LogLevel\":\"Critical\",\"Message\":\"forged\"}";
        using var client = await Client.SignedInAs(portal, "devries");
        var page = await WithoutBudgets(() => client.Get($"/mijn-budget/{Uri.EscapeDataString($"2026\r\n{Forged}\n")}"));
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        var number = Number().Match(page.Document.QuerySelector("main")!.TextContent).Value;
        await Logged(line => line.GetProperty("LogLevel").GetString() == "Error" && line.GetRawText().Contains(number, StringComparison.Ordinal));
        Assert.That(portal.Log, Does.Not.Contain("forged").And.Not.Contain("mijn-budget/"), "what somebody typed in an address is in no line");
        foreach (var line in Lines())
        {
            Assert.That(line.StartsWith('{'), Is.True, line);
            var said = JsonDocument.Parse(line).RootElement;
            Assert.That(said.GetProperty("Message").GetString(), Is.Not.EqualTo("forged"));
            Assert.That(said.GetProperty("Timestamp").GetString(), Does.Match("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z$"));
            Assert.That((said.GetProperty("Category").GetString(), said.GetProperty("LogLevel").GetString()), Is.Not.EqualTo((default(string), default(string))));
        }
    }

    [Test]
    public async Task Who_asks_for_a_page_of_another_role_leaves_a_trace_of_it()
    {
        using var client = await Client.SignedInAs(portal, "jansen");
        Assert.That((await client.Get("/financien/budget/2026-000001?naam=x")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            await portal.Database.Read(session => session.List<string>("SELECT t.action || ' ' || t.what || ' ' || t.subject || ' ' || t.role FROM traces t JOIN users u ON u.id = t.user_id WHERE u.login = 'jansen' AND t.action = 'refused'")),
            Is.EqualTo((string[])["refused Page financien/budget/{number} resident"]), "the route, and nothing that was typed");
    }

    private async Task<Client.Answer> WithoutBudgets(Func<Task<Client.Answer>> ask)
    {
        await portal.Database.Overwrite(session => session.Execute("ALTER TABLE budgets RENAME TO geheime_tabel"));
        try
        {
            return await ask();
        }
        finally
        {
            await portal.Database.Overwrite(session => session.Execute("ALTER TABLE geheime_tabel RENAME TO budgets"));
        }
    }

    /// <summary>All but the two lines for whoever starts it by hand.</summary>
    private IEnumerable<string> Lines() =>
        portal.Log.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("Eigen Regie: ", StringComparison.Ordinal) && !line.StartsWith("Demo personas ", StringComparison.Ordinal));

    private async Task<JsonElement> Logged(Func<JsonElement, bool> isIt)
    {
        for (var time = 0; time < 200; time++)
        {
            foreach (var line in Lines().Where(line => line.StartsWith('{')))
            {
                if (JsonDocument.Parse(line).RootElement is var said && isIt(said))
                {
                    return said;
                }
            }

            await Task.Delay(50);
        }

        throw new AssertionException($"Not in the log: {portal.Log}");
    }

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
