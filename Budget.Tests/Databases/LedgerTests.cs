using System.Globalization;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>The ledger's promises, on both engines.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class LedgerTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<Balance> BalanceOf(Grant grant) => (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance;

    private Task<Outcome<ForwardClaim.Answer>> Claim(Grant grant, string agreement, int month, decimal hours, IdempotencyKey? key = null) =>
        new ForwardClaim(town.Database).Do(grant.Resident.Actor, key ?? town.Key(), new(agreement, new(2026, month, 1), new(hours)));

    [Test]
    public async Task The_grant_is_the_first_posting_and_all_of_it_is_available()
    {
        var grant = await town.BudgetOf(1200m);

        var overview = await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber);

        Assert.That(overview!.Balance, Is.EqualTo(new Balance(new(120_000), Money.Zero, Money.Zero, Money.Zero)));
        Assert.That(overview.Postings.Single(), Has.Property(nameof(PostingLine.Kind)).EqualTo("grant").And.Property(nameof(PostingLine.Number)).EqualTo(1));
    }

    [Test]
    public async Task Choosing_a_provider_reserves_and_leaves_the_total_as_it_was()
    {
        var grant = await town.BudgetOf(1200m);

        var chosen = await town.Choose(grant);

        Assert.That(chosen.Reserved, Is.EqualTo(new Money(120_000)), "the contract is dearer than the grant, so no more than is available");
        Assert.That(await BalanceOf(grant), Is.EqualTo(new Balance(Money.Zero, new(120_000), Money.Zero, Money.Zero)));
        Assert.That((await BalanceOf(grant)).Granted, Is.EqualTo(new Money(120_000)));
    }

    [Test]
    public async Task A_claim_is_booked_once_per_month_and_never_above_the_balance()
    {
        var grant = await town.BudgetOf(50m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant, hours: 40m);

        var first = await Claim(grant, agreement, 4, 40m);
        var again = await Claim(grant, agreement, 4, 10m);
        var tooMuch = await Claim(grant, agreement, 5, 10.01m);

        Assert.That(first.Value.Available, Is.EqualTo(new Money(1_000)));
        Assert.That(again.Refusal, Is.EqualTo(Refusal.MonthAlreadyClaimed));
        Assert.That(tooMuch.Refusal!.Is(Refusal.BalanceTooLow), Is.True);
        Assert.That((await BalanceOf(grant)).Spent, Is.EqualTo(new Money(4_000)));
    }

    [Test]
    public async Task The_same_key_gives_the_same_answer_and_one_posting_and_other_content_is_refused()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        var key = town.Key();

        var first = await Claim(grant, agreement, 4, 10m, key);
        town.Clock.Advance(TimeSpan.FromDays(400));
        var again = await Claim(grant, agreement, 4, 10m, key);
        var other = await Claim(grant, agreement, 4, 11m, key);

        Assert.That(again.Value, Is.EqualTo(first.Value));
        Assert.That(first.Replayed, Is.False);
        Assert.That(again.Replayed, Is.True);
        Assert.That(other.Refusal, Is.EqualTo(Refusal.KeyUsedForOtherContent));
        Assert.That((await BalanceOf(grant)).Spent, Is.EqualTo(new Money(1_000)));
    }

    [Test]
    public async Task Fifty_spenders_at_once_book_exactly_what_fits()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld, new Period(new(2020, 1, 1), new(2026, 12, 31)));
        var agreement = await town.Agreement(grant, hours: 10m, period: new Period(new(2020, 1, 1), new(2026, 12, 31)));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(month => Task.Run(() =>
            new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new DateOnly(2020, 1, 1).AddMonths(month), new(10m))))));

        Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(10));
        Assert.That(outcomes.Where(outcome => outcome.IsRefused).All(outcome => outcome.Refusal!.Is(Refusal.BalanceTooLow)), Is.True);
        Assert.That(await BalanceOf(grant), Is.EqualTo(new Balance(Money.Zero, Money.Zero, new(10_000), Money.Zero)));
        var verified = await new VerifyLedger(town.Database).Run();
        Assert.That(verified.FirstFault, Is.Null);
        Assert.That(verified.Postings, Is.EqualTo(11), "numbered 1 to 11 without gaps, or verify would have said so");
    }

    [Test]
    public async Task The_same_key_at_once_from_many_tabs_books_once()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        var key = town.Key();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Claim(grant, agreement, 4, 10m, key))));

        Assert.That(outcomes.Select(outcome => outcome.Value).Distinct().Count(), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => !outcome.Replayed), Is.EqualTo(1));
        Assert.That((await BalanceOf(grant)).Spent, Is.EqualTo(new Money(1_000)));
    }

    [Test]
    public async Task A_reversal_restores_the_balance_and_happens_once()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        var before = await BalanceOf(grant);
        await Claim(grant, agreement, 4, 10m);
        var (propose, approve) = (new ProposeReversal(town.Database), new ApproveReversal(town.Database));

        var proposals = await AtOnce(() => propose.Do(town.Finance, town.Key(), new(grant.BudgetNumber, 2, "verkeerde maand")));
        var proposal = proposals.Single(outcome => !outcome.IsRefused).Value;
        var approvals = await AtOnce(() => approve.Do(town.FinanceToo, town.Key(), proposal));
        var ofReversal = await propose.Do(town.Finance, town.Key(), new(grant.BudgetNumber, 3, "toch niet"));

        Assert.That(proposals.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Refusal), Is.All.EqualTo(Refusal.AlreadyProposed));
        Assert.That(approvals.Count(outcome => !outcome.IsRefused), Is.EqualTo(1));
        Assert.That(approvals.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Refusal), Is.All.EqualTo(Refusal.AlreadyDecided));
        Assert.That((await propose.Do(town.Finance, town.Key(), new(grant.BudgetNumber, 2, "nog eens"))).Refusal, Is.EqualTo(Refusal.AlreadyReversed));
        Assert.That(ofReversal.Refusal, Is.EqualTo(Refusal.ReversalOfReversal));
        Assert.That(await BalanceOf(grant), Is.EqualTo(before));
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }

    private static Task<T[]> AtOnce<T>(Func<Task<T>> work) => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(work)));

    [TestCase("UPDATE postings SET amount_cents = 1 WHERE number = 1")]
    [TestCase("DELETE FROM postings WHERE number = 1")]
    [TestCase("UPDATE postings SET reason = 'x'")]
    public async Task The_database_itself_refuses_to_change_or_remove_a_posting(string sql)
    {
        await town.BudgetOf(100m);

        Assert.That(async () => await Sql.Execute(town, sql), Throws.Exception.With.Message.Contains("append-only"));
    }

    [TestCase("amount_cents = amount_cents + 1", "hash does not match")]
    [TestCase("occurred_on = '2026-01-01'", "hash does not match")]
    [TestCase("reason = 'other'", "hash does not match")]
    [TestCase("actor_id = '00000000-0000-0000-0000-000000000000'", "hash does not match")]
    [TestCase("available_cents = available_cents + 1", "hash does not match")]
    [TestCase("hash = substr(hash, 1, 63) || 'x'", "hash does not match")]
    public async Task Verify_names_a_posting_that_somebody_changed_behind_our_back(string change, string why)
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await Claim(grant, await town.Agreement(grant), 4, 10m);
        await Sql.AllowChanges(town);
        await Sql.Execute(town, $"UPDATE postings SET {change} WHERE number = 2");

        var verified = await new VerifyLedger(town.Database).Run();

        Assert.That(verified.FirstFault, Is.Not.Null);
        Assert.That(verified.FirstFault!.Where, Is.EqualTo($"{grant.BudgetNumber}/2"));
        Assert.That(verified.FirstFault.Why, Does.Contain(why));
    }

    [Test]
    public async Task Verify_notices_that_the_last_posting_was_taken_out()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await Claim(grant, await town.Agreement(grant), 4, 10m);
        await Sql.AllowChanges(town);
        await Sql.WithoutForeignKeys(town, "DELETE FROM postings WHERE number = 2");

        var verified = await new VerifyLedger(town.Database).Run();

        Assert.That(verified.FirstFault!.Why, Is.EqualTo("a claim has no posting of its amount"));
    }

    [Test]
    public async Task The_database_refuses_what_the_rules_would_when_the_rules_are_passed_by()
    {
        await town.BudgetOf(100m);

        Assert.That(async () => await Sql.Execute(town, Sql.PostingOf(available: -1)), Throws.Exception.With.Message.Contains("available_cents").Or.Message.Contains("check constraint"));
        Assert.That(async () => await Sql.Execute(town, Sql.PostingOf(available: 1, number: 1)), Throws.Exception.With.Message.Contains("postings"), "number 1 exists");
        Assert.That(async () => await Sql.Execute(town, Sql.PostingOf(available: 1, number: 2)), Throws.Nothing, "or the two above prove nothing");
    }

    [TestCase("{0}, 'claim', 'available'", "{0}, 'gift', 'available'")]
    [TestCase("'available', 'payable', 10", "'purse', 'payable', 10")]
    [TestCase("'available', 'payable', 10", "'available', 'purse', 10")]
    [TestCase("'', 'claim', 'x'", "'', 'dream', 'x'")]
    public async Task The_database_refuses_a_kind_an_account_or_an_origin_that_does_not_exist(string word, string other)
    {
        await town.BudgetOf(100m);
        var (from, to) = (string.Format(CultureInfo.InvariantCulture, word, 2), string.Format(CultureInfo.InvariantCulture, other, 2));
        var posting = Sql.PostingOf(available: 1);
        Assert.That(posting, Does.Contain(from));

        Assert.That(
            async () => await Sql.Execute(town, posting.Replace(from, to, StringComparison.Ordinal)),
            Throws.Exception.With.Message.Contains("CHECK constraint failed").Or.Message.Contains("check constraint"));
        Assert.That(async () => await Sql.Execute(town, posting), Throws.Nothing, "or the one above proves nothing");
    }

    [Test]
    public async Task A_sign_that_no_column_can_hold_goes_wherever_it_is_typed()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await Claim(grant, await town.Agreement(grant), 4, 10m);

        var reversed = await town.Reverse($"{grant.BudgetNumber}\0", 2, "wrong\0 month");

        Assert.That(reversed.IsRefused, Is.False);
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT subject FROM traces WHERE what = 'ApproveReversal'"), Has.One.EqualTo($"{grant.BudgetNumber}/2"));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Postings[0].Words, Is.EqualTo("wrong month"));
        await town.MustBeSound();
    }

    [TestCase("UPDATE decisions SET reasons = 'x'")]
    [TestCase("UPDATE budgets SET rate_cents = 1")]
    [TestCase("DELETE FROM budgets")]
    [TestCase("UPDATE assignments SET rate_cents = 1")]
    [TestCase("DELETE FROM traces")]
    public async Task The_database_refuses_to_change_what_was_booked_on(string sql)
    {
        await town.Choose(await town.BudgetOf(100m));

        Assert.That(async () => await Sql.Execute(town, sql), Throws.Exception.With.Message.Contains("append-only"));
    }

    [Test]
    public async Task Replacing_a_posting_is_refused_as_well()
    {
        await town.BudgetOf(100m);
        var replace = engine == Engine.Sqlite
            ? Sql.PostingOf(available: 1, number: 1).Replace("INSERT INTO", "INSERT OR REPLACE INTO", StringComparison.Ordinal)
            : Sql.PostingOf(available: 1, number: 1) + " ON CONFLICT (budget_id, number) DO UPDATE SET amount_cents = 1";

        Assert.That(async () => await Sql.Execute(town, replace), Throws.Exception.With.Message.Contains("append-only"));
    }

    [Test]
    public async Task Only_an_invoice_or_a_claim_is_reversed_and_never_without_a_reason()
    {
        var grant = await town.BudgetOf(100m);
        await town.Choose(grant);
        var reverse = new ProposeReversal(town.Database);

        Assert.That((await reverse.Do(town.Finance, town.Key(), new(grant.BudgetNumber, 1, "weg"))).Refusal, Is.EqualTo(Refusal.NotReversible));
        Assert.That((await reverse.Do(town.Finance, town.Key(), new(grant.BudgetNumber, 2, "weg"))).Refusal, Is.EqualTo(Refusal.NotReversible));
        Assert.That((await reverse.Do(town.Finance, town.Key(), new(grant.BudgetNumber, 2, " "))).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await reverse.Do(town.Caseworker, town.Key(), new(grant.BudgetNumber, 2, "weg"))).Refusal, Is.EqualTo(Refusal.NotAllowed));
    }

    [Test]
    public async Task A_balance_on_a_day_has_two_answers_by_care_and_by_booking()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        var granted = town.Today;
        town.Clock.GoTo(new(2026, 9, 10));
        await Claim(grant, agreement, 7, 10m);

        var onLastOfJuly = await new BalanceOnDay(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber, new(2026, 7, 31));
        var today = await new BalanceOnDay(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber, town.Today);
        var before = await new BalanceOnDay(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber, granted.AddDays(-1));

        Assert.That(onLastOfJuly!.ByCare.Spent, Is.EqualTo(new Money(1_000)), "the help was given in July");
        Assert.That(onLastOfJuly.ByBooking.Spent, Is.EqualTo(Money.Zero), "and written down in September");
        Assert.That(today!.ByCare, Is.EqualTo(today.ByBooking));
        Assert.That(before!.ByBooking, Is.EqualTo(Balance.Empty));
    }

    [Test]
    public async Task Not_yours_looks_like_not_there()
    {
        var grant = await town.BudgetOf(100m);
        var stranger = await town.Resident("Piet Vreemd");

        Assert.That(await new BudgetOverview(town.Database).Of(stranger.Actor, grant.BudgetNumber), Is.Null);
        Assert.That(await new BudgetOverview(town.Database).Of(town.CaseworkerOfHilversum, grant.BudgetNumber), Is.Null);
        Assert.That(await new BudgetOverview(town.Database).Of(town.ProviderStaff, grant.BudgetNumber), Is.Null);
        Assert.That(await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber), Is.Not.Null);
        var taken = await new Core.Assignments.ChooseProvider(town.Database).Do(stranger.Actor, town.Key(), new(grant.BudgetNumber, town.Contract));
        Assert.That(taken.Refusal, Is.EqualTo(Refusal.NotFound));
    }
}
