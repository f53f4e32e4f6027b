using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>What was paid, by whom it was proposed and approved, and to whom: changed afterwards by somebody with the rights of the owner, it is found and named.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class VerifyPaymentTests(Engine engine)
{
    private const string SealBroken = "who proposed or approved this payment, or what was paid to whom, was changed after it was booked";
    private Town town = null!;
    private Grant grant = null!;
    private string run = "";

    /// <summary>One run that was paid, one in which something was set off, and one that came back.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.Accounts();
        var assigned = await Assigned.In(town);
        grant = assigned.Grant;
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await town.Pay();
        await town.Import("M2", assigned.Debit("R2", 5, 3).CreditedBy("R3"), assigned.Debit("R4", 3, 5));
        await town.Pay();
        await town.Import("M3", assigned.Debit("R5", 2, 2));
        run = await town.Pay();
        await town.Bank(Paying.Status(run, "RJCT"));
        await town.MustBeSound();
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [TestCase("payment_runs", "UPDATE payment_runs SET proposed_by = (SELECT MAX(answered_by) FROM payment_run_answers)", SealBroken)]
    [TestCase("payment_runs", "UPDATE payment_runs SET requested_on = '2026-01-01'", SealBroken)]
    [TestCase("payment_run_answers", "UPDATE payment_run_answers SET answered_by = proposed_by", SealBroken)]
    [TestCase("payment_run_answers", "DELETE FROM payment_run_answers", SealBroken)]
    [TestCase("payment_run_lines", "UPDATE payment_run_lines SET amount_cents = amount_cents + 1", SealBroken)]
    [TestCase("payment_run_lines", "UPDATE payment_run_lines SET provider_id = 'x'", SealBroken)]
    [TestCase("payment_transfers", "UPDATE payment_transfers SET amount_cents = amount_cents + 1", SealBroken)]
    [TestCase("payment_transfers", "UPDATE payment_transfers SET to_account_id = from_account_id", SealBroken)]
    [TestCase("payment_bookings", "UPDATE payment_bookings SET amount_cents = amount_cents + 1 WHERE posting_number IS NOT NULL", "a line of an approved run has no payment of its amount")]
    [TestCase("payment_bookings", "DELETE FROM payment_bookings WHERE posting_number IS NOT NULL", "it is a payment that no approved run made")]
    [TestCase("payment_bookings", "UPDATE payment_bookings SET amount_cents = amount_cents + 1 WHERE posting_number IS NULL", "a transfer is not what its lines add up to")]
    [TestCase("payment_bookings", "DELETE FROM payment_bookings WHERE posting_number IS NULL", "a transfer is not what its lines add up to")]
    [TestCase("payment_run_answers", "UPDATE payment_run_answers SET file = file || 'x'", "the file for the bank was changed after it was approved")]
    [TestCase("payment_failures", "INSERT INTO payment_failures SELECT MIN(end_to_end_id), 'x' FROM payment_transfers", "a payment counts as sent back and the bank did not say so")]
    [TestCase("payment_failures", "INSERT INTO payment_failures SELECT MIN(transfer.end_to_end_id), MIN(answer.id) FROM payment_transfers transfer, bank_answers answer", "a payment counts as sent back and the bank did not say so")]
    [TestCase("bank_accounts", "UPDATE bank_accounts SET provider_id = NULL", SealBroken)]
    [TestCase("bank_accounts", "UPDATE bank_accounts SET iban = iban || 'x'", SealBroken)]
    [TestCase("bank_account_answers", "UPDATE bank_account_answers SET answered_by = (SELECT MIN(id) FROM users WHERE id <> answered_by)", SealBroken)]
    [TestCase("bank_account_answers", "DELETE FROM bank_account_answers", SealBroken)]
    [TestCase("payment_failures", "DELETE FROM payment_failures", "a payment was booked back and neither the bank nor a correction of its line says so")]
    public async Task A_change_is_named(string table, string sql, string why)
    {
        await Sql.AsOwner(town, table, sql);

        var fault = (await new VerifyLedger(town.Database).Run()).FirstFault;

        Assert.That(fault?.Why, Is.EqualTo(why));
        Assert.That(fault!.Where, Does.StartWith(why == SealBroken || why.Contains("no approved run", StringComparison.Ordinal) || why.Contains("its amount", StringComparison.Ordinal) ? $"{grant.BudgetNumber}/" : "payment/2026-"));
        Assert.That((await new VerifyLedger(town.Database).Run(Town.Hilversum)).IsSound, Is.True);
    }

    [Test]
    public async Task Nothing_of_what_was_paid_can_be_changed_without_those_rights()
    {
        foreach (var table in new[] { "payment_runs", "payment_run_lines", "payment_run_answers", "payment_transfers", "payment_bookings", "bank_answers", "bank_answer_transfers", "payment_failures", "bank_accounts", "bank_account_answers" })
        {
            Assert.That(async () => await Sql.Execute(town, $"DELETE FROM {table}"), Throws.Exception.With.Message.Contains("append-only"), table);
        }
    }
}
