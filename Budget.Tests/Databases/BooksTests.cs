using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>What finance closes and an auditor looks up: who closed what, what stood on each budget on a day, and the head of that day.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class BooksTests(Engine engine)
{
    private static readonly Period Years = new(new(2024, 1, 1), new(2027, 12, 31));
    private Town town = null!;
    private Actor auditor = null!;
    private List<Grant> grants = null!;
    private List<string> agreements = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2025, 1, 5));
        auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        (grants, agreements) = ([], []);
        for (var number = 0; number < 3; number++)
        {
            grants.Add(await town.BudgetOf(100m + number, FundingForm.PersonHeld, Years));
            agreements.Add(await town.Agreement(grants[number], period: Years));
        }
    }

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    private async Task Claim(int number, int year, int month, decimal hours) => Assert.That(
        (await new ForwardClaim(town.Database).Do(grants[number].Resident.Actor, town.Key(), new(agreements[number], new(year, month, 1), new(hours)))).IsRefused, Is.False);

    private async Task<BooksOverview.Answer> Books(Actor actor, DateOnly? before = null) => (await new BooksOverview(town.Database).Of(actor, before))!;

    [Test]
    public async Task Every_closed_month_can_be_seen_with_who_closed_it_and_when()
    {
        for (var month = 1; month <= 14; month++)
        {
            var first = new DateOnly(2025, 1, 1).AddMonths(month - 1);
            town.Clock.GoTo(first.AddMonths(1).AddDays(9));
            var actor = month == 2 ? Actor.System(Town.Huizen) : town.Finance;
            Assert.That((await new CloseMonth(town.Database).Do(actor, town.Key(), new(first))).IsRefused, Is.False);
            Assert.That((await Books(auditor)).HasOlder, Is.EqualTo(month > BooksOverview.MonthsOnAPage), $"after {month}");
        }

        var newest = await Books(auditor);
        var older = await Books(auditor, newest.Months[^1].EndsOn);

        Assert.That((newest.Months.Count, newest.Months[0].EndsOn, newest.HasOlder), Is.EqualTo((12, new DateOnly(2026, 2, 28), true)));
        Assert.That(older.Months.Select(month => month.EndsOn), Is.EqualTo(new[] { new DateOnly(2025, 2, 28), new(2025, 1, 31) }));
        Assert.That(older.HasOlder, Is.False);
        Assert.That(older.Months.Select(month => (month.ClosedBy, AmsterdamDay.Of(month.ClosedAt))), Is.EqualTo(new[]
        {
            ((string?)null, new DateOnly(2025, 3, 10)), ("Naam financien", new(2025, 2, 10)),
        }), "the installation has no name");
        Assert.That((older.ClosedUntil, older.MonthToClose), Is.EqualTo((newest.ClosedUntil, newest.MonthToClose)).And.EqualTo(((DateOnly?)new DateOnly(2026, 2, 28), (DateOnly?)null)));
        Assert.That((await Books(auditor, new(2025, 1, 1))).Months, Is.Empty);
        Assert.That(newest.Months.Select(month => month.Balance), Is.All.EqualTo((await new TrialBalance(town.Database).On(auditor, town.Today))!.ByCare));
    }

    [Test]
    public async Task A_closed_year_says_who_closed_it_and_when()
    {
        town.Clock.GoTo(new(2026, 3, 1));
        await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2025));

        var year = (await Books(auditor)).Years.Single();

        Assert.That((year.Number, year.Budgets, year.ClosedBy, AmsterdamDay.Of(year.ClosedAt)), Is.EqualTo((2025L, 3L, "Naam financien", new DateOnly(2026, 3, 1))));
    }

    [Test]
    public async Task The_balances_of_the_budgets_add_up_to_the_trial_balance_of_any_day_and_are_those_of_each_budget()
    {
        town.Clock.GoTo(new(2025, 3, 5));
        await Claim(0, 2025, 2, 10m);
        town.Clock.GoTo(new(2025, 5, 5));
        await Claim(1, 2025, 2, 20m);
        await Claim(0, 2025, 4, 5m);
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2025, 1, 1)));
        await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(new(2025, 2, 1)));
        town.Clock.GoTo(new(2025, 5, 6));
        await Claim(2, 2025, 1, 30m);
        var late = await town.BudgetOf(50m);

        foreach (var day in new[] { new DateOnly(2025, 1, 4), new(2025, 1, 5), new(2025, 2, 28), new(2025, 3, 1), new(2025, 3, 5), new(2025, 4, 30), new(2025, 5, 6), new(2026, 1, 1) })
        {
            var lines = (await new BalancesOfBudgets(town.Database).On(auditor, day))!;
            var all = (await new TrialBalance(town.Database).On(auditor, day))!;
            Assert.That(lines.Aggregate(Balance.Empty, (sum, line) => sum.Plus(line.ByBooking)), Is.EqualTo(all.ByBooking), $"by booking on {day}");
            Assert.That(lines.Aggregate(Balance.Empty, (sum, line) => sum.Plus(line.ByCare)), Is.EqualTo(all.ByCare), $"by care on {day}");
            foreach (var line in lines)
            {
                var one = (await new BalanceOnDay(town.Database).Of(auditor, line.Number, day))!;
                Assert.That((line.ByBooking, line.ByCare), Is.EqualTo((one.ByBooking, one.ByCare)), $"{line.Number} on {day}");
            }
        }

        Assert.That((await new BalancesOfBudgets(town.Database).On(auditor, new(2025, 5, 5)))!.Select(line => line.Number), Is.EqualTo(grants.Select(grant => grant.BudgetNumber)), "in order, and not what came later");
        Assert.That((await new BalancesOfBudgets(town.Database).On(auditor, new(2025, 5, 6)))!.Select(line => line.Number), Does.Contain(late.BudgetNumber));
        Assert.That(await new BalancesOfBudgets(town.Database).On(await town.User("controle2", Role.Auditor, Town.Hilversum), town.Today), Is.Empty);
        Assert.That(await new BalancesOfBudgets(town.Database).On(town.Caseworker, town.Today), Is.Null);
    }

    [Test]
    public async Task The_head_of_a_day_is_found_back_with_the_one_before_it()
    {
        town.Clock.GoTo(new(2025, 3, 5));
        await Claim(0, 2025, 2, 10m);
        town.Clock.GoTo(new(2025, 3, 7));
        await Claim(1, 2025, 2, 10m);
        town.Clock.GoTo(new(2025, 3, 8));
        await new WriteLedgerHeads(town.Database).Do();
        var heads = new HeadsOfDays(town.Database);

        var (first, second) = ((await heads.UpTo(auditor, new(2025, 1, 5)))!, (await heads.UpTo(auditor, new(2025, 3, 5)))!);
        var third = (await heads.UpTo(auditor, town.Today))!;

        Assert.That((first.Day, first.Previous, AmsterdamDay.Of(first.WrittenAt)), Is.EqualTo((new DateOnly(2025, 1, 5), (string?)null, new DateOnly(2025, 3, 8))));
        Assert.That((second.Day, second.Previous, second.Postings), Is.EqualTo((new DateOnly(2025, 3, 5), first.Hash, 4L)));
        Assert.That(second.Balance, Is.EqualTo((await new TrialBalance(town.Database).On(auditor, new(2025, 3, 5)))!.ByBooking));
        Assert.That(await heads.UpTo(auditor, new(2025, 3, 4)), Is.EqualTo(first), "the last before it");
        Assert.That(await heads.UpTo(auditor, new(2025, 1, 4)), Is.Null);
        Assert.That((third.Day, third.Previous), Is.EqualTo((new DateOnly(2025, 3, 7), second.Hash)));
        Assert.That(await heads.All(town.Finance), Is.EqualTo(new[] { first, second, third }));
        Assert.That(await heads.UpTo(town.Caseworker, town.Today), Is.Null);
        Assert.That(await heads.All(town.Caseworker), Is.Empty);
        Assert.That(await heads.All(await town.User("controle2", Role.Auditor, Town.Hilversum)), Is.Empty);
    }

    [Test]
    public async Task Whoever_has_the_file_of_heads_computes_every_check_code_as_the_portal_explains_it()
    {
        foreach (var day in new[] { new DateOnly(2025, 3, 5), new(2025, 4, 6), new(2025, 5, 7) })
        {
            town.Clock.GoTo(day);
            await Claim(0, day.Year, day.Month - 1, 10m);
            await new CloseMonth(town.Database).Do(town.Finance, town.Key(), new(day.AddMonths(-2)));
        }

        static string Day(string digits) => digits.Length == 0
            ? "0001-01-01"
            : DateOnly.ParseExact(digits, "dd-MM-yyyy", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        town.Clock.GoTo(new(2025, 6, 1));
        await new WriteLedgerHeads(town.Database).Do();
        var rows = Encoding.UTF8.GetString(HeadsCsv.Write(await new HeadsOfDays(town.Database).All(auditor))).TrimStart('\uFEFF')
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(';')).ToList();

        Assert.That(rows[0], Is.EqualTo(HeadsCsv.Columns));
        Assert.That(rows, Has.Count.EqualTo(5));
        Assert.That((rows[^1][8], rows[^1][9]), Is.EqualTo(("31-03-2025", "0")), "a month that was closed by then");
        var previous = new string('0', 64);
        foreach (var row in rows.Skip(1))
        {
            var day = Day(row[0]);
            var cents = row[3..7].Select(amount => amount.Replace(",", "", StringComparison.Ordinal).TrimStart('0')).Select(amount => amount.Length == 0 ? "0" : amount);
            var text = string.Join('|', [previous, Town.Huizen, day, row[1], row[2], .. cents, row[7], Day(row[8]), row[9]]);
            Assert.That(row[10], Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))), text);
            previous = row[10];
        }
    }
}
