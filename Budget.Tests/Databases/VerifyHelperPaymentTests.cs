using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>What helpers were paid, on whose word and on which account: changed afterwards by somebody with the rights of the owner, it is found and named.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class VerifyHelperPaymentTests(Engine engine)
{
    private const string SealBroken = "what the SVB paid to which helper, or on whose word, was changed after it was booked";
    private Town town = null!;
    private Agreeing agreeing = null!;

    /// <summary>One that was paid, one that was paid and came back, and one that was refused.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        foreach (var month in new[] { 2, 3, 4 })
        {
            await agreeing.Claim(number, month, month);
        }

        var lines = (await town.Order((await town.Send()).Value)).Lines;
        await town.Hear(Svb.Says(lines[0].Reference, "betaald"), Svb.Says(lines[1].Reference, "betaald"), Svb.Says(lines[2].Reference, "geweigerd", "anders"));
        await town.Hear(Svb.Says(lines[1].Reference, "teruggekomen", "rekening-gesloten"));
        await town.MustBeSound();
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [TestCase("svb_orders", "UPDATE svb_orders SET made_by = (SELECT MAX(id) FROM users WHERE id <> made_by)", SealBroken)]
    [TestCase("svb_order_lines", "UPDATE svb_order_lines SET content = content || 'x'", SealBroken)]
    [TestCase("svb_order_lines", "UPDATE svb_order_lines SET amount_cents = amount_cents + 1", SealBroken)]
    [TestCase("helper_accounts", "UPDATE helper_accounts SET iban = iban || 'x'", SealBroken)]
    [TestCase("helper_accounts", "UPDATE helper_accounts SET set_by = (SELECT MIN(id) FROM users WHERE id <> set_by)", SealBroken)]
    [TestCase("svb_answers", "UPDATE svb_answers SET received_by = (SELECT MIN(id) FROM users WHERE id <> received_by)", SealBroken)]
    [TestCase("svb_answer_lines", "UPDATE svb_answer_lines SET said_on = '2026-01-01' WHERE outcome = 'paid'", SealBroken)]
    [TestCase("svb_answer_lines", "DELETE FROM svb_answer_lines WHERE outcome = 'paid'", SealBroken)]
    [TestCase("svb_order_lines", "UPDATE svb_order_lines SET amount_cents = amount_cents + 1 WHERE amount_cents = 400", "a line for the SVB is of another amount, account or resident than its claim")]
    [TestCase("care_agreements", "UPDATE care_agreements SET proposal_id = NULL", "a care agreement is not the one that was drawn up under its number")]
    [TestCase("svb_payments", "UPDATE svb_payments SET amount_cents = amount_cents + 1", "what the SVB paid to a helper has no payment of its amount")]
    [TestCase("svb_payments", "DELETE FROM svb_payments WHERE amount_cents = 200", "it is a payment to a helper that the SVB did not make")]
    [TestCase("svb_answer_lines", "DELETE FROM svb_answer_lines WHERE outcome = 'returned'", "a payment of a helper was booked back and neither the SVB nor a correction of its claim says so")]
    [TestCase("svb_answer_lines", "INSERT INTO svb_answers SELECT 'x', MAX(municipality_code), 'x', MAX(received_by), MAX(received_at) FROM svb_answers; INSERT INTO svb_answer_lines SELECT 'x', MIN(reference), 'returned', '2026-06-15', 'other', 1 FROM svb_order_lines", "the SVB got a payment back and it is still booked as paid")]
    [TestCase("svb_answer_lines", "INSERT INTO svb_answers SELECT 'x', MAX(municipality_code), 'x', MAX(received_by), MAX(received_at) FROM svb_answers; INSERT INTO svb_answer_lines SELECT 'x', MAX(reference), 'paid', '2026-06-15', '', 1 FROM svb_order_lines", "the SVB paid a claim that stands, and it was not booked")]
    public async Task A_change_is_named(string table, string sql, string why)
    {
        await Sql.AsOwner(town, table, sql);

        var fault = (await new VerifyLedger(town.Database).Run()).FirstFault;

        Assert.That(fault?.Why, Is.EqualTo(why));
        Assert.That(fault!.Where, Does.StartWith(why == SealBroken || why.Contains("did not make", StringComparison.Ordinal) || why.Contains("its amount", StringComparison.Ordinal) ? $"{agreeing.Grant.BudgetNumber}/" : table == "care_agreements" ? "agreement/2026-" : "svb/S2026-"));
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Hilversum)).IsSound, Is.True);
    }

    [Test]
    public async Task Nothing_of_what_was_paid_can_be_changed_without_those_rights()
    {
        foreach (var table in new[] { "svb_orders", "svb_order_lines", "svb_answers", "svb_answer_lines", "svb_payments", "helper_accounts" })
        {
            Assert.That(async () => await Sql.Execute(town, $"DELETE FROM {table}"), Throws.Exception.With.Message.Contains("append-only"), table);
        }
    }
}
