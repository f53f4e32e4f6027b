using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Faults;

/// <summary>
/// The two nights on which the clocks of the Netherlands change: an hour that comes twice (25 October 2026) and one that does not come (29 March).
/// Postings keep their order and their day, also on a machine that sets its own clock back instead of its time zone. Clocks that jump any which way
/// are in the simulator (RandomTown.MoveClock).
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SummerTimeTests(Engine engine)
{
    private static readonly DateOnly Autumn = new(2026, 10, 25);
    private static readonly DateOnly Spring = new(2026, 3, 29);

    [TestCase("2026-10-25", 25)]
    [TestCase("2026-03-29", 23)]
    [TestCase("2026-03-30", 24)]
    public void Every_minute_of_the_day_is_on_that_day_whether_it_comes_once_twice_or_never(string text, int hours)
    {
        var day = DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            Assert.That(AmsterdamDay.Of(AmsterdamDay.At(day, TimeOnly.MinValue.AddMinutes(minute))), Is.EqualTo(day), $"{minute}");
        }

        Assert.That(AmsterdamDay.At(day.AddDays(1), TimeOnly.MinValue) - AmsterdamDay.At(day, TimeOnly.MinValue), Is.EqualTo(TimeSpan.FromHours(hours)));
        Assert.That(AmsterdamDay.Of(AmsterdamDay.At(day, TimeOnly.MinValue).AddMilliseconds(-1)), Is.EqualTo(day.AddDays(-1)));
    }

    [Test]
    public async Task In_the_hour_that_comes_twice_postings_keep_their_order_and_their_day()
    {
        // Half past two in summer time, half past two in winter time; and once more, on a machine that was set back instead.
        await Night(Autumn, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T00:45:00Z", "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00Z");
    }

    [Test]
    public async Task In_the_night_that_lacks_an_hour_postings_keep_their_order_and_their_day()
    {
        // A millisecond before two; three o'clock; and once more, on a machine that was set ahead and back.
        await Night(Spring, "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2026-03-29T00:59:59.999Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z");
    }

    /// <summary>A claim at each moment, the last of them on the day after.</summary>
    private async Task Night(DateOnly day, params string[] moments)
    {
        await using var town = await Town.On(engine, FakeClock.On(2026, day.Month, 1));
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld, new(new(2025, 1, 1), new(2026, 12, 31)));
        var agreement = await town.Agreement(grant, period: new(new(2025, 1, 1), new(2026, 12, 31)));
        foreach (var (moment, month) in moments.Select((moment, month) => (DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), month)))
        {
            town.Clock.Advance(moment - town.Clock.GetUtcNow());
            Assert.That((await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new DateOnly(2025, 1, 1).AddMonths(month), new(1m)))).IsRefused, Is.False);
        }

        var postings = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Postings.Where(posting => posting.Number > 1).OrderBy(posting => posting.Number).ToList();
        Assert.That(postings.Select(posting => posting.Number), Is.EqualTo(Enumerable.Range(2, moments.Length)));
        Assert.That(postings.Select(posting => posting.PostedOn), Is.EqualTo(Enumerable.Repeat(day, moments.Length - 1).Append(day.AddDays(1))));
        Assert.That(await town.Database.Read(session => session.List<DateTimeOffset>("SELECT posted_at FROM postings ORDER BY number")), Is.Ordered);

        town.Clock.GoTo(day.AddDays(3));
        Assert.That(await new WriteLedgerHeads(town.Database).Do(), Is.EqualTo(3), "of the day of the grant, of that day once, and of the day after");
        Assert.That((await new BalanceOnDay(town.Database).Of(town.Finance, grant.BudgetNumber, day))!.ByBooking.Spent, Is.EqualTo(new Money(400)));
        Assert.That((await new VerifyLedger(town.Database).Run(everyHead: true)).FirstFault, Is.Null);
    }
}
