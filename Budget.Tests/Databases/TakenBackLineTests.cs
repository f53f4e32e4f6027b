using Budget.Core.Budgets;
using Budget.Core.Disputes;
using Budget.Core.Mail;

namespace Budget.Tests.Databases;

/// <summary>A disputed line that is taken back otherwise, by a credit or by finance: nothing of it stays open. And what the resident reads of a line being paid. Today it is 15 June 2026; R1 is posting 3, R2 posting 4.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class TakenBackLineTests(Engine engine)
{
    private Town town = null!;
    private Assigned client = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        client = await Assigned.In(town);
        await town.Import("M1", client.Debit("R1", 4, 4), client.Debit("R2", 5, 3));
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<LineOfBudget.Answer> Line(long posting = 3) => (await new LineOfBudget(town.Database).Of(client.Grant.Resident.Actor, client.Grant.BudgetNumber, posting))!;

    private async Task<BudgetOverview.Answer> Overview() => (await new BudgetOverview(town.Database).Of(client.Grant.Resident.Actor, client.Grant.BudgetNumber))!;

    [Test]
    public async Task What_the_provider_credits_ends_the_dispute_at_once_and_both_read_so()
    {
        await Mailbox.Wants(town, client.Grant.Resident.Actor, "jan@example.nl");
        await town.Dispute(client, "R1");
        var dispute = Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT id FROM disputes")).Single());

        await town.Import("M2", client.Debit("R1", 4, 4).CreditedBy("R9"));

        Assert.That(((await Line()).State, (await Line()).Due, (await Overview()).Disputed), Is.EqualTo((LineState.Credited, (DateOnly?)null, Money.Zero)));
        Assert.That((await new DisputesOfProvider(town.Database).Of(town.ProviderStaff)).Items.Single().Standing.State(town.Today), Is.EqualTo(LineState.Credited));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT outcome || ' ' || CAST(reversal_number AS TEXT) FROM dispute_ends"), Is.EqualTo((string[])["credited 5"]));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo((MailKind[])[MailKind.DisputeIsAnswered]));
        Assert.That(((await Overview()).Balance.Payable, (await Overview()).Balance.Reserved), Is.EqualTo((new Money(18_000), new Money(102_000))));
        Assert.That((await new WithdrawDispute(town.Database).Do(client.Grant.Resident.Actor, town.Key(), new(client.Grant.BudgetNumber, 3))).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That((await new AnswerDispute(town.Database).Do(town.ProviderStaff, town.Key(), new(dispute, IsDelivered: true, "Wij waren er."))).Refusal, Is.EqualTo(Refusal.AlreadyReversed));
        Assert.That((await town.Dispute(client, "R1")).Refusal, Is.EqualTo(Refusal.AlreadyReversed));
    }

    [Test]
    public async Task What_the_installation_takes_in_or_finance_reverses_ends_it_too()
    {
        await town.Dispute(client, "R1");
        await town.Dispute(client, "R2");

        await town.Import(DeclarationOf.Bytes(DeclarationOf.Lines("M2", client.Debit("R1", 4, 4).CreditedBy("R9"))), Actor.System(Town.Huizen));
        Assert.That((await town.Reverse(client.Grant.BudgetNumber, 4)).Refusal, Is.Null);

        Assert.That(((await Line(3)).State, (await Line(4)).State, (await Overview()).Disputed), Is.EqualTo((LineState.Credited, LineState.Corrected, Money.Zero)));
        Assert.That(await Sql.Count(town, "open_disputes"), Is.Zero);
    }

    [Test]
    public async Task The_resident_reads_when_the_provider_was_paid_and_that_it_waits_when_that_came_back()
    {
        await town.Accounts();
        await town.Dispute(client, "R2");
        Assert.That((await Line()).PaidOn, Is.Null);

        var run = await town.Pay();
        Assert.That(((await Line(3)).PaidOn, (await Line(4)).PaidOn), Is.EqualTo(((DateOnly?)town.Today, (DateOnly?)null)), "what is disputed is not paid");

        await town.Bank(Paying.Status(run, "RJCT"));
        Assert.That((await Line()).PaidOn, Is.Null);
    }
}
