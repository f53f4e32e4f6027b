using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>
/// The ledger's laws after decisions of every kind in an order nobody thought of, with choices, invoices and claims between them: no decision changes what was
/// spent, and what was granted is what is reserved, spent and available, with what went back. The seeds are fixed, so a walk that fails can be walked again.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class LawsOfDecisionsTests(Engine engine)
{
    private readonly List<(Grant Grant, FundingForm Form)> grants = [];
    private readonly Dictionary<string, Money> returned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> done = new(StringComparer.Ordinal);
    private Town town = null!;
    private Random random = new(0);
    private int messages;

    [TestCase(7)]
    [TestCase(20261126)]
    public async Task No_decision_changes_what_was_spent_and_every_cent_stays_accounted_for(int seed)
    {
        await using (town = await Town.On(engine))
        {
            random = new Random(seed);
            grants.Clear();
            returned.Clear();
            done.Clear();
            messages = 0;
            await Begin(FundingForm.PersonFollowing);
            await Begin(FundingForm.PersonHeld);
            for (var step = 0; step < 70; step++)
            {
                var (grant, form) = grants[random.Next(grants.Count)];
                await (random.Next(10) switch
                {
                    0 => Begin(random.Next(2) == 0 ? FundingForm.PersonFollowing : FundingForm.PersonHeld),
                    1 => Decide("withdraw", async () => (await town.Withdraw(grant, Day(), random.Next(2) == 0 ? WithdrawalGround.A : WithdrawalGround.E)) is { IsRefused: false } answer ? (answer.Value.Effect, grant) : null),
                    2 => Decide("revise", () => Revise(grant, form)),
                    3 => Decide("extend", () => Extend(grant, form)),
                    4 => Decide("recover", async () => { Count("recover", (await town.Recover(grant, random.Next(1, 40_000))).IsRefused); return null; }),
                    5 => Decide("refuse", async () => { Count("refuse", (await town.Refuse(random.Next(2) == 0 ? grant.RequestNumber : await Reported())).IsRefused); return null; }),
                    6 => Decide("help", async () => { Count("help", (await town.HelpAtOnce(await town.Request(grant.Resident), town.Today.AddDays(random.Next(-9, 10)), random.Next(1, 9))).IsRefused); return null; }),
                    _ => Spend(grant, form),
                });
            }

            foreach (var kind in new[] { "withdraw", "revise", "extend", "recover", "refuse", "help", "spend" })
            {
                Assert.That(done.GetValueOrDefault(kind), Is.Positive, $"{kind}: or the walk proves little");
            }

            foreach (var (grant, _) in grants)
            {
                var overview = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!;
                var granted = overview.Postings.Single(posting => posting.Kind == "grant").Amount;
                Assert.That(overview.Balance.Reserved + overview.Balance.Spent + overview.Balance.Available + returned.GetValueOrDefault(grant.BudgetNumber), Is.EqualTo(granted), grant.BudgetNumber);
            }

            var verified = await new VerifyLedger(town.Database).Run();
            Assert.That(verified.FirstFault, Is.Null);
            Assert.That(verified.Available + verified.Reserved + verified.Payable + verified.Paid, Is.EqualTo(verified.Granted), "the trial balance");
        }
    }

    private DateOnly Day() => new DateOnly(2026, 1, 1).AddDays(random.Next(364));

    private void Count(string what, bool isRefused) => done[what] = done.GetValueOrDefault(what) + (isRefused ? 0 : 1);

    private async Task Begin(FundingForm form)
    {
        var grant = await town.Weekly(form);
        grants.Add((grant, form));
        await (form == FundingForm.PersonHeld ? town.Agreement(grant, rate: 60m, hours: 9m) : (Task)town.Choose(grant));
    }

    private async Task<string> Reported()
    {
        var request = await town.Request(await town.Resident());
        await town.Report(request);
        return request;
    }

    /// <summary>What is spent on each budget, before and after: the same.</summary>
    private async Task Decide(string what, Func<Task<(EndedBudget Effect, Grant Grant)?>> decide)
    {
        var before = await Spent();
        if (await decide() is { } ended)
        {
            Count(what, isRefused: false);
            returned[ended.Grant.BudgetNumber] = returned.GetValueOrDefault(ended.Grant.BudgetNumber) + ended.Effect.Returned;
        }

        Assert.That((await Spent()).Where(row => before.ContainsKey(row.Key)), Is.EquivalentTo(before), what);
    }

    private async Task<Dictionary<string, Money>> Spent() =>
        (await new BudgetList(town.Database).Of(town.Finance)).ToDictionary(budget => budget.Number, budget => budget.Balance.Spent, StringComparer.Ordinal);

    private async Task<(EndedBudget, Grant)?> Revise(Grant grant, FundingForm form)
    {
        var day = Day();
        var revised = await town.Revise(grant, day, new(2026, 12, 31), random.Next(1, 5), form, WithdrawalGround.A);
        if (revised.IsRefused)
        {
            return null;
        }

        grants.Add((grant with { BudgetNumber = revised.Value.BudgetNumber }, form));
        return (revised.Value.Effect, grant);
    }

    private async Task<(EndedBudget, Grant)?> Extend(Grant grant, FundingForm form)
    {
        var extended = await town.Extend(grant, new(2027, 6, 30), random.Next(1, 5));
        Count("extend", extended.IsRefused);
        if (!extended.IsRefused)
        {
            grants.Add((grant with { BudgetNumber = extended.Value.BudgetNumber }, form));
        }

        return null;
    }

    private async Task Spend(Grant grant, FundingForm form)
    {
        var budget = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Budget;
        if (form == FundingForm.PersonHeld)
        {
            var agreements = (await new CareAgreements(town.Database).Of(grant.Resident.Actor)).Agreements.Where(one => one.BudgetNumber == grant.BudgetNumber).ToList();
            if (agreements.Count > 0)
            {
                Count("spend", (await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreements[0].Number, new(2026, random.Next(1, 6), 1), new(random.Next(1, 10))))).IsRefused);
            }

            return;
        }

        if (budget.AssignmentNumber is { } number)
        {
            var assigned = new Assigned(grant, await Assigned.BsnOf(town, grant), number);
            messages++;
            var answer = await town.Import($"M{messages}", assigned.Debit($"R{messages}", random.Next(1, 6), random.Next(1, 10)));
            Count("spend", answer.Rejected > 0);
            return;
        }

        await new ChooseProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, town.Contract));
    }
}
