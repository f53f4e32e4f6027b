using Budget.Core.Decisions;

namespace Budget.Tests.Databases;

/// <summary>`Portal close` as an operator reads it.</summary>
public sealed class CloseCommandTests
{
    private Town town = null!;
    private string folder = null!;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-close-").FullName;
        town = await Town.On(Engine.Sqlite, FakeClock.On(2026, 12, 5));
        await town.BudgetOf(300m, FundingForm.PersonHeld, new Period(new(2026, 1, 1), new(2026, 12, 10)));
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<RunningPortal.Verb> Close(params string[] what) => RunningPortal.Run(
        town.ConnectionString, "Development", folder, ["close", "--municipality", Town.Huizen, .. what],
        ("Demo__Today", "2027-03-01"), ("Keys__File", TestDatabase.KeysFileIn(folder)));

    [Test]
    public async Task A_year_is_closed_once_and_the_second_time_it_says_that_it_was()
    {
        var draft = await Close("--year", "2026", "--draft");
        var first = await Close("--year", "2026");
        var second = await Close("--year", "2026");

        Assert.That((draft.ExitCode, first.ExitCode, second.ExitCode), Is.EqualTo((0, 0, 0)), draft.Errors + first.Errors + second.Errors);
        Assert.That(first.Output, Does.Contain("2026: 1 budget gives back").And.Contain("; 1 month closed.").And.Contain("2027 opens with 1 budget: ").And.EndWith("2026 is closed.\n"));
        Assert.That(draft.Output, Is.EqualTo(first.Output.Replace("2026 is closed.", "This was a draft: nothing has changed.", StringComparison.Ordinal)));
        Assert.That(second.Output, Is.EqualTo("2026 was closed already: nothing was done.\n"));
        Assert.That(await Sql.Count(town, "closed_years"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_month_is_closed_once_and_the_second_time_it_says_that_it_was()
    {
        var first = await Close("--month", "2026-12");
        var second = await Close("--month", "2026-12");

        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Errors + second.Errors);
        Assert.That(first.Output, Is.EqualTo("2026-12 is closed: 1 posting counts up to 2026-12-31.\n"));
        Assert.That(second.Output, Is.EqualTo("2026-12 was closed already: 1 posting counts up to 2026-12-31.\n"));
    }
}
