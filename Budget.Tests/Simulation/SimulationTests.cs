using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Budget.Tests.Faults;

namespace Budget.Tests.Simulation;

/// <summary>
/// The ledger played through thousands of random towns, each from one number, against a model of it, with every fault we can think of.
/// EIGENREGIE_SEEDS says how many towns (50 when it is not set; bin/test plays 1000), EIGENREGIE_SEED which is the first: a town that fails is
/// played again by its number alone. One thread plays one town.
/// </summary>
public sealed class SimulationTests
{
    private const int Steps = 32;
    private const int LastLinesShown = 14;
    private static readonly int Lanes = Math.Min(2, Environment.ProcessorCount);
    private static readonly string[] Expected = ["done", "refused", "not-allowed", "not-found", "again", "saw", "saw nothing", "crash BeforeCommit", "crash AfterCommit", "disk full"];

    private readonly ConcurrentDictionary<string, int> events = new(StringComparer.Ordinal);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static int FirstSeed => Setting("EIGENREGIE_SEED", 1);

    private static int Seeds => Setting("EIGENREGIE_SEEDS", Environment.GetEnvironmentVariable("EIGENREGIE_SEED") is null ? 50 : 1);

    [SetUp]
    public void Start() => events.Clear();

    [Test]
    public async Task In_every_random_town_each_answer_and_each_figure_is_the_models_whatever_breaks()
    {
        using var town = await SimulatedTown.Build();
        var clock = Stopwatch.StartNew();
        var seeds = new ConcurrentQueue<int>(Enumerable.Range(FirstSeed, Seeds));
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(async () =>
        {
            while (seeds.TryDequeue(out var seed))
            {
                await Play(town, lane, seed, Steps, whenItFails: seeds.Clear);
            }
        })));
        Tell(clock, Seeds);
        if (Seeds >= 50)
        {
            Assert.That(events.Keys, Is.SupersetOf(Expected), "or the faults miss");
        }
    }

    [Test]
    public async Task In_one_town_through_thousands_of_deeds_nothing_goes_out_of_step()
    {
        using var town = await SimulatedTown.Build();
        var clock = Stopwatch.StartNew();
        await Play(town, lane: 0, FirstSeed, Math.Max(500, Seeds * 2), whenItFails: () => { });
        Tell(clock, 1);
    }

    private void Tell(Stopwatch clock, int towns) => Figure.Tell("simulator",
        $"{towns} towns in {clock.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", events.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"))}");

    private async Task Play(SimulatedTown town, int lane, int seed, int steps, Action whenItFails)
    {
        await using var simulation = new RandomTown(town, lane, seed);
        try
        {
            await simulation.Play(steps);
        }
        catch (Exception fault)
        {
            whenItFails();
            throw new AssertionException($"""
                Town {seed} is not as it should be. Play it again with:
                  EIGENREGIE_SEED={seed} dotnet test Budget.Tests --filter FullyQualifiedName~{nameof(SimulationTests)}
                {string.Join('\n', simulation.Story.TakeLast(LastLinesShown))}
                {fault}
                """, fault);
        }

        foreach (var (what, times) in simulation.Events)
        {
            events.AddOrUpdate(what, times, (_, before) => before + times);
        }
    }
}
