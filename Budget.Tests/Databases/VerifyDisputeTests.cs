using Budget.Core.Decisions;
using Budget.Core.Disputes;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>Who changes what a line was reversed for is found, and so is a reversal that nobody settled.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifyDisputeTests(Engine engine)
{
    private const string Changed = "the dispute for which it reverses, or how it was settled, was changed after it was booked";
    private Town town = null!;
    private string budget = "";

    /// <summary>A line that was disputed, answered and settled for the resident: posting 4 reverses it.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        var assigned = await Assigned.In(town);
        budget = assigned.Grant.BudgetNumber;
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        await new DisputeLine(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(budget, 3, DisputeReason.LessDelivered, "Het was één uur.", new Quantity(1)));
        var id = Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT id FROM disputes"))[0]);
        await new AnswerDispute(town.Database).Do(town.ProviderStaff, town.Key(), new(id, IsDelivered: true, "Wij waren er."));
        Assert.That((await new SettleDispute(town.Database).Do(town.Caseworker, town.Key(), new(id, IsDelivered: false, "Er is geen werkbrief."))).Refusal, Is.Null);
        await town.MustBeSound();
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<VerifyLedger.Fault?> Fault() => (await new VerifyLedger(town.Database).Run()).FirstFault;

    [TestCase("disputes", "reason = 'other'")]
    [TestCase("disputes", "explanation = explanation || 'x'")]
    [TestCase("disputes", "delivered_hundredths = 200")]
    [TestCase("disputes", "delivered_hundredths = NULL")]
    [TestCase("disputes", "place = 2")]
    [TestCase("disputes", "disputed_by = (SELECT ended_by FROM dispute_ends)")]
    [TestCase("disputes", "disputed_at = '2026-06-14T09:00:00.000Z'")]
    [TestCase("dispute_answers", "explanation = 'x'")]
    [TestCase("dispute_answers", "answered_by = (SELECT ended_by FROM dispute_ends)")]
    [TestCase("dispute_answers", "answered_at = '2026-06-14T09:00:00.000Z'")]
    [TestCase("dispute_ends", "explanation = 'x'")]
    [TestCase("dispute_ends", "ended_by = (SELECT disputed_by FROM disputes)")]
    [TestCase("dispute_ends", "ended_at = '2026-06-14T09:00:00.000Z'")]
    [TestCase("dispute_ends", "outcome = 'delivered', reversal_number = NULL")]
    public async Task Whatever_is_changed_of_what_was_said_is_found_and_named(string table, string change)
    {
        Assert.That(async () => await Sql.Execute(town, $"UPDATE {table} SET {change}"), Throws.Exception.With.Message.Contains("append-only"));
        await Sql.AsOwner(town, table, $"UPDATE {table} SET {change}");
        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{budget}/4", Changed)));
    }

    [Test]
    public async Task A_settlement_that_says_another_posting_or_is_gone_is_found()
    {
        await Sql.AsOwner(town, "dispute_ends", "UPDATE dispute_ends SET reversal_number = 9");
        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{budget}/9", "a dispute says that its line was reversed here, and it was not")));
        await Sql.AsOwner(town, "dispute_ends", "DELETE FROM dispute_ends");
        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{budget}/4", Changed)), "a reversal that nobody settled");
    }

    [Test]
    public async Task An_answer_that_is_taken_away_is_found()
    {
        await Sql.AsOwner(town, "dispute_answers", "DELETE FROM dispute_answers");
        Assert.That(await Fault(), Is.EqualTo(new VerifyLedger.Fault($"{budget}/4", Changed)));
    }

    [Test]
    public async Task A_reversal_by_hand_and_one_for_a_dispute_stand_side_by_side()
    {
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new Core.PersonHeld.ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(await town.Agreement(held), new(2026, 4, 1), new Quantity(10)));
        Assert.That((await town.Reverse(held.BudgetNumber, 2)).IsRefused, Is.False);
        await town.MustBeSound();
    }
}
