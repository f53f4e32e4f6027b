using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Faults;

/// <summary>
/// A crash just before the commit leaves nothing, a crash just after it loses nothing but the answer; on both engines. The simulator does
/// this thousands of times on SQLite; here stands that PostgreSQL has the same two moments.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class CrashTests(Engine engine)
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Who_hears_nothing_sends_the_deed_again_and_it_is_done_once(bool isCommitted)
    {
        await using var town = await Town.On(engine);
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var entry = new ForwardClaim.Entry(await town.Agreement(grant), new(2026, 4, 1), new(10m));
        var key = town.Key();
        Task<Outcome<ForwardClaim.Answer>> Claim() => new ForwardClaim(town.Database).Do(grant.Resident.Actor, key, entry);

        town.Database.AtMoment = moment =>
        {
            if (moment == (isCommitted ? Moment.AfterCommit : Moment.BeforeCommit))
            {
                throw new IOException("The program died here.");
            }
        };
        Assert.That(async () => await Claim(), Throws.InstanceOf<IOException>());
        town.Database.AtMoment = null;

        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(isCommitted ? 2 : 1));
        Assert.That((await Claim()).Replayed, Is.EqualTo(isCommitted));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(2));
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }
}
