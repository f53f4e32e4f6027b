using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A head a day over all budgets: what was true that evening can be proved later, of one budget, without showing another.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class LedgerHeadTests(Engine engine)
{
    private Town town = null!;
    private List<Grant> grants = null!;
    private List<string> agreements = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        (grants, agreements) = ([], []);
        for (var number = 0; number < 5; number++)
        {
            grants.Add(await town.BudgetOf(100m + number, FundingForm.PersonHeld));
            agreements.Add(await town.Agreement(grants[number]));
        }
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<int> WriteHeads() => new WriteLedgerHeads(town.Database).Do();

    private Task<Outcome<ForwardClaim.Answer>> Claim(int number, int month) =>
        new ForwardClaim(town.Database).Do(grants[number].Resident.Actor, town.Key(), new(agreements[number], new(2026, month, 1), new(10m)));

    private async Task<LedgerProof.Answer?> Proof(int number, DateOnly day) =>
        await new LedgerProof(town.Database).Of(town.Finance, grants[number].BudgetNumber, day);

    [Test]
    public async Task A_head_is_written_once_for_each_day_that_is_over_and_had_postings()
    {
        Assert.That(await WriteHeads(), Is.Zero, "today is not over");
        town.Clock.GoTo(new(2026, 6, 16));
        Assert.That(await WriteHeads(), Is.EqualTo(1));
        Assert.That(await WriteHeads(), Is.Zero);
        await Claim(0, 5);
        town.Clock.GoTo(new(2026, 6, 20));
        Assert.That(await WriteHeads(), Is.EqualTo(1), "the 17th to the 19th were empty");
        var rows = await Rows.Of(town.ConnectionString, "SELECT budgets, postings, available_cents, payable_cents FROM ledger_heads ORDER BY day");
        Assert.That(rows, Is.EqualTo(["5 5 51000 0", "5 6 50000 1000"]));
    }

    [Test]
    public async Task Nothing_is_posted_on_a_day_whose_head_was_written_even_when_the_clock_goes_back()
    {
        await Claim(0, 4);
        town.Clock.GoTo(new(2026, 6, 16));
        await WriteHeads();
        town.Clock.GoTo(new(2026, 6, 15));

        await Claim(1, 5);

        var posting = (await new BudgetOverview(town.Database).Of(town.Finance, grants[1].BudgetNumber))!.Postings[0];
        Assert.That(posting.PostedOn, Is.EqualTo(new DateOnly(2026, 6, 16)));
    }

    [Test]
    public async Task The_head_proves_the_last_posting_of_a_budget_and_of_that_one_only()
    {
        await Claim(2, 5);
        town.Clock.GoTo(new(2026, 6, 16));
        await WriteHeads();
        await Claim(2, 4);

        for (var number = 0; number < grants.Count; number++)
        {
            var proof = (await Proof(number, town.Today))!;
            Assert.That(proof.Holds, Is.True);
            Assert.That(proof.PostingNumber, Is.EqualTo(number == 2 ? 2 : 1), "as it was that evening");
            Assert.That((proof with { PostingHash = proof.PostingHash.Replace(proof.PostingHash[0], proof.PostingHash[0] == 'a' ? 'b' : 'a') }).Holds, Is.False);
            Assert.That((proof with { Index = (proof.Index + 1) % 5 }).Holds, Is.False);
        }

        Assert.That(await Proof(0, new(2026, 6, 14)), Is.Null, "there was no head yet");
        Assert.That(await new LedgerProof(town.Database).Of(town.CaseworkerOfHilversum, grants[0].BudgetNumber, town.Today), Is.Null);
    }

    [Test]
    public async Task A_later_head_holds_the_hash_of_the_one_before_it()
    {
        town.Clock.GoTo(new(2026, 6, 16));
        await Claim(0, 5);
        town.Clock.GoTo(new(2026, 6, 17));
        await WriteHeads();
        var heads = new List<LedgerHead>();
        foreach (var day in new[] { new DateOnly(2026, 6, 15), new DateOnly(2026, 6, 16) })
        {
            heads.Add((await town.Database.Read(session => LedgerHead.UpTo(session, Town.Huizen, day)))!);
        }

        var (first, second) = (heads[0], heads[1]);
        Assert.That(first.Hash, Is.EqualTo(LedgerHead.HashOf(Posting.NoHash, Town.Huizen, first.Day, first.Budgets, first.Postings, first.Balance, first.Root, null, 0)));
        Assert.That(second.Hash, Is.EqualTo(LedgerHead.HashOf(first.Hash, Town.Huizen, second.Day, second.Budgets, second.Postings, second.Balance, second.Root, null, 0)));
        Assert.That(second.Root, Is.Not.EqualTo(first.Root));
    }

    [Test]
    public async Task The_trial_balance_of_any_day_is_the_sum_of_the_budgets_with_and_without_heads()
    {
        town.Clock.GoTo(new(2026, 7, 10));
        await Claim(0, 6);
        town.Clock.GoTo(new(2026, 8, 10));
        await Claim(1, 6);
        await Claim(2, 7);
        var days = new[] { new DateOnly(2026, 6, 14), new(2026, 6, 15), new(2026, 6, 30), new(2026, 7, 10), new(2026, 7, 31), new(2026, 8, 10), new(2026, 12, 31) };
        var without = await OnEach(days);

        town.Clock.GoTo(new(2026, 8, 11));
        await WriteHeads();

        var with = await OnEach(days);
        Assert.That(with, Is.EqualTo(without));
        foreach (var (day, answer) in days.Zip(with))
        {
            var (booked, cared) = (Balance.Empty, Balance.Empty);
            foreach (var grant in grants)
            {
                var one = (await new BalanceOnDay(town.Database).Of(town.Finance, grant.BudgetNumber, day))!;
                (booked, cared) = (booked.Plus(one.ByBooking), cared.Plus(one.ByCare));
            }

            Assert.That((answer.ByBooking, answer.ByCare), Is.EqualTo((booked, cared)), $"{day}");
        }
    }

    private async Task<List<(Balance ByBooking, Balance ByCare)>> OnEach(IEnumerable<DateOnly> days)
    {
        List<(Balance, Balance)> answers = [];
        foreach (var day in days)
        {
            var answer = (await new TrialBalance(town.Database).On(town.Finance, day))!;
            answers.Add((answer.ByBooking, answer.ByCare));
        }

        return answers;
    }
}
