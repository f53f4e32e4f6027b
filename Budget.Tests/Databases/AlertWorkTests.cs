using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>Watching costs the same however much there is to watch: who is hasty slows nobody down. And who searches by BSN does so a number of times an hour.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class AlertWorkTests(Engine engine)
{
    private const int Hasty = 4000;
    private Town town = null!;

    [SetUp]
    public async Task Open() => town = await Town.On(engine);

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task One_more_look_or_refusal_costs_the_same_after_four_thousand_in_an_hour()
    {
        var resident = await town.Resident();
        await Leave(5, resident);
        var few = await Costs(resident);
        await Leave(Hasty, resident);
        var many = await Costs(resident);

        TestContext.Out.WriteLine($"{engine}: look {few.Look} and {many.Look}, refusal {few.Refusal} and {many.Refusal}, search {few.Search} and {many.Search}");
        Assert.That(new[] { few.Look, few.Refusal, few.Search }, Is.All.GreaterThan(0), "something is counted");
        Assert.That(new[] { many.Look, many.Refusal, many.Search }, Is.All.LessThan(Hasty / 2), "not row by row over all that was left");
    }

    /// <summary>What a member of staff who asks for one file all the time leaves in a minute, found and not found by turns.</summary>
    private Task Leave(int traces, Resident resident) => town.Database.Overwrite(async session =>
    {
        foreach (var action in (string[])["look", "refused"])
        {
            await session.Execute("""
                WITH RECURSIVE turn (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM turn WHERE number < @traces)
                INSERT INTO traces (id, at, action, what, subject, user_id, role, municipality_code, session_id, resident_id, on_behalf_of, basis, reason)
                SELECT @Prefix || substr(CAST(1000000000000 + number AS TEXT), 2), @Now, @action, 'CaseOverview', '', @UserId, 'caseworker', '0406', NULL,
                       CASE WHEN @action = 'look' THEN @Resident END, NULL, 'task', ''
                FROM turn
                """, new { traces, action, Prefix = $"{session.NewTraceId():D}"[..24], session.Now, town.Caseworker.UserId, Resident = resident.Id });
        }
    });

    private Task<(long Look, long Refusal, long Search)> Costs(Resident resident) => town.Database.Overwrite(async session => (
        await Work.Of(session, () => LookAtFile.Keep(session, town.Caseworker, "CaseOverview", "", resident.Id, onBehalfOf: null, TraceBasis.Task)),
        await Work.Of(session, () => RaiseAlert.AfterRefusal(session, town.Caseworker, "CaseOverview", "")),
        await Work.Of(session, () => ResidentByBsn.Search(session, town.Caseworker, "999900006"))));

    [Test]
    public async Task Who_searches_by_BSN_over_and_over_is_refused_in_words_and_raises_one_alert_and_nobody_else_waits()
    {
        var (administrator, colleague) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("collega", Role.Caseworker, Town.Huizen));
        await town.Resident("Jan Jansen", "999990019");
        var search = new ResidentByBsn(town.Database);
        for (var time = 0; time < ResidentByBsn.SearchesInAnHour; time++)
        {
            Assert.That((await search.Of(town.Caseworker, "999990019")).IsRefused, Is.False, $"{time}");
        }

        Assert.That(await new Alerts(town.Database).Of(administrator), Is.Empty, "a busy hour is no alert");
        for (var time = 0; time < 3; time++)
        {
            Assert.That((await search.Of(town.Caseworker, "999990019")).Refusal, Is.EqualTo(Refusal.SearchedTooOften.With(ResidentByBsn.SearchesInAnHour)));
        }

        var alert = (await new Alerts(town.Database).Of(administrator)).Single();
        Assert.That((alert.What, alert.UserName, alert.Amount), Is.EqualTo((AlertKind.Search, "Naam consulent", (long)ResidentByBsn.SearchesInAnHour)));
        Assert.That((await search.Of(colleague, "999990019")).IsRefused, Is.False);
        town.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await search.Of(town.Caseworker, "999990019")).IsRefused, Is.False, "an hour later one may again");
    }

    [Test]
    public async Task A_hundred_searches_at_once_are_counted_one_by_one()
    {
        await town.Resident("Jan Jansen", "999990019");
        var search = new ResidentByBsn(town.Database);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => search.Of(town.Caseworker, "999990019"))));
        Assert.That(answers.Count(answer => !answer.IsRefused), Is.EqualTo(ResidentByBsn.SearchesInAnHour));
    }
}
