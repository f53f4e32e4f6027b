using System.Text;
using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Departures;
using Budget.Core.Disputes;
using Budget.Core.Funds;
using Budget.Core.HelperPayments;
using Budget.Core.Management;
using Budget.Core.Neighbourhoods;
using Budget.Core.Payments;
using Budget.Core.PersonHeld;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>How the support of a municipality goes, in figures without names. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ManagementTests(Engine engine)
{
    private static readonly int[] EurosByMonth = [0, 0, 0, 240, 180, 0];

    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    private async Task<ManagementOverview.Answer> Overview(Actor? by = null, int? year = null) => (await new ManagementOverview(town.Database).Of(by ?? town.Finance, year))!;

    private async Task Put(string category, decimal euros) =>
        Assert.That((await new SetFundBudget(town.Database).Do(town.Finance, town.Key(), new(2026, category, new Money((long)(euros * 100)), "Begroting"))).Refusal, Is.Null);

    private static Money Euros(long euros) => Paying.Euros(euros);

    [Test]
    public async Task A_municipality_without_anything_has_nothing_to_show()
    {
        var empty = await Overview();

        Assert.That((empty.HasAny, empty.HasMoney, empty.Year, empty.Spent.Total, empty.Deadlines.Both.Ended, empty.Neighbourhoods.IsEmpty, empty.Products.IsEmpty), Is.EqualTo((false, false, 2026, Money.Zero, 0L, true, true)));
        Assert.That(empty.Towns.Select(one => (one.Name, one.IsOwn, one.Residents, one.DaysToPayment)), Is.EqualTo(new[] { ("Hilversum", false, (long?)null, (long?)null), ("Huizen", true, null, null) }));
    }

    [Test]
    public async Task Only_finance_administrator_and_auditor_see_it_and_all_three_the_same()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        await town.Agreement(await town.BudgetOf(500m, FundingForm.PersonHeld));
        var seen = ManagementCsv.Write(await Overview());
        foreach (var role in new[] { Role.Administrator, Role.Auditor })
        {
            Assert.That(ManagementCsv.Write(await Overview(await town.User("ander", role, Town.Huizen))), Is.EqualTo(seen), $"{role}");
        }

        foreach (var other in new[] { town.Caseworker, town.ProviderStaff, assigned.Grant.Resident.Actor })
        {
            Assert.That(await new ManagementOverview(town.Database).Of(other), Is.Null, $"{other.Role}");
        }

        foreach (var year in new[] { 1999, 2025, 2028, 2040 })
        {
            Assert.That(await new ManagementOverview(town.Database).Of(town.Finance, year), Is.Null, $"{year}: no year of the fund, in which all began in 2026");
        }

        Assert.That(Encoding.UTF8.GetString(seen), Does.Not.Contain("Jansen").And.Not.Contain("Helpende").And.Not.Contain(assigned.Bsn).And.Not.Contain(assigned.Grant.BudgetNumber));
    }

    [Test]
    public async Task Spent_by_month_is_what_the_fund_says_was_spent_of_the_budgets_of_that_year()
    {
        var assigned = await Assigned.In(town);
        await town.BudgetOf(300m, period: Period.Year(2027));
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await Put("02", 2400m);

        var answer = await Overview();
        Assert.That(answer.Spent.Months.Select(month => month.Spent), Is.EqualTo(EurosByMonth.Select(euros => Euros(euros))));
        Assert.That((answer.Spent.Months[4].Together, answer.Spent.Months[4].Even, answer.Spent.PutAside, answer.Spent.Later), Is.EqualTo((Euros(420), (Money?)Euros(1000), (Money?)Euros(2400), Money.Zero)));

        await town.Accounts();
        await town.Pay();
        Assert.That((await Overview()).Spent.Total, Is.EqualTo(Euros(420)), "paying spends nothing once more");
        Assert.That((await town.Reverse(assigned.Grant.BudgetNumber, 4)).Refusal, Is.Null);
        var after = await Overview();
        Assert.That(after.Spent.Total, Is.EqualTo(Euros(240)).And.EqualTo((await new FundOverview(town.Database).Of(town.Finance, 2026))!.Total.Spent));
        Assert.That((await Overview(year: 2027)).Spent, Has.Property("Total").EqualTo(Money.Zero).And.Property("PutAside").Null);
    }

    [Test]
    public async Task As_long_as_nothing_was_said_of_one_category_no_part_of_all_is_told()
    {
        var assigned = await Assigned.In(town);
        await town.AlsoGrant(assigned.Grant, 300m);
        await Put("02", 2400m);
        var half = (await Overview()).Spent;
        Assert.That((half.PutAside, half.Months[0].Even), Is.EqualTo(((Money?)null, (Money?)null)), "300 was granted of a category of which nobody said anything");

        await Put("01", 600m);
        Assert.That(((await Overview()).Spent.PutAside, (await Overview()).Spent.Months[0].Even), Is.EqualTo(((Money?)Euros(3000), (Money?)Euros(250))));
    }

    [Test]
    public async Task The_file_says_in_the_words_of_the_page_what_was_put_aside_and_of_whom_no_neighbourhood_is_known()
    {
        await Put("02", 2400m);
        var file = Encoding.UTF8.GetString(ManagementCsv.Write((await Overview()) with { Neighbourhoods = ShownParts.Of([new SupportPart("", "", "", 9, Euros(90), Euros(9))]) }));
        Assert.That(file, Does.Contain("2026;productcategorieën;02;begroot;2400,00;euro").And.Contain("2026;besteed;2026-02;begroot en gelijk verdeeld;400,00;euro").And.Contain("2026;wijken;wijk niet bekend;inwoners;9;aantal"));
        Assert.That(file, Does.Not.Contain(";;"), "each row has a name");
    }

    [Test]
    public async Task A_month_in_which_more_was_taken_back_than_spent_is_no_formula_in_the_file()
    {
        var answer = (await Overview()) with { Spent = SpentOfYear.Of([(new(2026, 3, 1), Euros(50)), (new(2026, 4, 30), Euros(-30)), (new(2027, 1, 1), Euros(-5))], 2026, town.Today, putAside: null) };
        var file = Encoding.UTF8.GetString(ManagementCsv.Write(answer));
        Assert.That(file, Does.Contain("2026;besteed;2026-03;in de maand;50,00;euro").And.Contain("2026;besteed;2026-03;teruggenomen in de maand;0,00;euro"));
        Assert.That(file, Does.Contain("2026;besteed;2026-04;in de maand;0,00;euro").And.Contain("2026;besteed;2026-04;teruggenomen in de maand;30,00;euro").And.Contain("2026;besteed;na het jaar;teruggenomen in die tijd;5,00;euro"));
        Assert.That(file, Does.Not.Contain("'").And.Not.Contain(";-"));
    }

    [Test]
    public async Task What_is_short_stands_first_with_by_how_much()
    {
        var assigned = await Assigned.In(town);
        await town.AlsoGrant(assigned.Grant, 300m);
        await Put("01", 250m);
        await Put("02", 1000m);

        Assert.That((await Overview()).Categories.Select(line => (line.Category, ManagementOverview.Answer.ShortOf(line))), Is.EqualTo(new[] { ("02", (Money?)Euros(200)), ("01", (Money?)Euros(50)) }));
        await Put("02", 1200m);
        Assert.That((await Overview()).Categories.Select(line => (line.Category, ManagementOverview.Answer.ShortOf(line))), Is.EqualTo(new[] { ("01", (Money?)Euros(50)), ("02", null) }));
    }

    [Test]
    public async Task What_waits_is_told_by_how_long_ago_it_was_declared_and_is_what_the_payments_page_says()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await town.Dispute(assigned, "R1");
        foreach (var (day, fresh, running, late) in new[] { (new DateOnly(2026, 6, 20), 180, 0, 0), (new(2026, 6, 21), 0, 180, 0), (new(2026, 7, 10), 0, 180, 0), (new(2026, 7, 11), 0, 0, 180) })
        {
            town.Clock.GoTo(day);
            var waiting = (await Overview()).Waiting;
            Assert.That((waiting.Fresh.Amount, waiting.Running.Amount, waiting.Late.Amount, waiting.SetAside), Is.EqualTo((Euros(fresh), Euros(running), Euros(late), new PaymentsDue.Sum(1, Euros(240)))), $"{day}");
        }

        Assert.That((await town.Due()).Overdue, Is.EqualTo((await Overview()).Waiting.Late).And.EqualTo(new PaymentsDue.Sum(1, Euros(180))));
    }

    [Test]
    public async Task Helpers_wait_for_their_holder_and_for_the_SVB()
    {
        await new StartSvb(town.Database).Do(town.Finance, town.Key(), new(new(2020, 1, 1)));
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        Assert.That((await agreeing.Claim(number, 5, 30m)).Refusal, Is.Null);
        Assert.That((await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 6, 1), IsWholeMonth: false, new WorkedTime(new(2026, 6, 1), new(9, 0), new(12, 0), 0), Volume: null))).Refusal, Is.Null);

        var waiting = (await Overview()).Waiting;
        Assert.That((waiting.ForHolder, waiting.ForSvb, waiting.ForSvbLate), Is.EqualTo((new PaymentsDue.Sum(1, Euros(3)), new PaymentsDue.Sum(1, Euros(30)), new PaymentsDue.Sum(0, Money.Zero))));
        town.Clock.GoTo(new(2026, 7, 16));
        Assert.That((await Overview()).Waiting.ForSvbLate, Is.EqualTo(new PaymentsDue.Sum(1, Euros(30))), "more than thirty days after the holder approved it");
    }

    [Test]
    public async Task Disputes_are_told_by_whose_turn_it_is_and_which_are_late()
    {
        var assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await town.Dispute(assigned, "R1");
        foreach (var (day, provider, municipality, late) in new[] { (new DateOnly(2026, 6, 29), 1L, 0L, 0L), (new(2026, 6, 30), 0L, 1L, 0L), (new(2026, 7, 13), 0L, 1L, 0L), (new(2026, 7, 14), 0L, 0L, 1L) })
        {
            town.Clock.GoTo(day);
            var troubles = (await Overview()).Troubles;
            Assert.That((troubles.Disputes, troubles.DisputesForProvider, troubles.DisputesForMunicipality, troubles.DisputesLate), Is.EqualTo((1L, provider, municipality, late)), $"{day}");
        }

        Assert.That((await new WithdrawDispute(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(assigned.Grant.BudgetNumber, 3))).Refusal, Is.Null);
        Assert.That((await Overview()).Troubles.Disputes, Is.Zero);
    }

    [Test]
    public async Task Help_that_is_not_there_is_counted_as_the_delivery_watch_lists_it()
    {
        await town.BudgetOf(100m);
        await town.BudgetOf(100m, FundingForm.PersonHeld);
        await Assigned.In(town);
        Assert.That((await Overview()).Troubles.Delivery.Sum(one => one.Count), Is.Zero);
        town.Clock.GoTo(new(2026, 7, 10));

        var listed = (await new DeliveryWatch(town.Database).Of(town.Caseworker)).Select(item => item.Trouble).ToList();
        Assert.That(listed, Is.EquivalentTo(new[] { DeliveryTrouble.NoProvider, DeliveryTrouble.NoStart, DeliveryTrouble.NoAgreement }));
        Assert.That(Encoding.UTF8.GetString(ManagementCsv.Write(await Overview())), Does.Contain("2026;levering;er kwam niemand;budgetten;0;aantal").And.Contain("2026;levering;nog geen aanbieder gekozen;budgetten;1;aantal")
            .And.Contain("2026;levering;de hulp is niet begonnen;budgetten;1;aantal").And.Contain("2026;levering;nog geen zorgovereenkomst;budgetten;1;aantal"));
        Assert.That((await Overview()).Troubles.Delivery.SelectMany(one => Enumerable.Repeat(one.Trouble, (int)one.Count)), Is.EquivalentTo(listed));
        Assert.That((await Overview(await town.User("beheer2", Role.Administrator, Town.Hilversum))).Troubles.Delivery.Sum(one => one.Count), Is.Zero);
    }

    [Test]
    public async Task A_legal_term_counts_when_it_is_over_and_was_met_only_in_time()
    {
        await town.BudgetOf(100m);
        await town.Request(await town.Resident());
        var late = await town.Request(await town.Resident());
        var nobody = await town.Resident();
        Assert.That((await new TakeBackRequest(town.Database).Do(nobody.Actor, town.Key(), await town.Request(nobody))).Refusal, Is.Null);
        town.Clock.GoTo(new(2026, 6, 29));
        Assert.That((await Overview()).Deadlines.Both.Ended, Is.Zero, "its last day is still in time");

        town.Clock.GoTo(new(2026, 7, 28));
        await town.Report(late);
        var deadlines = (await Overview()).Deadlines;
        Assert.That(deadlines.Months.Select(month => month.StartsOn), Is.EqualTo(Enumerable.Range(0, 12).Select(at => new DateOnly(2025, 8, 1).AddMonths(at))));
        Assert.That((deadlines.Months[10].Decisions, deadlines.Months[11].Reports), Is.EqualTo((new DeadlinesMet.Count(1, 1), new DeadlinesMet.Count(3, 1))), "one was taken back, one came a day late, one never");
        Assert.That((deadlines.Both, deadlines.Reports.Percent), Is.EqualTo((new DeadlinesMet.Count(4, 2), (decimal?)33m)));
        Assert.That((await Overview(await town.User("financien3", Role.Finance, Town.Hilversum))).Deadlines.Both.Ended, Is.Zero, "of another municipality");
        town.Clock.GoTo(new(2027, 8, 1));
        Assert.That((await Overview()).Deadlines.Both.Ended, Is.Zero, "more than twelve months ago");
    }

    [Test]
    public async Task A_term_of_who_died_or_moved_before_its_end_does_not_count_whenever_that_is_written_down_nor_one_of_a_file_of_nobody()
    {
        Assert.That((await new LayDecoy(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(Town.Huizen, "Bekende Naam"))).Refusal, Is.Null);
        var requests = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            requests.Add(await town.Request(await town.Resident()));
        }

        town.Clock.GoTo(new(2026, 8, 10));
        Assert.That((await Overview()).Deadlines.Reports, Is.EqualTo(new DeadlinesMet.Count(3, 0)), "the six weeks ended on 27 July; nobody will ever answer the file of nobody");
        Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(requests[0], DepartureReason.Died, new(2026, 7, 20)))).Refusal, Is.Null);
        Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(requests[1], DepartureReason.Moved, new(2026, 7, 1)))).Refusal, Is.Null);
        Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(requests[2], DepartureReason.Died, new(2026, 8, 1)))).Refusal, Is.Null);
        Assert.That((await Overview()).Deadlines.Reports, Is.EqualTo(new DeadlinesMet.Count(1, 0)), "of the third it was late already");
    }

    [Test]
    public async Task Neighbourhoods_of_few_residents_are_taken_together_and_provisions_of_few_are_not_there()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        foreach (var code in new[] { "N1", "N2" })
        {
            Assert.That((await new DrawNeighbourhood(town.Database).Do(administrator, town.Key(), new(new(code, $"Wijk {code}", 143_000, 478_000), ""))).Refusal, Is.Null);
        }

        for (var number = 0; number < 11; number++)
        {
            var grant = await town.BudgetOf(100m);
            if (number < 9)
            {
                Assert.That((await new ChooseNeighbourhood(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.Resident.Id, number < 6 ? "N1" : "N2"))).Refusal, Is.Null);
            }

            if (number == 0)
            {
                await town.AlsoGrant(grant, 50m);
            }
        }

        var answer = await Overview();
        Assert.That(answer.Neighbourhoods.Parts, Is.EqualTo(new[] { new SupportPart("N1", "Wijk N1", "Wijk N1", 6, Euros(650), Money.Zero) }));
        Assert.That((answer.Neighbourhoods.Joined, answer.Neighbourhoods.Together, answer.Neighbourhoods.Total), Is.EqualTo((2, new SupportPart("", "", "", 5, Euros(500), Money.Zero), new SupportPart("", "", "", 11, Euros(1150), Money.Zero))), "three of the other and two without");
        Assert.That((answer.Products.Parts.Count, answer.Products.Joined, answer.Products.Together), Is.EqualTo((0, 2, (SupportPart?)null)), "one with household help hides the eleven with guidance as well");
        Assert.That(Encoding.UTF8.GetString(ManagementCsv.Write(answer)), Does.Contain("2026;wijken;N1;toegekend;650,00;euro").And.Contain("2026;wijken;samengenomen;inwoners;5;aantal").And.Not.Contain("wijken;N2").And.Not.Contain(";voorzieningen;"));
    }
}
