using Budget.Tests.Databases;

namespace Budget.Tests.Faults;

/// <summary>What goes on behind the pages (sealing traces, keeping the books) meets what nobody thought of: the portal serves on, and says so in its log.</summary>
public sealed class KeepersTests
{
    [Test]
    public async Task Whatever_the_keeper_of_traces_meets_the_portal_serves_on()
    {
        await using var portal = await RunningPortal.Start();
        await portal.Kill();
        // Not an id where one should be: no fault of the database, and none that anybody foresaw.
        await Rows.Execute(portal.ConnectionString, $"INSERT INTO trace_blocks (number, until_id, trace_count, hash) SELECT COALESCE(MAX(number), 0) + 1, 'z', 1, '{new string('0', 64)}' FROM trace_blocks");
        await portal.StartAgain();
        for (var time = 0; time < 200 && !portal.Log.Contains("could not be sealed just now", StringComparison.Ordinal); time++)
        {
            await Task.Delay(50);
        }

        Assert.That(portal.Log, Does.Contain("could not be sealed just now"));
        using var client = new Client(portal);
        Assert.That((await client.Get("/")).Status, Is.EqualTo(System.Net.HttpStatusCode.OK));
    }
}
