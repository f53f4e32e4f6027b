namespace Budget.Tests.Databases;

/// <summary>`Portal payments` as an operator uses it: each run goes out once, and nothing is written over.</summary>
public sealed class PaymentsCommandTests
{
    private Town town = null!;
    private string folder = null!;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-payments-").FullName;
        town = await Town.On(Engine.Sqlite);
        await town.Accounts();
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<RunningPortal.Verb> Payments(string file, params string[] more) => RunningPortal.Run(
        town.ConnectionString, "Development", folder, ["payments", "--out", Path.Combine(folder, file), .. more], ("Keys__File", TestDatabase.KeysFileIn(folder)));

    [Test]
    public async Task Each_approved_run_is_written_once_and_nothing_is_written_over()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var number = (await town.ApproveRun(await town.ProposeRun())).Number;

        var first = await Payments("a.xml");
        var taken = await Payments("a.xml");
        var second = await Payments("b.xml");
        var again = await Payments("c.xml", "--run", number);
        var absent = await Payments("d.xml", "--run", "2026-999999");

        Assert.That((first.ExitCode, taken.ExitCode, second.ExitCode, again.ExitCode, absent.ExitCode), Is.EqualTo((0, 1, 0, 0, 1)), first.Errors + second.Errors + again.Errors);
        Assert.That(first.Output, Does.Contain(number).And.Contain("No other payment"));
        Assert.That(taken.Errors, Does.Contain("already"));
        Assert.That(second.Output, Does.Contain("Nothing was written"));
        Assert.That(string.Join(' ', Directory.GetFiles(folder, "*.xml").Select(Path.GetFileName).Order(StringComparer.Ordinal)), Is.EqualTo("a.xml c.xml"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "c.xml")), Is.EqualTo(await File.ReadAllTextAsync(Path.Combine(folder, "a.xml"))).And.Contain("pain.001.001.09"));
    }
}
