using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>
/// The ledger's laws after a walk of real deeds in an order nobody thought of: claims that fit and claims that do not, reversals, and
/// old keys sent again. The seed is fixed, so a walk that fails can be walked again.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class LedgerLawsTests(Engine engine)
{
    private static readonly Period Years = new(new(2024, 1, 1), new(2026, 12, 31));
    private readonly List<(long Cents, string Budget)> expectedSpending = [];
    private readonly List<Func<Task>> replays = [];
    private Town town = null!;
    private int accepted;
    private int refused;

    [TestCase(1)]
    [TestCase(20260615)]
    public async Task Every_law_holds_after_a_walk_of_sixty_deeds(int seed)
    {
        (accepted, refused) = (0, 0);
        replays.Clear();
        expectedSpending.Clear();
        await using (town = await Town.On(engine))
        {
            var random = new Random(seed);
            var holders = new List<(Grant Grant, string Agreement)>();
            foreach (var euros in new[] { 45m, 60m })
            {
                var grant = await town.BudgetOf(euros, FundingForm.PersonHeld, Years);
                holders.Add((grant, await town.Agreement(grant, hours: 10m, period: Years)));
            }

            var following = await town.BudgetOf(500m);
            await town.Choose(following);
            var before = await Sql.Count(town, "postings");

            for (var deed = 0; deed < 60; deed++)
            {
                var (grant, agreement) = holders[random.Next(holders.Count)];
                await (random.Next(10) switch
                {
                    < 6 => Claim(grant, agreement, new DateOnly(2024, 1, 1).AddMonths(random.Next(32)), random.Next(1, 1_100) / 100m),
                    < 8 => Reverse(random.Next(8) == 0 ? following : grant, random.Next(2, 12)),
                    _ => Replay(random),
                });
            }

            Assert.That(accepted, Is.GreaterThan(15), "or the walk proves little");
            Assert.That(refused, Is.GreaterThan(5), "or the walk proves little");
            Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(before + accepted), "one posting for each accepted deed, none for a refused or repeated one");
            await AllLawsHold(holders);
        }
    }

    private async Task Claim(Grant grant, string agreement, DateOnly month, decimal hours)
    {
        var (key, entry) = (town.Key(), new ForwardClaim.Entry(agreement, month, new Quantity(hours)));
        Task<Outcome<ForwardClaim.Answer>> Do() => new ForwardClaim(town.Database).Do(grant.Resident.Actor, key, entry);
        Keep(await Do(), Do, answer => expectedSpending.Add((answer.Amount.Cents, grant.BudgetNumber)));
    }

    private async Task Reverse(Grant grant, long number)
    {
        var line = (await Overview(grant)).Postings.FirstOrDefault(posting => posting.Number == number);
        var key = town.Key();
        var proposed = await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(grant.BudgetNumber, number, "verkeerd"));
        Task<Outcome<long>> Do() => proposed.IsRefused ? Task.FromResult<Outcome<long>>(proposed.Refusal!) : new ApproveReversal(town.Database).Do(town.FinanceToo, key, proposed.Value);
        Keep(await Do(), Do, _ => expectedSpending.Add((line!.Kind == "claim" ? -line.Amount.Cents : 0, grant.BudgetNumber)));
    }

    private void Keep<T>(Outcome<T> first, Func<Task<Outcome<T>>> again, Action<T> accept)
    {
        if (first.IsRefused)
        {
            refused++;
            return;
        }

        accepted++;
        accept(first.Value);
        replays.Add(async () =>
        {
            var repeated = await again();
            Assert.That(repeated.Replayed, Is.True);
            Assert.That(repeated.Value, Is.EqualTo(first.Value));
        });
    }

    private async Task Replay(Random random)
    {
        if (replays.Count > 0)
        {
            await replays[random.Next(replays.Count)]();
        }
    }

    private async Task AllLawsHold(IEnumerable<(Grant Grant, string Agreement)> holders)
    {
        Assert.That(await Rows.Of(town.ConnectionString, BrokenLawsSql), Is.Empty, "a gap in the numbers, or a balance that is not the sum up to there");
        foreach (var (grant, _) in holders)
        {
            var spent = expectedSpending.Where(spending => spending.Budget == grant.BudgetNumber).Sum(spending => spending.Cents);
            Assert.That((await Overview(grant)).Balance.Spent, Is.EqualTo(new Money(spent)));
        }

        var verified = await new VerifyLedger(town.Database).Run();
        Assert.That(verified.FirstFault, Is.Null);
        Assert.That(verified.Granted, Is.EqualTo(new Money(60_500)));
        Assert.That(await Rows.Of(town.ConnectionString, TrialBalanceSql), Is.EqualTo(["0"]));
    }

    private async Task<BudgetOverview.Answer> Overview(Grant grant) => (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!;

    private const string BrokenLawsSql = """
        SELECT *
        FROM (
            SELECT budget_id, number, available_cents, reserved_cents, payable_cents, paid_cents,
                   ROW_NUMBER() OVER upto AS position,
                   SUM(CASE 'available' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END) OVER upto AS available,
                   SUM(CASE 'reserved' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END) OVER upto AS reserved,
                   SUM(CASE 'payable' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END) OVER upto AS payable,
                   SUM(CASE 'paid' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END) OVER upto AS paid
            FROM postings
            WINDOW upto AS (PARTITION BY budget_id ORDER BY number)
        ) computed
        WHERE number <> position
           OR available_cents <> available
           OR reserved_cents <> reserved
           OR payable_cents <> payable
           OR paid_cents <> paid
        """;

    // What moved over each account, against what the last posting of each budget says stands there: computed in two different ways.
    private const string TrialBalanceSql = """
        SELECT CAST(COUNT(*) AS TEXT)
        FROM (
            SELECT budget_id,
                   SUM(CASE 'available' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END) AS available,
                   SUM(CASE 'payable' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END) AS payable,
                   SUM(CASE 'fund' WHEN from_account THEN amount_cents WHEN to_account THEN -amount_cents ELSE 0 END) AS granted
            FROM postings
            GROUP BY budget_id
        ) moved
        JOIN postings last ON last.budget_id = moved.budget_id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = moved.budget_id)
        WHERE moved.available <> last.available_cents
           OR moved.payable <> last.payable_cents
           OR moved.granted <> last.available_cents + last.reserved_cents + last.payable_cents + last.paid_cents
        """;
}
