using System.Diagnostics;
using Budget.Tests.Properties;

namespace Budget.Tests.Faults;

/// <summary>
/// The portal is killed, told to stop, and bereft of its database, while visitors send claims over HTTP: no claim that was acknowledged is lost, none
/// is done twice, nobody is left without an answer who need not be, and it serves again at once.
/// </summary>
[Category("Tools")]
[Platform(Exclude = "Win", Reason = "Signals are Unix's.")]
public sealed class PortalUnderLoadTests
{
    /// <summary>What we promise of a machine that does nothing else, asked of the long run; in the short one other tests run beside it.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Broken = TimeSpan.FromSeconds(20);

    [TestCase(Engine.Sqlite, 12, 120)]
    [TestCase(Engine.PostgreSql, 8, 80)]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_portal_is_killed(Engine engine, int few, int many)
    {
        var kills = Thorough.Times(few, many);
        var chance = new Random(20261126);
        await using var portal = await RunningPortal.Start(engine);
        var claimants = await Claimants.At(portal, claims: kills * 50);
        List<TimeSpan> ready = [];
        var inTheLoad = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var before = claimants.Heard;
            var visits = claimants.Come(visitors: 6);
            // Now and then before the first claim is through; mostly anywhere in them.
            await Until(() => claimants.Heard > before || chance.Next(1_000) == 0);
            await Task.Delay(chance.Next(300));
            await portal.Kill();
            await visits;
            inTheLoad += claimants.Heard > before && claimants.Left > 0 ? 1 : 0;
            ready.Add(await portal.StartAgain());
            await claimants.MustStandInTheBooks(andNothingElse: false);
        }

        await claimants.Come(visitors: 6);
        await claimants.MustStandInTheBooks(andNothingElse: true);
        Figure.Tell($"kill -9 of the portal under load, {engine}", $"{kills} kills, {claimants.Heard} claims acknowledged, none lost, none twice; ready again in {Figure.Spread(ready)}");
        Assert.That(claimants.Left, Is.Zero);
        Assert.That(inTheLoad, Is.GreaterThan(kills / 2), "the kills fall in the load");
        WithinPromise(ready);
    }

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.PostgreSql)]
    public async Task Who_is_on_the_way_when_the_portal_is_told_to_stop_is_answered_or_was_never_let_in(Engine engine)
    {
        var stops = Thorough.Times(2, 30);
        var chance = new Random(7);
        await using var portal = await RunningPortal.Start(engine);
        var claimants = await Claimants.At(portal, claims: stops * 150);
        List<TimeSpan> gone = [];
        for (var stop = 0; stop < stops; stop++)
        {
            var before = claimants.Heard;
            var visits = claimants.Come(visitors: 6);
            await Until(() => claimants.Heard > before);
            await Task.Delay(chance.Next(500));
            var clock = Stopwatch.StartNew();
            Assert.That(await portal.Terminate(), Is.Zero);
            gone.Add(clock.Elapsed);
            await visits;
            Assert.That(claimants.Heard, Is.GreaterThan(before), "it stops in the load");
            // Also what nobody heard of: of a deed that was done, the answer arrived.
            await claimants.MustStandInTheBooks(andNothingElse: true);
            await portal.StartAgain();
        }

        Figure.Tell($"SIGTERM under load, {engine}", $"{stops} stops, {claimants.Heard} claims acknowledged, none done without its answer; gone in {Figure.Spread(gone)}");
    }

    [Test]
    public async Task When_the_database_server_is_killed_the_portal_goes_on_by_itself_once_it_is_back()
    {
        var kills = Thorough.Times(2, 20);
        var chance = new Random(11);
        await using var server = await PostgresServer.Start();
        await using var portal = await RunningPortal.On(await TestDatabase.At(server.ConnectionString, TimeProvider.System));
        var claimants = await Claimants.At(portal, claims: kills * 500);
        using var enough = new CancellationTokenSource();
        var visits = claimants.Come(visitors: 6, enough.Token);
        await Until(() => claimants.LetIn == 6);
        List<TimeSpan> back = [];
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(chance.Next(300, 900));
            await server.Kill();
            await Task.Delay(chance.Next(100, 4_000));
            await server.StartAgain();
            var (clock, before) = (Stopwatch.StartNew(), claimants.Heard);
            await Until(() => claimants.Heard > before);
            back.Add(clock.Elapsed);
        }

        Assert.That(claimants.Left, Is.Positive, "the load lasts as long as the kills");
        await enough.CancelAsync();
        await visits;
        // Who heard 503 did not send it once more: it may have been done.
        await claimants.MustStandInTheBooks(andNothingElse: false);
        Figure.Tell("PostgreSQL killed under load", $"{kills} kills, {claimants.Heard} claims acknowledged, {claimants.TurnedAway} times 503; the first claim after the server is back in {Figure.Spread(back)}");
        WithinPromise(back);
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !isSo();)
        {
            Assert.That(clock.Elapsed, Is.LessThan(Broken * 3), "what was waited for did not come");
            await Task.Delay(5);
        }
    }

    private static void WithinPromise(List<TimeSpan> times) =>
        Assert.That(times.Order().ElementAt(times.Count / 2), Is.LessThan(Thorough.IsLong ? Promise : Broken));
}
