using System.Globalization;
using System.Text;
using Budget.Core.Decisions;
using Budget.Core.Forecasts;
using Budget.Core.Funds;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>What was put aside for a year and a category of help, and what became of it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class FundTests(Engine engine)
{
    private static readonly string[] BothCategories = ["01", "02"];
    private static readonly int[] NewestFirst = [2027, 2026];
    private static readonly string[] CellsOfGuidance = ["2026", "02", "1", "1000,00", "1200,00", "0,00", "0,00", "1200,00", "0,00", "200,00", "0,00", "200,00"];
    private static readonly Period NextYear = Period.Year(2027);
    private Town town = null!;
    private Actor auditor = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        auditor = await town.User("controle", Role.Auditor, Town.Huizen);
    }

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    private async Task<FundOverview.Answer> Fund(int year, Actor? actor = null) => (await new FundOverview(town.Database).Of(actor ?? auditor, year))!;

    private async Task<FundOverview.Line> Line(int year, string category) => (await Fund(year)).Lines.Single(line => line.Category == category);

    private Task<Outcome<Money>> Put(int year, string category, decimal euros, string reason = "Begroting van de raad", Actor? actor = null) =>
        new SetFundBudget(town.Database).Do(actor ?? town.Finance, town.Key(), new(year, category, new Money((long)(euros * 100)), reason));

    private async Task Claim(Grant grant, string agreement, int month, decimal hours) => Assert.That(
        (await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, month, 1), new(hours)))).Refusal, Is.Null);

    /// <summary>A PGB with a helper who does as many hours of one euro in each of the five months that are over.</summary>
    private async Task<Grant> Held(decimal euros, decimal hours)
    {
        var grant = await town.BudgetOf(euros, FundingForm.PersonHeld);
        var agreement = await town.Agreement(grant);
        for (var month = 1; month <= 5; month++)
        {
            await Claim(grant, agreement, month, hours);
        }

        return grant;
    }

    /// <summary>Two years and two categories, with money on each account: reserved, payable and available, and something taken back.</summary>
    private async Task Live()
    {
        var assigned = await Assigned.In(town);
        Assert.That((await town.Import("M1", assigned.Debit("R1", 5, 8))).Accepted, Is.EqualTo(new Money(48_000)));
        await town.AlsoGrant(assigned.Grant, 300m);
        await town.AlsoGrant(assigned.Grant, 250m, FundingForm.PersonHeld, NextYear);
        var held = await Held(500m, 10m);
        Assert.That((await town.Reverse(held.BudgetNumber, 2)).Refusal, Is.Null);
        await town.BudgetOf(700m, period: NextYear);
        // It runs in both years, and belongs to the first.
        await town.BudgetOf(90m, period: new(new(2026, 12, 1), new(2027, 11, 30)));
    }

    /// <summary>Year, category, from, to and cents of each posting.</summary>
    private async Task<List<(int Year, string Category, string From, string To, long Cents)>> Postings() =>
    [
        .. from row in await Rows.Of(town.ConnectionString, """
               SELECT substr(CAST(b.starts_on AS TEXT), 1, 4), p.category, posting.from_account, posting.to_account, posting.amount_cents
               FROM postings posting
               JOIN budgets b ON b.id = posting.budget_id
               JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
               WHERE b.municipality_code = '0406'
               """)
           let cells = row.Split(' ')
           select (int.Parse(cells[0], CultureInfo.InvariantCulture), cells[1], cells[2], cells[3], long.Parse(cells[4], CultureInfo.InvariantCulture)),
    ];

    [Test]
    public async Task Each_figure_of_a_fund_is_the_sum_of_the_postings_of_its_budgets()
    {
        await Live();
        var postings = await Postings();
        Money On(int year, string category, params string[] accounts) => new(postings.Where(one => one.Year == year && one.Category == category)
            .Sum(one => (accounts.Contains(one.To) ? one.Cents : 0) - (accounts.Contains(one.From) ? one.Cents : 0)));

        foreach (var year in new[] { 2026, 2027 })
        {
            var fund = await Fund(year);
            Assert.That(fund.Lines.Select(line => line.Category), Is.EqualTo(BothCategories), $"{year}");
            foreach (var line in fund.Lines)
            {
                Assert.That((line.Granted, line.Reserved, line.Spent), Is.EqualTo(
                    (-On(year, line.Category, "fund"), On(year, line.Category, "reserved"), On(year, line.Category, "payable", "paid"))), $"{year} {line.Category}");
            }
        }

        var all = (await new TrialBalance(town.Database).On(auditor, town.Today))!.ByBooking;
        var (now, next) = ((await Fund(2026)).Total, (await Fund(2027)).Total);
        Assert.That((now.Granted + next.Granted, now.Reserved + next.Reserved, now.Spent + next.Spent), Is.EqualTo((all.Granted, all.Reserved, all.Spent)), "all years together are the trial balance");
        Assert.That((now.Budgets, next.Budgets), Is.EqualTo((4L, 2L)));
        Assert.That((now.Granted, now.Reserved, now.Spent), Is.EqualTo((new Money(209_000), new Money(72_000), new Money(52_000))), "1200 + 300 + 500 + 90; of 1200 was 480 declared; and four times ten hours stand");
    }

    [Test]
    public async Task The_fund_account_of_the_journal_is_what_was_granted_out_of_that_year()
    {
        await Live();
        using var file = new MemoryStream();
        await new HledgerJournal(town.Database).Write(file);
        var journal = Encoding.UTF8.GetString(file.ToArray()).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words is [var account, "EUR", ..] && account.StartsWith("fund:", StringComparison.Ordinal)).ToList();
        foreach (var year in new[] { 2026, 2027 })
        {
            var cents = journal.Where(words => words[0] == $"fund:{year}").Sum(words => long.Parse(words[2].Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            Assert.That(-new Money(cents), Is.EqualTo((await Fund(year)).Total.Granted).And.Not.EqualTo(Money.Zero), $"{year}");
        }
    }

    [Test]
    public async Task What_is_expected_of_a_PVB_and_of_a_PGB_is_what_its_resident_is_told_and_never_more_than_was_granted()
    {
        var (pvb, even) = (await Declared(), await Held(500m, 10m));
        foreach (var (number, expected) in new[] { (pvb.BudgetNumber, 80_000L), (even.BudgetNumber, 12_000L) })
        {
            var told = (await new ForecastOfBudget(town.Database).Of(town.Finance, number))!.Forecast().Total;
            var listed = (await new BudgetsOfFund(town.Database).Of(auditor, 2026, "02"))!.Budgets.Single(budget => budget.Number == number).Expected;
            Assert.That((told, listed), Is.EqualTo((new Money(expected), new Money(expected))), number);
        }

        await Held(100m, 15m);
        Assert.That((await Line(2026, "02")).Expected, Is.EqualTo(new Money(102_000)), "it would cost 180, and no more than 100 was granted");
    }

    [Test]
    public async Task As_long_as_nothing_was_spent_of_a_budget_all_of_it_is_expected_until_it_is_over()
    {
        await town.BudgetOf(300m);
        await town.BudgetOf(80m, FundingForm.PersonHeld);
        var chosen = await Assigned.In(town);
        Assert.That((await Line(2026, "02")).Expected, Is.EqualTo(new Money(158_000)), "nobody was chosen of the first two, and nothing was declared of the third");

        await town.Import("M1", chosen.Debit("R1", 4, 2), chosen.Debit("R2", 5, 2));
        Assert.That((await Line(2026, "02")).Expected, Is.EqualTo(new Money(118_000)), "of the third now what it costs at this pace: 800");

        town.Clock.GoTo(new(2027, 1, 5));
        Assert.That((await Line(2026, "02")).Expected, Is.EqualTo(new Money(120_000)), "of the third 240 was declared, and 960 is reserved for what is declared late; of the others nothing comes any more");
    }

    /// <summary>A PVB of 1200 euros, of which 120 was declared of April and of May. January until March can be declared no more: 80 a month, and 240 + 7 × 80 in all.</summary>
    private async Task<Grant> Declared()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 2), assigned.Debit("R2", 5, 2));
        return assigned.Grant;
    }

    [Test]
    public async Task What_is_left_is_said_of_what_was_granted_and_of_what_is_expected_and_both_can_be_too_much()
    {
        await Declared();
        Assert.That((await Line(2026, "02")) is { PutAside: null, Left: null, LeftExpected: null, GrantedPasses: false, ExpectedPasses: false }, Is.True, "nobody said anything");

        await Put(2026, "02", 1200m);
        Assert.That((await Line(2026, "02")) is { Left.Cents: 0, LeftExpected.Cents: 40_000, GrantedPasses: false, ExpectedPasses: false }, Is.True, "to the cent is not too much");

        await Put(2026, "02", 1199.99m);
        Assert.That((await Line(2026, "02")) is { Left.Cents: -1, LeftExpected.Cents: 39_999, GrantedPasses: true, ExpectedPasses: false }, Is.True, "granted, and not expected");

        await Put(2026, "02", 799.99m);
        Assert.That((await Line(2026, "02")) is { Left.Cents: -40_001, LeftExpected.Cents: -1, GrantedPasses: true, ExpectedPasses: true }, Is.True, "and now expected too");
    }

    [Test]
    public async Task The_last_amount_counts_and_each_stays_with_who_set_it_when_and_why()
    {
        Assert.That((await Put(2027, "11", 1000m)).Value, Is.EqualTo(new Money(100_000)));
        town.Clock.GoTo(town.Today.AddDays(1));
        await Put(2027, "11", 0m, "  Toch \n niet  ", town.FinanceToo);
        await Put(2027, "18", 5m, actor: Actor.System(Town.Huizen));

        var fund = await Fund(2027);
        Assert.That(fund.Lines.Select(line => (line.Category, line.PutAside, line.Budgets)), Is.EqualTo(new[] { ("11", (Money?)Money.Zero, 0L), ("18", (Money?)new Money(500), 0L) }));
        Assert.That((fund.Total.PutAside, (await Fund(2026)).Total.PutAside), Is.EqualTo(((Money?)new Money(500), (Money?)null)));
        Assert.That(fund.Years, Is.EqualTo(NewestFirst));
        var changes = await new FundBudgets(town.Database).Of(auditor, 2027);
        Assert.That(changes.Select(change => (change.Category, change.Amount, change.Reason, change.SetBy, AmsterdamDay.Of(change.SetAt))).Order(), Is.EqualTo(new[]
        {
            ("11", Money.Zero, "Toch niet", "Naam financien2", new DateOnly(2026, 6, 16)),
            ("11", new Money(100_000), "Begroting van de raad", "Naam financien", new DateOnly(2026, 6, 15)),
            ("18", new Money(500), "Begroting van de raad", (string?)null, new DateOnly(2026, 6, 16)),
        }));
        Assert.That(changes[^1].Amount, Is.EqualTo(new Money(100_000)), "the oldest last");
    }

    [Test]
    public async Task What_is_left_of_all_is_not_told_as_long_as_nothing_was_said_of_one_category_with_budgets()
    {
        await town.AlsoGrant(await town.BudgetOf(1200m), 300m);
        await Put(2026, "02", 1500m);
        Assert.That((await Fund(2026)).Total is { PutAside: null, Left: null, LeftExpected: null, Granted.Cents: 150_000 }, Is.True, "1500 was granted in all, and 300 of it of what nobody put anything aside for");

        await Put(2026, "01", 400m);
        Assert.That((await Fund(2026)).Total is { PutAside: { Cents: 190_000 }, Left: { Cents: 40_000 } }, Is.True);
    }

    [Test]
    public async Task Sent_twice_it_is_set_once()
    {
        var (key, entry) = (town.Key(), new SetFundBudget.Entry(2026, "02", new Money(100), "Begroting"));
        var (first, second) = (await new SetFundBudget(town.Database).Do(town.Finance, key, entry), await new SetFundBudget(town.Database).Do(town.Finance, key, entry));
        Assert.That((first.Replayed, second.Replayed, await Sql.Count(town, "fund_budgets")), Is.EqualTo((false, true, 1L)));
    }

    [Test]
    public async Task Only_finance_sets_an_amount_and_it_has_to_be_possible()
    {
        foreach (var other in new[] { auditor, town.Caseworker, town.ProviderStaff, (await town.Resident()).Actor })
        {
            Assert.That((await Put(2026, "02", 1m, actor: other)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That((await Put(2026, "02", -0.01m)).Refusal, Is.EqualTo(Refusal.AmountNotPositive));
        Assert.That((await Put(2026, "02", 1_000_000_000.01m)).Refusal, Is.EqualTo(Refusal.VolumeImplausible));
        Assert.That((await Put(2026, "19", 1m)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(((await Put(2014, "02", 1m)).Refusal, (await Put(2028, "02", 1m)).Refusal), Is.EqualTo((Refusal.NotFound, Refusal.NotFound)), "up to next year");
        Assert.That((await Put(2026, "02", 1m, "Voor mevrouw Jansen, 123456782")).Refusal, Is.EqualTo(Refusal.ReasonMissing), "a BSN would stay for good");
        Assert.That((await Put(2026, "02", 1m, " \u200B ")).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await Put(2026, "02", 1m, new string('x', 201))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(200)));
        Assert.That(await Sql.Count(town, "fund_budgets"), Is.Zero);
    }

    [Test]
    public async Task Two_municipalities_see_nothing_of_each_other()
    {
        await Live();
        await Put(2026, "02", 5000m);
        var elsewhere = await town.User("financien-elders", Role.Finance, Town.Hilversum);
        await Put(2026, "02", 7m, actor: elsewhere);

        var theirs = await Fund(2026, elsewhere);
        Assert.That(theirs.Lines.Single(), Is.EqualTo(new FundOverview.Line("02", 0, new Money(700), Money.Zero, Money.Zero, Money.Zero, Money.Zero)));
        Assert.That((await new BudgetsOfFund(town.Database).Of(elsewhere, 2026, "02"))!.Budgets, Is.Empty);
        Assert.That((await new FundBudgets(town.Database).Of(elsewhere, 2026)).Select(change => change.Amount), Is.EqualTo(new[] { new Money(700) }));
        Assert.That((await Line(2026, "02")).PutAside, Is.EqualTo(new Money(500_000)));
    }

    [Test]
    public async Task The_budgets_of_a_category_come_to_its_line_and_belong_to_its_year()
    {
        await Live();
        await Put(2026, "02", 5000m);
        foreach (var (year, category) in new[] { (2026, "01"), (2026, "02"), (2027, "01"), (2027, "02") })
        {
            var list = (await new BudgetsOfFund(town.Database).Of(auditor, year, category))!;
            var expected = await Rows.Of(town.ConnectionString, $"""
                SELECT b.number
                FROM budgets b
                JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
                WHERE p.category = '{category}'
                  AND CAST(b.starts_on AS TEXT) LIKE '{year}-%'
                ORDER BY b.number
                """);
            Assert.That(list.Budgets.Select(budget => budget.Number), Is.EqualTo(expected).And.Not.Empty, $"{year} {category}");
            Assert.That(list.Line, Is.EqualTo(await Line(year, category)), $"{year} {category}");
            Assert.That(list.Budgets.Aggregate(Money.Zero, (sum, budget) => sum + budget.Expected), Is.EqualTo(list.Line.Expected), $"{year} {category}");
        }

        Assert.That((await new BudgetsOfFund(town.Database).Of(auditor, 2026, "07"))!.Budgets, Is.Empty);
        Assert.That(await new BudgetsOfFund(town.Database).Of(auditor, 2026, "99"), Is.Null);
        Assert.That(await new BudgetsOfFund(town.Database).Of(auditor, 99_999, "02"), Is.Null);
    }

    [Test]
    public async Task Who_may_not_see_the_books_sees_no_fund()
    {
        foreach (var other in new[] { town.Caseworker, town.ProviderStaff, (await town.Resident()).Actor })
        {
            Assert.That(await new FundOverview(town.Database).Of(other, 2026), Is.Null, $"{other.Role}");
            Assert.That(await new BudgetsOfFund(town.Database).Of(other, 2026, "02"), Is.Null, $"{other.Role}");
            Assert.That(await new FundBudgets(town.Database).Of(other, 2026), Is.Empty, $"{other.Role}");
        }
    }

    [Test]
    public async Task The_file_says_what_the_overview_says_and_no_cell_is_a_formula()
    {
        await town.BudgetOf(1200m);
        await Put(2026, "02", 1000m);
        var rows = Encoding.UTF8.GetString(FundCsv.Write(await Fund(2026))).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(';')).ToList();
        Assert.That(rows[0], Is.EqualTo(FundCsv.Columns));
        Assert.That(rows.Skip(1).Single(), Is.EqualTo(CellsOfGuidance));
    }
}
