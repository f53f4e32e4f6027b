using System.Globalization;
using Budget.Core.Decisions;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>Finance asks for all statements; they are made behind the pages by whichever portal has time, once, and thrown away after a week or when somebody stops it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class MakeStatementsTests(Engine engine)
{
    private Town town = null!;
    private string root = null!;

    [SetUp]
    public async Task Start()
    {
        root = Directory.CreateTempSubdirectory("eigenregie-exports-").FullName;
        town = await Town.On(engine);
        await town.BudgetOf(600m);
        await town.BudgetOf(600m, FundingForm.PersonHeld);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private async Task<Guid> Ask(Actor? by = null, StatementSelection? which = null) =>
        (await new AskStatements(town.Database).Do(by ?? town.Finance, town.Key(), new(which ?? new(Period.Year(2026)), InEnglish: false))).Value;

    private Task<bool> Make() => new MakeStatements(town.Database).Do(root, checkAddress: null);

    private async Task<StatementExports.Export> Of(Guid id, Actor? actor = null) => (await new StatementExports(town.Database).One(actor ?? town.Finance, id))!;

    private string[] Papers(Guid id) => Directory.Exists(Path.Combine(root, $"{id:D}")) ? Directory.GetFiles(Path.Combine(root, $"{id:D}"), "*.pdf") : [];

    [Test]
    public async Task What_was_asked_is_made_once_and_says_how_far_it_is()
    {
        var id = await Ask();
        Assert.That((await Of(id)).IsAtWork, Is.True);

        Assert.That((await Make(), await Make()), Is.EqualTo((true, false)), "there is one, and then none");

        var export = await Of(id);
        Assert.That((export.Done, export.Total, export.Faults, export.IsThere, Papers(id).Length), Is.EqualTo((2L, (long?)2, 0L, true, 2)));
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'BudgetStatement' AND user_id = '{town.Finance.UserId.Value:D}'"), Is.EqualTo(2), "in the name of who asked");
    }

    [Test]
    public async Task Only_finance_of_the_municipality_asks_sees_and_stops()
    {
        var id = await Ask();
        foreach (var other in new[] { town.Caseworker, town.CaseworkerOfHilversum, town.Finance with { Role = Role.Auditor }, town.ProviderStaff })
        {
            Assert.That((await new AskStatements(town.Database).Do(other, town.Key(), new(new(Period.Year(2026)), InEnglish: false))).Refusal, Is.EqualTo(Refusal.NotAllowed));
            Assert.That(await new StatementExports(town.Database).One(other, id), Is.Null);
            Assert.That(await new StatementExports(town.Database).Of(other), Is.Empty);
            Assert.That((await new StopStatements(town.Database).Do(other, town.Key(), new(id))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        }

        var elsewhere = town.Finance with { MunicipalityCode = Town.Hilversum };
        Assert.That(await new StatementExports(town.Database).One(elsewhere, id), Is.Null);
        Assert.That((await new StopStatements(town.Database).Do(elsewhere, town.Key(), new(id))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task Stopped_before_or_after_nothing_of_it_is_kept()
    {
        var (before, after) = (await Ask(), await Ask());
        Assert.That((await new StopStatements(town.Database).Do(town.Finance, town.Key(), new(before))).IsRefused, Is.False);
        Assert.That((await Make(), Papers(before).Length, Papers(after).Length), Is.EqualTo((true, 0, 2)), "the one that was stopped is passed over");

        Assert.That((await new StopStatements(town.Database).Do(town.Finance, town.Key(), new(after))).IsRefused, Is.False);
        Assert.That((await new StopStatements(town.Database).Do(town.Finance, town.Key(), new(after))).Refusal, Is.EqualTo(Refusal.NotFound), "stopped is stopped");
        await Make();
        Assert.That((Papers(after).Length, (await Of(after)).EmptiedAt), Is.EqualTo((0, (DateTimeOffset?)town.Database.Time.GetUtcNow())));
    }

    [Test]
    public async Task After_a_week_the_files_are_thrown_away()
    {
        var id = await Ask();
        await Make();
        town.Clock.GoTo(town.Today.AddDays(6));
        await Make();
        Assert.That(Papers(id), Has.Length.EqualTo(2));
        town.Clock.GoTo(town.Today.AddDays(8));
        await Make();
        Assert.That((Papers(id).Length, (await Of(id)).IsThere), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task What_another_portal_is_at_is_left_alone_until_it_is_silent_for_a_minute()
    {
        var id = await Ask();
        await Rows.Execute(town.ConnectionString, string.Create(
            CultureInfo.InvariantCulture, $"UPDATE statement_exports SET leased_until = '{town.Database.Time.GetUtcNow().AddSeconds(30):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}'"));
        Assert.That(await Make(), Is.False);
        town.Clock.GoTo(town.Today.AddDays(1));
        Assert.That((await Make(), Papers(id).Length), Is.EqualTo((true, 2)));
    }

    [Test]
    [Platform(Include = "Linux", Reason = "A file that takes nothing, as on a full disk, is Linux's.")]
    public async Task On_a_full_disk_it_stays_at_work_and_is_made_when_there_is_room()
    {
        var id = await Ask();
        var full = Path.Combine(MakeStatements.FolderOf(root, $"{id:D}"), $"{ExportFolder.HashesName}.part");
        File.CreateSymbolicLink(full, "/dev/full");
        Assert.That(async () => await Make(), Throws.InstanceOf<IOException>());
        Assert.That((await Of(id)).IsAtWork, Is.True, "nobody calls it finished");

        File.Delete(full);
        town.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await Make(), (await Of(id)).IsThere, Papers(id).Length), Is.EqualTo((true, true, 2)));
    }

    [Test]
    public async Task A_portal_that_ends_in_the_middle_lets_it_go_and_another_ends_it()
    {
        var id = await Ask();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        Assert.That(await new MakeStatements(town.Database).Do(root, checkAddress: null, ended.Token), Is.True);
        Assert.That((await Of(id)).IsAtWork, Is.True);

        Assert.That((await Make(), (await Of(id)).IsThere, Papers(id).Length), Is.EqualTo((true, true, 2)), "at once, without waiting for the minute");
    }
}
