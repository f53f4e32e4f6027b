using System.Text;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>What an audit file opens with, found by the closing of the year before where there is one.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AuditFileOpeningTests(Engine engine)
{
    [Test]
    public async Task A_year_opens_with_the_same_whether_or_not_the_year_before_is_closed()
    {
        await using var town = await Town.On(engine, FakeClock.On(2025, 3, 1));
        var years = new Period(new(2025, 3, 1), new(2026, 12, 31));
        var held = await town.BudgetOf(1000m, FundingForm.PersonHeld, years);
        var agreement = await town.Agreement(held, period: years);
        async Task Claim(DateOnly month)
        {
            town.Clock.GoTo(month.AddMonths(1).AddDays(2));
            Assert.That((await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, month, new(10.5m)))).Refusal, Is.Null);
        }

        async Task<string> Written()
        {
            using var file = new MemoryStream();
            Assert.That(await new AuditFile(town.Database).Write(town.Finance, 2026, file), Is.Not.Null);
            return Encoding.UTF8.GetString(file.ToArray());
        }

        await Claim(new(2025, 4, 1));
        await Claim(new(2026, 1, 1));
        await town.BudgetOf(50m);
        var open = await Written();
        var opening = new AuditFileText(open).Opening;
        var before = (await new TrialBalance(town.Database).On(town.Finance, new(2025, 12, 31)))!.ByBooking;
        Assert.That(
            (AuditFileText.Sum(opening, "beschikbaar"), AuditFileText.Sum(opening, "te_betalen"), AuditFileText.SumOfFunds(opening)),
            Is.EqualTo((before.Available, before.Payable, -before.Granted)));
        Assert.That(
            opening.Where(line => line.Account is "te_betalen" or "fonds_2025"),
            Is.EquivalentTo(new AuditFileText.Line[] { new("fonds_2025", Paying.Euros(1_000), Budget: null), new("te_betalen", new Money(-1_050), Budget: null) }),
            "a fund in debit, what is owed in credit");
        Assert.That((before.Payable, before.Granted), Is.EqualTo((new Money(1_050), Paying.Euros(1_000))), "one claim of the two, and one budget of the two");

        Assert.That((await new CloseYear(town.Database).Do(town.Finance, town.Key(), new(2025))).Refusal, Is.Null);

        Assert.That(await Sql.Count(town, "year_balances"), Is.EqualTo(1));
        Assert.That(await Written(), Is.EqualTo(open));
        await town.MustBeSound();
    }
}
