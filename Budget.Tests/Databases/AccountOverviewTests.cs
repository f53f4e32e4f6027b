using System.Globalization;
using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;

namespace Budget.Tests.Databases;

/// <summary>One account over PVB and PGB: the parts of each budget are its grant, and the lines that a part opens are that part, beside what the postings and lines themselves say.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AccountOverviewTests(Engine engine)
{
    private static readonly Period ToCome = new(new(2026, 7, 1), new(2026, 12, 31));
    private static readonly Period LongOver = Period.Year(2025);
    private static readonly Period JustOver = new(new(2026, 1, 1), new(2026, 5, 31));

    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<IReadOnlyList<AccountOverview.Item>> Account(Actor actor) => new AccountOverview(town.Database).Of(actor);

    private async Task<AccountOverview.Item> Item(Grant grant, string? number = null) => (await Account(grant.Resident.Actor)).Single(item => item.Number == (number ?? grant.BudgetNumber));

    private async Task<PartsOfBudget.Answer> Opened(Actor actor, string number, DateOnly? month = null) => (await new PartsOfBudget(town.Database).Of(actor, number, month))!;

    private Task<Outcome<EnterClaimLine.Answer>> Waits(Agreeing agreeing, string agreement, DateOnly day, TimeOnly from, TimeOnly to) => new EnterClaimLine(town.Database).Do(
        agreeing.Helper, town.Key(), new(agreement, day, IsWholeMonth: false, new WorkedTime(day, from, to, 0), Volume: null));

    private async Task<long> Cents(string sql) => long.Parse((await Rows.Of(town.ConnectionString, sql))[0], CultureInfo.InvariantCulture);

    [TestCase(1)]
    [TestCase(20261128)]
    public async Task Of_any_town_the_parts_are_the_grant_and_what_a_part_opens_is_that_part(int seed)
    {
        var random = new Random(seed);
        var holders = new List<Actor>();
        for (var resident = 0; resident < 4; resident++)
        {
            var held = await Agreeing.In(town, random.Next(60, 400));
            var period = random.Next(2) == 0 ? Period.Year(2026) : new Period(new(2026, random.Next(1, 6), 1), new(2026, random.Next(8, 13), 15));
            var agreement = await held.Approved(Agreeing.Terms(period) with { MonthlyVolume = new Quantity(random.Next(10, 60)), Rate = new Money(random.Next(50, 101)) });
            var also = await town.AlsoGrant(held.Grant, random.Next(100, 500), random.Next(2) == 0 ? FundingForm.PersonHeld : FundingForm.PersonFollowing, random.Next(3) switch { 0 => ToCome, 1 => LongOver, _ => JustOver });
            Assert.That(also, Is.Not.Empty);
            holders.Add(held.Holder);
            for (var month = 1; month <= 5; month++)
            {
                await held.Claim(agreement, month, random.Next(1, 1_000) / 100m);
                await Waits(held, agreement, new DateOnly(2026, random.Next(3, 7), random.Next(1, 14)), new TimeOnly(8, random.Next(60)), new TimeOnly(random.Next(9, 20), 0));
            }

            await town.Reverse(held.Grant.BudgetNumber, random.Next(2, 6));
        }

        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, random.Next(1, 4)), assigned.Debit("R2", 5, random.Next(1, 4)));
        await town.Reverse(assigned.Grant.BudgetNumber, random.Next(3, 5));
        holders.Add(assigned.Grant.Resident.Actor);

        var (waited, spent, opened) = (0, 0, 0);
        foreach (var holder in holders)
        {
            foreach (var item in await Account(holder))
            {
                var of = $"budget_id = (SELECT id FROM budgets WHERE number = '{item.Number}')";
                var granted = await Cents($"SELECT SUM(CASE 'fund' WHEN from_account THEN amount_cents WHEN to_account THEN -amount_cents ELSE 0 END) FROM postings WHERE {of}");
                var booked = await Cents($"SELECT COALESCE(SUM(CASE WHEN kind IN ('invoice', 'claim') THEN amount_cents WHEN kind = 'reversal' THEN -amount_cents ELSE 0 END), 0) FROM postings WHERE {of}");
                var waiting = await Cents(
                    $"SELECT COALESCE(SUM(amount_cents), 0) FROM claim_lines line JOIN care_agreements a ON a.id = line.agreement_id WHERE a.{of} AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = line.id)");
                var parts = item.Parts;
                Assert.That((parts.Spent + parts.OnItsWay + parts.Reserved + parts.Free).Cents, Is.EqualTo(granted), item.Number);
                Assert.That(parts.Spent.Cents, Is.EqualTo(booked), item.Number);
                Assert.That(parts.OnItsWay.Cents, Is.EqualTo(Math.Min(waiting, granted - booked)), item.Number);
                Assert.That(new[] { parts.Spent, parts.OnItsWay, parts.Reserved, parts.Free }.Any(part => part.IsNegative), Is.False, item.Number);

                var page = await Opened(holder, item.Number);
                Assert.That(page.Parts, Is.EqualTo(parts), "the same on both pages");
                Assert.That(page.Spent.Months.Sum(month => month.Amount.Cents), Is.EqualTo(booked), item.Number);
                Assert.That(page.OnItsWay.Months.Sum(month => month.Amount.Cents), Is.EqualTo(waiting), item.Number);
                foreach (var month in page.Spent.Months.Concat(page.OnItsWay.Months).Concat(page.Reserved.Months).Select(month => month.StartsOn).Distinct())
                {
                    var lines = await Opened(holder, item.Number, month);
                    foreach (var part in new[] { lines.Spent, lines.OnItsWay, lines.Reserved.Months.Count > 0 ? lines.Reserved : lines.Spent })
                    {
                        Assert.That(part.Lines.Sum(line => line.Amount.Cents), Is.EqualTo(part.AmountOf(month).Cents), $"{item.Number}, {month:O}");
                        opened += part.Lines.Count;
                    }
                }

                (waited, spent) = (waited + (waiting > 0 ? 1 : 0), spent + (booked > 0 ? 1 : 0));
            }
        }

        Assert.That(waited, Is.GreaterThan(1), "or it proves little");
        Assert.That(spent, Is.GreaterThan(2), "or it proves little");
        Assert.That(opened, Is.GreaterThan(20), "or it proves little");
    }

    [Test]
    public async Task What_is_reserved_of_a_PGB_is_what_was_agreed_until_the_end_and_not_claimed()
    {
        var agreeing = await Agreeing.In(town, 1_000m);
        var agreement = await agreeing.Approved(Agreeing.Terms());
        foreach (var month in new[] { 1, 2, 3, 5 })
        {
            Assert.That((await agreeing.Claim(agreement, month, 30m)).Refusal, Is.Null);
        }

        Assert.That((await Waits(agreeing, agreement, new(2026, 6, 2), new(9, 0), new(11, 0))).Refusal, Is.Null);

        // April is not claimed, and may be until ten weeks after it; June is not over, and two hours of it wait; then six whole months.
        var parts = (await Item(agreeing.Grant)).Parts;
        Assert.That((parts.Spent, parts.OnItsWay, parts.Reserved, parts.Free), Is.EqualTo((new Money(12_000), new Money(200), new Money(4_000 + 3_800 + (6 * 4_000)), new Money(56_000))));

        var june = await Opened(agreeing.Holder, agreeing.Grant.BudgetNumber, new(2026, 6, 20));
        Assert.That(june.Reserved.Months.Select(month => (month.StartsOn.Month, month.Amount.Cents)), Is.EqualTo(new[] { (4, 4_000L), (6, 3_800L), (7, 4_000L), (8, 4_000L), (9, 4_000L), (10, 4_000L), (11, 4_000L), (12, 4_000L) }));
        Assert.That(june.Reserved.Lines.Select(line => (line.Who, line.Amount.Cents)), Is.EqualTo(new[] { ("Fatima El Amrani", 3_800L) }));
        Assert.That(june.OnItsWay.Lines.Select(line => (line.Days.StartsOn, line.Volume, line.Amount.Cents, line.Agreement)), Is.EqualTo(new[] { (new DateOnly(2026, 6, 2), (Quantity?)new Quantity(2), 200L, agreement) }));
        Assert.That(june.Spent.Lines, Is.Empty);
    }

    [Test]
    public async Task What_was_agreed_beyond_the_budget_is_named_and_is_no_part_of_it()
    {
        var agreeing = await Agreeing.In(town, 100m);
        await agreeing.Approved(Agreeing.Terms());
        var page = await Opened(agreeing.Holder, agreeing.Grant.BudgetNumber);
        Assert.That((page.Parts.Reserved, page.Parts.Free), Is.EqualTo((new Money(10_000), Money.Zero)));
        // April to December may be claimed: nine months of forty euros.
        Assert.That((page.Reserved.Total, page.Reserved.NotCovered), Is.EqualTo((new Money(10_000), new Money((9 * 4_000) - 10_000))));
    }

    [Test]
    public async Task What_is_reserved_of_a_PVB_is_named_by_who_it_is_set_aside_for()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 2), assigned.Debit("R2", 5, 3));
        var page = await Opened(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber, new(2026, 5, 1));
        Assert.That(page.Reserved.Lines.Select(line => (line.Who, line.Amount)), Is.EqualTo(new[] { ("De Helpende Hand", new Money(120_000 - 12_000 - 18_000)) }));
        Assert.That(page.Spent.Months.Select(month => (month.StartsOn.Month, month.Amount.Cents)), Is.EqualTo(new[] { (4, 12_000L), (5, 18_000L) }));
        Assert.That(page.Spent.Lines.Single(), Is.EqualTo(new PartsOfBudget.Line(BudgetPart.Spent, "De Helpende Hand", Period.Month(2026, 5), new Quantity(3), new Money(18_000), "", 4)));
        Assert.That((await Item(assigned.Grant)).Parts, Is.EqualTo(new BudgetParts(new Money(30_000), Money.Zero, new Money(90_000), Money.Zero)));
    }

    [Test]
    public async Task What_stays_reserved_for_a_provider_whose_help_ended_is_said_until_it_is_freed()
    {
        var assigned = await Assigned.In(town);
        var (holder, number) = (assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber);
        Assert.That((await Opened(holder, number)).KeepsForEnded, Is.False, "it runs");
        Assert.That((await new EndAssignment(town.Database).Do(town.Caseworker, town.Key(), new(number, new(2026, 5, 31), EndReason.Municipality))).Refusal, Is.Null);
        var page = await Opened(holder, number);
        Assert.That((page.Reserved.Total.IsPositive, page.KeepsForEnded), Is.EqualTo((true, true)));
        Assert.That((await new ReleaseReservation(town.Database).Do(town.Finance, town.Key(), new(number, assigned.Number))).Refusal, Is.Null);
        Assert.That((await Opened(holder, number)).KeepsForEnded, Is.False);
    }

    [Test]
    public async Task What_runs_stands_before_what_is_to_come_and_that_before_what_is_over_and_each_has_its_parts()
    {
        var over = await town.BudgetOf(300m, FundingForm.PersonHeld, JustOver);
        await town.Agreement(over, hours: 10m, period: JustOver);
        var coming = over with { BudgetNumber = await town.AlsoGrant(over, 500m, FundingForm.PersonHeld, ToCome) };
        await town.Agreement(coming, hours: 20m, period: ToCome);
        var running = (await town.BudgetOf(100m, period: Period.Month(2026, 6), resident: over.Resident)).BudgetNumber;

        var account = await Account(over.Resident.Actor);
        Assert.That(account.Select(item => (item.Number, item.IsToCome, item.IsOver)), Is.EqualTo(new[] { (running, false, false), (coming.BudgetNumber, true, false), (over.BudgetNumber, false, true) }));
        Assert.That(account[1].Parts, Is.EqualTo(new BudgetParts(Money.Zero, Money.Zero, new Money(6 * 2_000), new Money(50_000 - 12_000))));
        // April and May may still be claimed.
        Assert.That(account[2].Parts, Is.EqualTo(new BudgetParts(Money.Zero, Money.Zero, new Money(2 * 1_000), new Money(28_000))));
    }

    [Test]
    public async Task Own_money_on_top_is_told_apart_and_counts_nowhere_else()
    {
        var (plain, dearer) = (await Agreeing.In(town, 1_000m), await Agreeing.In(town, 1_000m));
        await plain.Approved();
        var first = await dearer.Approved(Agreeing.Terms() with { OwnPart = new Money(250) });
        Assert.That(((await Item(plain.Grant)).OnTopPerMonth, (await Item(dearer.Grant)).OnTopPerMonth), Is.EqualTo((Money.Zero, new Money(40 * 250))));
        Assert.That((await Item(dearer.Grant)).Parts, Is.EqualTo((await Item(plain.Grant)).Parts));
        Assert.That((await Opened(dearer.Holder, dearer.Grant.BudgetNumber)).PaidOnTop.Select(help => (help.Name, help.OnTopPerMonth)), Is.EqualTo(new[] { ("Fatima El Amrani", new Money(10_000)) }));

        await dearer.Approved(Agreeing.Terms(ToCome) with { OwnPart = new Money(300) }, replaces: first);
        Assert.That((await Item(dearer.Grant)).OnTopPerMonth, Is.EqualTo(new Money(10_000)), "not yet");
        town.Clock.GoTo(new(2026, 7, 1));
        Assert.That((await Item(dearer.Grant)).OnTopPerMonth, Is.EqualTo(new Money(12_000)), "and never both");
        Assert.That((await dearer.End((await new CareAgreements(town.Database).Of(dearer.Holder)).Agreements.First(one => one.StartsOn == ToCome.StartsOn).Number, new(2026, 7, 10))).Refusal, Is.Null);
        town.Clock.GoTo(new(2026, 7, 20));
        Assert.That((await Item(dearer.Grant)).OnTopPerMonth, Is.EqualTo(new Money(12_000)), "of the month in which it was, also behind its last day");
        town.Clock.GoTo(new(2026, 8, 1));
        Assert.That((await Item(dearer.Grant)).OnTopPerMonth, Is.EqualTo(Money.Zero));
    }

    [Test]
    public async Task What_may_be_spent_freely_is_told_where_the_by_law_has_it_and_books_nothing()
    {
        var (held, following) = (await town.BudgetOf(1_234.56m, FundingForm.PersonHeld), await town.BudgetOf(100m));
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        async Task Set(DateOnly from, Money free, long percent) => Assert.That(
            (await new SetHeldRules(town.Database).Do(administrator, town.Key(), new(from, Money.Zero, (await new HeldRules(town.Database).Of(administrator)).Seen, free, percent))).Refusal, Is.Null);
        async Task<Money?> Free(Grant grant) => (await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber))! is { Free: { } rule } answer ? rule.FreeOf(answer.Balance.Granted) : null;

        Assert.That(await Free(held), Is.Null, "no municipality has it unless it says so");
        var postings = await Sql.Count(town, "postings");
        await Set(town.Today, Money.Zero, 2);
        await Set(new(2026, 7, 1), new Money(25_000), 0);
        await Set(new(2026, 8, 1), Money.Zero, 0);
        await Set(new(2026, 12, 1), new Money(30_000), 0);
        Assert.That((await Free(held), await Free(following)), Is.EqualTo(((Money?)new Money(2_469), (Money?)null)), "two percent of 1.234,56; a PVB has none");
        town.Clock.GoTo(new(2026, 7, 1));
        Assert.That(await Free(held), Is.EqualTo(new Money(25_000)));
        town.Clock.GoTo(new(2026, 8, 1));
        Assert.That(await Free(held), Is.Null);
        town.Clock.GoTo(new(2026, 12, 31));
        Assert.That(await Free(held), Is.EqualTo(new Money(30_000)), "its last day");
        town.Clock.GoTo(new(2027, 1, 1));
        Assert.That(await Free(held), Is.Null, "the budget is over");
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(postings));
    }

    [Test]
    public async Task More_lines_than_are_told_one_by_one_are_told_in_one_sum()
    {
        var agreeing = await Agreeing.In(town, 1_000m);
        var agreement = await agreeing.Approved(Agreeing.Terms() with { MonthlyVolume = new Quantity(100) });
        for (var line = 0; line < PartsOfBudget.MostLines + 4; line++)
        {
            var from = new TimeOnly(6 + (line % 15), 0);
            Assert.That((await Waits(agreeing, agreement, new DateOnly(2026, 6, 1 + (line / 15)), from, from.AddMinutes(15))).Refusal, Is.Null);
        }

        var june = await Opened(agreeing.Holder, agreeing.Grant.BudgetNumber, new(2026, 6, 1));
        Assert.That((june.OnItsWay.Lines.Count, june.OnItsWay.AmountOf(new(2026, 6, 1)), june.OnItsWay.Untold(new(2026, 6, 1))), Is.EqualTo((PartsOfBudget.MostLines, new Money(204 * 25), new Money(4 * 25))));
    }

    [Test]
    public async Task Nobody_else_sees_an_account_and_who_acts_for_the_resident_leaves_a_trace()
    {
        var (grant, other) = (await town.BudgetOf(100m, FundingForm.PersonHeld), await town.Resident());
        await town.Agreement(grant, hours: 1m);
        Assert.That(await Account(other.Actor), Is.Empty);
        Assert.That(await Account(town.Caseworker), Is.Empty, "staff look through the list of budgets");
        Assert.That(await new PartsOfBudget(town.Database).Of(other.Actor, grant.BudgetNumber), Is.Null);
        Assert.That(await new PartsOfBudget(town.Database).Of(town.ProviderStaff, grant.BudgetNumber), Is.Null);
        Assert.That(await new PartsOfBudget(town.Database).Of(town.CaseworkerOfHilversum, grant.BudgetNumber), Is.Null);

        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(other.Actor.UserId, grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 12, 31)));
        Assert.That((await Account(other.Actor)).Single(), Is.EqualTo((await Account(grant.Resident.Actor)).Single()), "as the resident sees it");
        Assert.That(
            await Rows.Of(town.ConnectionString, $"SELECT what, basis FROM traces WHERE user_id = '{other.Actor.UserId.Value:D}' AND action = 'look'"), Is.EqualTo(["AccountOverview representative"]));
    }
}
