using Budget.Core.Closing;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>What was closed stays closed: a month or a year that disappears, is put in or is moved is found, and so is what a closing gave back.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifyClosingsTests(Engine engine)
{
    private Town town = null!;

    /// <summary>A budget with an invoice.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 5, 3));
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<VerifyLedger.Fault?> Fault() => (await new VerifyLedger(town.Database).Run()).FirstFault;

    [Test]
    public async Task A_month_that_is_closed_while_the_clock_is_behind_the_last_head_is_closed_after_it()
    {
        town.Clock.GoTo(new(2026, 7, 20));
        await town.BudgetOf(10m);
        town.Clock.GoTo(new(2026, 7, 25));
        await new WriteLedgerHeads(town.Database).Do();
        town.Clock.GoTo(new(2026, 7, 5));
        Assert.That((await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2026, 6, 1)))).IsRefused, Is.False);
        await town.MustBeSound();

        town.Clock.GoTo(new(2026, 7, 22));
        await town.BudgetOf(10m);
        town.Clock.GoTo(new(2026, 7, 25));
        await new WriteLedgerHeads(town.Database).Do();
        await town.MustBeSound();
        Assert.That((await new HeadsOfDays(town.Database).All(town.Finance)).Select(head => head.ClosedUntil), Is.EqualTo(new DateOnly?[] { null, null, new(2026, 6, 30), new(2026, 6, 30) }));
    }

    [Test]
    public async Task A_day_on_which_only_a_month_was_closed_has_a_head_too()
    {
        town.Clock.GoTo(new(2026, 7, 10));
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2026, 6, 1)));
        town.Clock.GoTo(new(2026, 7, 12));
        await new WriteLedgerHeads(town.Database).Do();
        Assert.That((await new HeadsOfDays(town.Database).All(town.Finance)).Select(head => (head.Day, head.ClosedUntil)),
            Is.EqualTo(new[] { (new DateOnly(2026, 6, 15), (DateOnly?)null), (new DateOnly(2026, 7, 10), new DateOnly(2026, 6, 30)) }));
        await town.MustBeSound();

        await Sql.AsOwner(town, "closed_months", "DELETE FROM closed_months");
        Assert.That((await Fault())?.Where, Is.EqualTo($"{Town.Huizen}/2026-07-10"));
    }

    [TestCase("closed_months", "DELETE FROM closed_months WHERE ends_on = '2026-06-30'", "the months are closed from here on, and something was booked in a month before")]
    [TestCase("closed_months", "DELETE FROM closed_months WHERE ends_on > '2026-06-30'", "the head of the day says that other months or years were closed by then than are written down")]
    [TestCase("closed_months", "DELETE FROM closed_months", "the head of the day says that other months or years were closed by then than are written down")]
    [TestCase("closed_months", "UPDATE closed_months SET closed_at = '2026-06-29T10:00:00.000Z' WHERE ends_on = '2026-06-30'", "the month was closed before it was over")]
    [TestCase("closed_months", "INSERT INTO closed_months SELECT municipality_code, '2027-02-28', postings, available_cents, reserved_cents, payable_cents, paid_cents, closed_by, closed_at FROM closed_months WHERE ends_on = '2027-01-31'", "the head of the day says that other months or years were closed by then than are written down")]
    [TestCase("closed_years", "DELETE FROM year_balances; DELETE FROM closed_years", "the head of the day says that other months or years were closed by then than are written down")]
    public async Task What_was_closed_stays_closed(string table, string sql, string why)
    {
        await CloseTheYear();

        await Sql.AsOwner(town, table, sql.Replace("DELETE FROM year_balances", engine == Engine.Sqlite ? "DROP TRIGGER year_balances_refuse_delete; DELETE FROM year_balances" : "DELETE FROM year_balances", StringComparison.Ordinal));

        Assert.That((await Fault())?.Why, Is.EqualTo(why));
    }

    [Test]
    public async Task What_a_budget_gave_back_when_its_year_was_closed_is_not_taken_out_of_the_books()
    {
        await CloseTheYear(heads: false);

        await Sql.AsOwner(town, "postings", "DELETE FROM postings WHERE kind = 'expiry'");

        Assert.That((await Fault())?.Why, Is.EqualTo("the year in which the budget ended was closed, and what was left in it was not given back"));
    }

    /// <summary>2026 is closed in February 2027; the day after, somebody is granted something, so that there is a head that knows.</summary>
    private async Task CloseTheYear(bool heads = true)
    {
        town.Clock.GoTo(new(2027, 2, 10));
        var closed = await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2026));
        Assert.That(closed.Value.Expired, Is.Not.Empty);
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2027, 1, 1)));
        if (heads)
        {
            town.Clock.GoTo(new(2027, 2, 12));
            await town.BudgetOf(10m);
            town.Clock.GoTo(new(2027, 2, 14));
            await new WriteLedgerHeads(town.Database).Do();
        }

        await town.MustBeSound();
    }
}
