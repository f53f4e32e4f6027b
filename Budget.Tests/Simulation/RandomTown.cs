using Budget.Core.Ledger;

namespace Budget.Tests.Simulation;

/// <summary>
/// One seed: deeds against the product and the model, new ones, late ones, repeated ones and keys used for something else, by whom they are for and by
/// whom they are not, and questions by everybody, in a town whose clock jumps. All that is random comes from the seed and everything runs one after the other, so a seed plays the same each time.
/// </summary>
internal sealed class RandomTown : IAsyncDisposable
{
    private const int StepsBetweenLooks = 16;
    private static readonly DateOnly LastDay = new(2035, 12, 31);
    private readonly Random random;
    private readonly FakeClock clock = new(AmsterdamDay.At(SimulatedTown.FirstDay, new TimeOnly(10, 0)));
    private readonly SimulatedDisk disk;
    private readonly ModelTown model;
    private readonly DeedChoice choice;
    private readonly FaultyDelivery delivery;
    private readonly SimulationLook look;
    private readonly PlayerLook players;
    private readonly List<Deed> sent = [];
    private readonly List<Deed> drawer = [];
    private readonly List<string> story = [];

    public RandomTown(SimulatedTown town, int lane, int seed)
    {
        random = new Random(seed);
        disk = new SimulatedDisk(town.Copy(lane), clock, random);
        model = new ModelTown(new ModelLedger(clock), town.Cast);
        choice = new DeedChoice(town, model, random);
        delivery = new FaultyDelivery(disk, model, random, story);
        look = new SimulationLook(town, model, random);
        players = new PlayerLook(town, model, random);
    }

    /// <summary>What was done, in words: of a failing seed the last lines are shown.</summary>
    public IReadOnlyList<string> Story => story;

    /// <summary>How often what became of a deed.</summary>
    public IEnumerable<KeyValuePair<string, int>> Events => delivery.Events.Concat(players.Events);

    public async Task Play(int steps)
    {
        for (var step = 1; step <= steps; step++)
        {
            MoveClock();
            story.Add($"{step}. {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}Z");
            await Step();
            if (step % StepsBetweenLooks == 0 || step == steps)
            {
                await look.AtEverything(disk.Database);
            }
        }
    }

    private async Task Step()
    {
        switch (random.Next(100))
        {
            case < 4:
                await delivery.OfHeads();
                break;
            case < 12:
                await look.Ask(disk.Database);
                break;
            case < 24:
                // Also of what was just done.
                await players.Ask(disk.Database);
                await players.Ask(disk.Database);
                break;
            case < 32:
                drawer.Add(choice.Next());
                break;
            case < 90:
                await delivery.Of([Some()]);
                break;
            default:
                await delivery.Of([.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Some())]);
                break;
        }
    }

    /// <summary>A new deed; or one prepared long ago, an old one again, or an old key for something else.</summary>
    private Deed Some()
    {
        var deed = random.Next(100) switch
        {
            < 12 when drawer.Count > 0 => drawer[random.Next(drawer.Count)],
            < 22 when sent.Count > 0 => sent[random.Next(sent.Count)],
            < 27 when sent.Count > 0 => choice.Next() with { Key = sent[random.Next(sent.Count)].Key },
            _ => choice.Next(),
        };
        drawer.Remove(deed);
        sent.Add(deed);
        return deed;
    }

    private void MoveClock()
    {
        var (now, today) = (clock.GetUtcNow(), AmsterdamDay.Of(clock.GetUtcNow()));
        var then = random.Next(100) switch
        {
            < 56 => now.AddSeconds(random.Next(7_200)),
            < 74 => now.AddDays(random.NextDouble() * 15),
            < 78 => AmsterdamDay.At(today.AddDays(1), TimeOnly.MinValue),
            < 82 => AmsterdamDay.At(Period.MonthOf(today).EndsOn.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-random.Next(2)),
            < 84 => AmsterdamDay.At(new DateOnly(today.Year + 1, 1, 1), TimeOnly.MinValue).AddMilliseconds(-random.Next(2)),
            < 85 => now.AddDays(random.Next(200, 400)),
            < 92 => now.AddSeconds(-random.Next(7_200)),
            < 99 => now.AddDays(-random.NextDouble() * 45),
            _ => now.AddDays(-random.Next(60, 400)),
        };
        var isInside = AmsterdamDay.Of(then) is var day && day > SimulatedTown.FirstDay && day < LastDay;
        clock.Advance(isInside ? then - now : TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync() => await disk.DisposeAsync();
}
