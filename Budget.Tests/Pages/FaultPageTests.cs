using System.Text.RegularExpressions;

namespace Budget.Tests.Pages;

/// <summary>A fault of ours: its visitor reads one page and the number under which whoever runs the portal finds the rest.</summary>
public sealed partial class FaultPageTests
{
    [TestCase("Development")]
    [TestCase("Staging")]
    public async Task A_fault_of_ours_tells_its_visitor_a_number_and_nothing_else(string environment)
    {
        await using var portal = await RunningPortal.Start(environment: environment, settings: ("Demo__Enabled", "true"));
        using var client = new Client(portal);
        // The head and foot of a page, of a fault too, remember the municipalities from the first page on.
        Assert.That((int)(await client.Get("/kwetsbaarheid-melden")).Status, Is.EqualTo(200));
        await portal.Database.Overwrite(session => session.Execute("ALTER TABLE municipalities RENAME TO geheime_tabel"));
        var answer = await client.Get("/kwetsbaarheid-melden");
        Assert.That((int)answer.Status, Is.GreaterThanOrEqualTo(500));
        SafeHeaders.AreOn(answer);
        Assert.That(answer.Body, Does.Not.Contain("Exception").And.Not.Contain("SQLite").IgnoreCase.And.Not.Contain("municipalities").And.Not.Contain(" at Portal").And.Not.Contain(".cs:line"));
        Assert.That(Number().Match(answer.Document.Body!.TextContent).Value, Is.Not.Empty);
    }

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
