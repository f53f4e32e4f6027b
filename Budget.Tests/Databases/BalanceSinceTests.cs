using Budget.Core.Budgets;
using Budget.Core.Disputes;

namespace Budget.Tests.Databases;

/// <summary>"Why is my balance different from last time?": the balance then, and the postings since, which together are the balance now.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class BalanceSinceTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;
    private string budget = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        assigned = await Assigned.In(town, 6_000m);
        budget = assigned.Grant.BudgetNumber;
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    /// <summary>The same person in this session.</summary>
    private async Task<BalanceSince.Answer> Look(int visit, Actor? by = null) => (await new BalanceSince(town.Database).Of(
        (by ?? assigned.Grant.Resident.Actor) with { SessionId = new SessionId(new Guid(visit, 0, 0, new byte[8])) }, budget))!;

    private static void MustAddUp(BalanceSince.Answer answer) => Assert.That(
        answer.Lines.Aggregate(BalanceSince.Left(answer.Then) + answer.EarlierChange, (sum, line) => sum + line.Change), Is.EqualTo(BalanceSince.Left(answer.Now)));

    [Test]
    public async Task A_first_visit_has_no_last_time_also_not_when_the_page_is_opened_again()
    {
        Assert.That((await Look(1)).SeenAt, Is.Null);
        Assert.That((await Look(1)).SeenAt, Is.Null);
        Assert.That(await new BalanceSince(town.Database).Of(town.Caseworker, budget), Is.Null);
        Assert.That(await new BalanceSince(town.Database).Of((await town.Resident()).Actor, budget), Is.Null);
    }

    [Test]
    public async Task The_next_visit_tells_what_happened_since_and_goes_on_telling_it()
    {
        await Look(1);
        var then = town.Clock.GetUtcNow();
        town.Clock.Advance(TimeSpan.FromDays(1));
        await town.Import("M1", assigned.Debit("R1", 4, 4));

        foreach (var _ in new[] { 1, 2 })
        {
            var answer = await Look(2);
            Assert.That((answer.SeenAt, answer.Then.Spent, answer.Now.Spent), Is.EqualTo((then, Money.Zero, new Money(24_000))));
            Assert.That(answer.Lines.Select(line => (line.Posting.Number, line.Change)), Is.EqualTo(new[] { (3L, new Money(-24_000)) }));
            MustAddUp(answer);
        }

        Assert.That((await Look(3)).Lines, Is.Empty, "nothing happened since the second visit");
    }

    [Test]
    public async Task Who_looks_for_somebody_has_visits_of_ones_own()
    {
        var mother = await town.User("moeder", Role.Resident, Town.Huizen);
        await new Core.Residents.GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.UserId, assigned.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2050, 1, 1)));
        await Look(1);
        await town.Import("M1", assigned.Debit("R1", 4, 4));

        Assert.That((await Look(2, mother)).SeenAt, Is.Null, "the mother looks for the first time");
        Assert.That((await Look(3)).Lines, Has.Count.EqualTo(1), "and reads nothing for the son");
    }

    [Test]
    public async Task A_balance_is_told_to_the_cent_however_the_postings_go()
    {
        var chance = new Random(7);
        var (references, disputable) = (0, new Queue<long>());
        await Look(0);
        for (var visit = 1; visit <= 12; visit++)
        {
            for (var deed = chance.Next(visit == 6 ? 30 : 4) + (visit == 6 ? 22 : 0); deed > 0; deed--)
            {
                if (disputable.Count > 0 && chance.Next(3) == 0)
                {
                    await town.Reverse(budget, disputable.Dequeue());
                }
                else
                {
                    // Of a month of which a line stands already it is rejected, and nothing is booked.
                    var line = assigned.Debit($"R{references++}", 1 + chance.Next(5), 1 + chance.Next(9));
                    if ((await town.Import($"M{references}", line)).Rejected == 0)
                    {
                        disputable.Enqueue(await Sql.Count(town, "postings"));
                    }
                }
            }

            MustAddUp(await Look(visit));
        }
    }

    [Test]
    public async Task Many_postings_are_told_as_the_last_of_them_and_one_sum()
    {
        await Look(1);
        for (var round = 1; round <= 14; round++)
        {
            var line = assigned.Debit($"D{round}", 4, round);
            await town.Import($"M{round}", line);
            await town.Import($"N{round}", line.CreditedBy($"C{round}"));
        }

        var answer = await Look(2);
        Assert.That(answer.Lines.Count + answer.Earlier, Is.EqualTo(28));
        Assert.That(answer.Lines, Has.Count.EqualTo(BalanceSince.Most));
        MustAddUp(answer);
    }
}
