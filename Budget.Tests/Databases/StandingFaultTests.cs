using Budget.Core.Decisions;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>A fault that stands is told to who sees the books, until a verify finds the ledger sound.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class StandingFaultTests(Engine engine)
{
    private Town town = null!;
    private Grant grant = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
    }

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    private Task<IReadOnlyList<StandingFaults.Answer>> SeenBy(Actor actor) => new StandingFaults(town.Database).Of(actor);

    private Task<Actor> FinanceOfHilversum() => town.User("financien2", Role.Finance, Town.Hilversum);

    private Task Keep(string where, string why) => LedgerFault.Keep(town.Database, new VerifyLedger.Fault(where, why), isOfAll: true);

    [Test]
    public async Task What_verify_finds_is_told_since_when_where_and_why_until_it_is_put_right()
    {
        Assert.That((await SeenBy(town.Finance), await new StandingFaults(town.Database).Any()), Is.EqualTo((Array.Empty<StandingFaults.Answer>(), false)));
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET amount_cents = amount_cents + 1");
        var found = (await new VerifyLedger(town.Database).Run()).FirstFault!;
        town.Clock.GoTo(new(2026, 6, 16));
        await new VerifyLedger(town.Database).Run();

        var standing = await SeenBy(town.Finance);

        Assert.That(standing.Select(one => (one.FoundOn, one.Fault)), Is.EqualTo(new[] { (new DateOnly(2026, 6, 15), (VerifyLedger.Fault?)found) }), "once, since it was first found");
        Assert.That(found.Where, Is.EqualTo($"{grant.BudgetNumber}/1"));
        Assert.That(await SeenBy(await town.User("controle", Role.Auditor, Town.Huizen)), Is.EqualTo(standing));
        Assert.That(await SeenBy(town.Caseworker), Is.Empty);
        Assert.That(await SeenBy(grant.Resident.Actor), Is.Empty);
        Assert.That(await new StandingFaults(town.Database).Any(), Is.True);

        await Sql.Execute(town, "UPDATE postings SET amount_cents = amount_cents - 1");
        await town.MustBeSound();
        Assert.That((await SeenBy(town.Finance), await new StandingFaults(town.Database).Any()), Is.EqualTo((Array.Empty<StandingFaults.Answer>(), false)));
    }

    [Test]
    public async Task Another_municipality_hears_that_there_is_a_fault_and_not_where([Values("budget/1", "budget/0", "0406/2025-12-31", "0406/2025")] string place)
    {
        var where = place.Replace("budget", grant.BudgetNumber, StringComparison.Ordinal);
        await Keep(where, "it spends more than there is");

        Assert.That((await SeenBy(town.Finance)).Single().Fault?.Where, Is.EqualTo(where));
        Assert.That((await SeenBy(await FinanceOfHilversum())).Single().Fault, Is.Null);
    }

    [TestCase("-")]
    [TestCase("?/0")]
    public async Task A_fault_in_the_whole_ledger_is_everybodys(string where)
    {
        await Keep(where, "the invoice lines, claims and approved reversals are not the ones that were booked");

        Assert.That((await SeenBy(await FinanceOfHilversum())).Single().Fault?.Where, Is.EqualTo(where));
    }

    [Test]
    public async Task The_oldest_stand_first_and_no_more_than_ten()
    {
        for (var day = 1; day <= 12; day++)
        {
            town.Clock.GoTo(new(2026, 7, day));
            await Keep($"{grant.BudgetNumber}/{day}", "it spends more than there is");
        }

        Assert.That((await SeenBy(town.Finance)).Select(one => one.FoundOn.Day), Is.EqualTo(Enumerable.Range(1, 10)));
    }
}
