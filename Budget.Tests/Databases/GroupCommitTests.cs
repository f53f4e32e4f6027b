using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>Callers at the same time share a commit on SQLite, and notice nothing of one another; on PostgreSQL the same is asked.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class GroupCommitTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    [Test]
    public async Task Each_caller_gets_its_own_answer_and_a_refusal_or_a_fault_takes_nothing_of_the_others_with_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 96).Select(number => Task.Run(() => Count(number))));

        for (var number = 0; number < 96; number++)
        {
            Assert.That(answers[number], Is.EqualTo((number % 3) switch { 0 => $"{number}", 1 => "refused", _ => "fault" }), $"caller {number}");
        }

        var written = await Rows.Of(town.ConnectionString, "SELECT series FROM number_series WHERE series LIKE 'caller-%'");
        Assert.That(written, Is.EquivalentTo(Enumerable.Range(0, 96).Where(number => number % 3 == 0).Select(number => $"caller-{number}")), "what was refused or failed wrote nothing");
    }

    [Test]
    public async Task Every_caller_stays_in_its_own_culture()
    {
        var cultures = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            var own = System.Globalization.CultureInfo.GetCultureInfo(number % 2 == 0 ? "nl-NL" : "tr-TR");
            System.Globalization.CultureInfo.CurrentCulture = own;
            var seen = "";
            await town.Database.Overwrite(_ =>
            {
                seen = System.Globalization.CultureInfo.CurrentCulture.Name;
                return Task.CompletedTask;
            });
            return seen == own.Name;
        })));

        Assert.That(cultures, Is.All.True);
    }

    [Test]
    public async Task Nobody_is_answered_before_the_commit_they_share()
    {
        var committed = 0;
        town.Database.AtMoment = moment => committed += moment == Moment.AfterCommit ? 1 : 0;

        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () =>
        {
            await Count(number * 3);
            return Volatile.Read(ref committed);
        })));

        Assert.That(seen, Is.All.GreaterThan(0));
        Assert.That(committed, engine == Engine.Sqlite ? Is.LessThanOrEqualTo(50) : Is.GreaterThan(0));
    }

    /// <summary>A third writes a row, a third writes one and is refused, a third writes one and fails.</summary>
    private async Task<string> Count(int number)
    {
        try
        {
            var outcome = await town.Database.Once<string>(town.Finance, town.Key(), "count", number, async session =>
            {
                await session.NextNumber($"caller-{number}");
                return (number % 3) switch
                {
                    0 => $"{number}",
                    1 => Refusal.NotAllowed,
                    _ => throw new InvalidOperationException("a fault of the deed"),
                };
            });
            return outcome.IsRefused ? "refused" : outcome.Value;
        }
        catch (InvalidOperationException)
        {
            return "fault";
        }
    }
}
