using System.Diagnostics;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Statements;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>What went wrong in public with other ledgers, each time on both engines; the rest of the list stands in the tests that it belongs to.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ProofTests(Engine engine)
{
    private static readonly Period Years = new(new(2017, 1, 1), new(2026, 12, 31));
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Balance> BalanceOf(Grant grant) => (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance;

    private Task<Outcome<ForwardClaim.Answer>> Claim(Grant grant, string agreement, int month, decimal hours = 1m, IdempotencyKey? key = null) =>
        new ForwardClaim(town.Database).Do(grant.Resident.Actor, key ?? town.Key(), new(agreement, Years.StartsOn.AddMonths(month), new(hours)));

    [Test]
    public async Task A_refund_asked_for_twice_is_given_once_with_the_same_key_with_another_and_at_once()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld, Years);
        await Claim(grant, await town.Agreement(grant, period: Years), 0, 10m);
        var (key, approve) = (town.Key(), new ApproveReversal(town.Database));
        var proposal = (await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(grant.BudgetNumber, 2, "dubbel"))).Value;

        var same = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => approve.Do(town.FinanceToo, key, proposal))));
        var other = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => approve.Do(town.FinanceToo, town.Key(), proposal))));

        Assert.That(same.Select(outcome => outcome.Value).Distinct(), Is.EqualTo([3L]), "one key, one answer");
        Assert.That(same.Count(outcome => !outcome.Replayed), Is.EqualTo(1));
        Assert.That(other.Select(outcome => outcome.Refusal), Is.All.EqualTo(Refusal.AlreadyDecided));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'reversal'"), Is.EqualTo(1));
        Assert.That(await BalanceOf(grant), Is.EqualTo(new Balance(new(10_000), Money.Zero, Money.Zero, Money.Zero)));
    }

    [Test]
    public async Task In_a_hundred_runs_fifty_spenders_never_get_past_the_limit()
    {
        var resident = await town.Resident();
        for (var run = 1; run <= 100; run++)
        {
            var grant = await town.BudgetOf(100m, FundingForm.PersonHeld, Years, resident);
            var agreement = await town.Agreement(grant, hours: 10m, period: Years);

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(month => Task.Run(() => Claim(grant, agreement, month, 10m))));

            Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(10), $"run {run}");
            Assert.That(await BalanceOf(grant), Is.EqualTo(new Balance(Money.Zero, Money.Zero, new(10_000), Money.Zero)), $"run {run}");
        }
    }

    [Test]
    public async Task Numbers_have_no_gaps_when_many_write_at_once_and_some_are_refused()
    {
        var grant = await town.BudgetOf(40m, FundingForm.PersonHeld, Years);
        var agreement = await town.Agreement(grant, period: Years);
        var others = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            others.Add(await town.Request(await town.Resident()));
            await town.Report(others[number]);
        }

        var claims = Enumerable.Range(0, 80).Select(month => Task.Run(async () => (await Claim(grant, agreement, month % 60)).IsRefused)).ToList();
        var grants = others.SelectMany(request => Enumerable.Range(1, 2).Select(rate => Task.Run(async () => (await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(5), Frequency.Total, new Money(rate), Period.Year(2026), FundingForm.PersonFollowing, "Nodig."))).IsRefused))).ToList();
        var refused = (await Task.WhenAll(claims)).Count(isRefused => isRefused);
        await Task.WhenAll(grants);

        Assert.That(refused, Is.EqualTo(40), "forty euros, forty claims");
        Assert.That(await Numbers($"SELECT p.number FROM postings p JOIN budgets b ON b.id = p.budget_id WHERE b.number = '{grant.BudgetNumber}' ORDER BY p.number"), Is.EqualTo(Enumerable.Range(1, 41)));
        Assert.That(await Numbers("SELECT CAST(substr(number, 6) AS BIGINT) FROM budgets ORDER BY 1"), Is.EqualTo(Enumerable.Range(1, 7)), "one refused grant of each request left no hole");
        Assert.That(await Numbers("SELECT CAST(substr(number, 6) AS BIGINT) FROM decisions ORDER BY 1"), Is.EqualTo(Enumerable.Range(1, 7)));
    }

    [Test]
    public async Task Pages_of_history_neither_repeat_nor_skip_while_postings_arrive()
    {
        var grant = await town.BudgetOf(1000m, FundingForm.PersonHeld, Years);
        var agreement = await town.Agreement(grant, period: Years);
        for (var month = 0; month < 70; month++)
        {
            await Claim(grant, agreement, month);
        }

        var last = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Postings[0].Number;
        var arriving = Task.Run(async () =>
        {
            for (var month = 70; month < 110; month++)
            {
                await Claim(grant, agreement, month);
            }
        });
        var seen = new List<long>();
        long? before = null;
        BudgetOverview.Answer page;
        do
        {
            page = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber, before))!;
            seen.AddRange(page.Postings.Select(line => line.Number));
            before = seen[^1];
        }
        while (page.HasMore);
        await arriving;

        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, (int)seen[0]).Select(number => (long)number).Reverse()), "each once, newest first");
        Assert.That(seen[0], Is.GreaterThanOrEqualTo(last));
    }

    /// <summary>
    /// The fastest of some tries at each size: what else the machine does can only make it slower, so the large one may try again. Linear would be
    /// four, quadratic sixteen, and no number of tries brings that under nine.
    /// </summary>
    [Test]
    public async Task Four_times_the_data_costs_less_than_nine_times_the_time()
    {
        var grant = await town.BudgetOf(8_000m);
        await town.Choose(grant);
        await Book(grant, 400);
        var small = new Dictionary<string, double>();
        foreach (var (what, ask) in Work(grant))
        {
            small[what] = await Fastest(ask, until: 0, tries: 8);
        }

        await Book(grant, 1_200);
        foreach (var (what, ask) in Work(grant))
        {
            Assert.That(await Fastest(ask, until: 9 * small[what], tries: 60) / small[what], Is.LessThan(9), what);
        }
    }

    private Dictionary<string, Func<Task>> Work(Grant grant) => new()
    {
        ["overview"] = () => new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber),
        ["statement"] = () => new BudgetStatement(town.Database).OfYear(town.Finance, grant.BudgetNumber, 2026),
        ["balance on a day"] = () => new BalanceOnDay(town.Database).Of(town.Finance, grant.BudgetNumber, new(2026, 1, 1)),
        ["trial balance"] = () => new TrialBalance(town.Database).On(town.Finance, town.Today),
        ["verify"] = () => new VerifyLedger(town.Database).Run(),
        ["journal"] = async () =>
        {
            using var journal = new MemoryStream();
            await new HledgerJournal(town.Database).Write(journal);
        },
        ["ten postings"] = () => Book(grant, 10),
    };

    private static async Task<double> Fastest(Func<Task> ask, double until, int tries)
    {
        var fastest = double.MaxValue;
        for (var time = 0; time < tries && fastest >= until; time++)
        {
            var started = Stopwatch.GetTimestamp();
            await ask();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return fastest;
    }

    /// <summary>Straight into the ledger: a cent is released and reserved again, in turn.</summary>
    private Task Book(Grant grant, int postings) => town.Database.Overwrite(async session =>
    {
        var budget = (await BudgetQuery.Find(session, town.Finance, grant.BudgetNumber))!;
        var assignment = await session.Single<AssignmentId>("SELECT id FROM assignments");
        var seal = await session.Single<string>("SELECT seal FROM postings WHERE kind = 'reserve' AND number = 2");
        var ledger = await BudgetLedger.Open(session, town.Finance, budget.Id);
        for (var count = 0; count < postings; count++)
        {
            var (kind, from, to) = count % 2 == 0
                ? (PostingKind.Release, Account.Reserved, Account.Available)
                : (PostingKind.Reserve, Account.Available, Account.Reserved);
            var written = await ledger.Append(new NewPosting(
                kind, from, to, new Money(1), town.Today, OriginKind.Assignment, assignment.Value, "back and forth", assignment, Town.Agb,
                Seal: kind == PostingKind.Reserve ? seal : null));
            Assert.That(written.IsRefused, Is.False);
        }
    });

    private async Task<IEnumerable<int>> Numbers(string sql) =>
        (await Rows.Of(town.ConnectionString, sql)).Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
