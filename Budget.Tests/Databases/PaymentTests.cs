using System.Text;
using Budget.Core.Ledger;
using Budget.Core.Payments;
using Budget.Tests.Unit;

namespace Budget.Tests.Databases;

/// <summary>What is accepted is paid once, by two people, to the cent; what is disputed or taken back is not; what comes back is paid again.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class PaymentTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.Accounts();
        assigned = await Assigned.In(town);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [Test]
    public async Task A_run_pays_each_line_once_and_the_file_is_one_that_banks_take()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        await town.Import("M2", assigned.Debit("R3", 3, 2));
        Assert.That((await town.Due()).ToPay.Single().Transfers.Select(transfer => (transfer.Declarations.Single(), transfer.Amount)), Is.EquivalentTo(new[] { ("DM1", Paying.Euros(420)), ("DM2", Paying.Euros(120)) }));

        var number = await town.ProposeRun();
        Assert.That((await town.Due()).InRuns, Is.EqualTo(new PaymentsDue.Sum(3, Paying.Euros(540))));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'payment'"), Is.Zero, "a proposal books nothing");
        Assert.That(await town.ApproveRun(number), Is.EqualTo(new ApprovePayments.Answer(number, 3, Paying.Euros(540), 0)));

        var file = await town.PaymentFile(number);
        Assert.That(DeclarationSchema.FirstErrorIn(Encoding.UTF8.GetBytes(file), PaymentExample.Schema), Is.Null);
        Assert.That(PaymentExample.All(file, "EndToEndId"), Is.EqualTo(new[] { $"{number}-{Town.Agb}-1", $"{number}-{Town.Agb}-2" }));
        Assert.That(string.Join(' ', PaymentExample.All(file, "Ustrd")), Is.EqualTo("DM1 DM2"));
        Assert.That(string.Join(' ', PaymentExample.All(file, "InstdAmt")), Is.EqualTo("420.00 120.00"));
        Assert.That(PaymentExample.All(file, "IBAN"), Is.EqualTo(new[] { Paying.TownIban, Paying.ProviderIban, Paying.ProviderIban }));
        town.Clock.Advance(TimeSpan.FromDays(3));
        Assert.That(await town.PaymentFile(number), Is.EqualTo(file), "byte for byte the same");
        Assert.That((await town.Figures()).Paid, Is.EqualTo(Paying.Euros(540)));
        Assert.That((await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, null))).Refusal, Is.EqualTo(Refusal.NothingToPay));
        await town.MustBeSound();
    }

    [Test]
    public async Task Nobody_approves_an_own_run_and_who_proposed_it_may_take_it_back()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var number = await town.ProposeRun();

        Assert.That((await new ApprovePayments(town.Database).Do(town.Finance, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.OwnProposal));
        Assert.That((await new RefusePayments(town.Database).Do(town.Finance, town.Key(), number)).Value, Is.EqualTo("withdrawn"));
        Assert.That((await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        var again = await town.ProposeRun();
        Assert.That((await new RefusePayments(town.Database).Do(town.FinanceToo, town.Key(), again)).Value, Is.EqualTo("refused"));
        Assert.That((await town.ApproveRun(await town.ProposeRun())).Amount, Is.EqualTo(Paying.Euros(240)));
        Assert.That(async () => await Sql.Execute(town, "INSERT INTO payment_run_answers SELECT id, 'approved', proposed_by, proposed_by, proposed_at, 'x', 'x', 'x' FROM payment_runs"), Throws.Exception);
    }

    [Test]
    public async Task Two_who_propose_or_approve_at_the_same_moment_pay_once()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        var propose = new ProposePayments(town.Database);
        var (one, other) = (propose.Do(town.Finance, town.Key(), new(town.Today, null)), propose.Do(town.FinanceToo, town.Key(), new(town.Today, null)));
        var proposed = new[] { await one, await other };
        Assert.That(proposed.Count(outcome => !outcome.IsRefused), Is.EqualTo(1));
        Assert.That(proposed.Single(outcome => outcome.IsRefused).Refusal, Is.EqualTo(Refusal.NothingToPay));

        var (number, third) = (proposed.Single(outcome => !outcome.IsRefused).Value, await town.User("financien3", Role.Finance, Town.Huizen));
        var approver = proposed[0].IsRefused ? town.Finance : town.FinanceToo;
        var answers = await Task.WhenAll(new[] { approver, third }.Select(actor => new ApprovePayments(town.Database).Do(actor, town.Key(), new(number))));
        Assert.That(answers.Count(answer => !answer.IsRefused), Is.EqualTo(1));
        Assert.That(answers.Single(answer => answer.IsRefused).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'payment'"), Is.EqualTo(2));
        await town.MustBeSound();
    }

    [Test]
    public async Task What_is_disputed_is_set_aside_also_when_that_happens_after_the_proposal()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3), assigned.Debit("R3", 3, 2));
        await town.Dispute(assigned, "R1");
        Assert.That((await town.Due()).SetAside, Is.EqualTo(new PaymentsDue.Sum(1, Paying.Euros(240))));
        var number = await town.ProposeRun();
        await town.Dispute(assigned, "R2");

        Assert.That(await town.ApproveRun(number), Is.EqualTo(new ApprovePayments.Answer(number, 1, Paying.Euros(120), 1)));
        Assert.That((await town.Run(number)).Lines.Select(line => (line.Amount, line.EndToEndId is null, line.IsDisputed)), Is.EquivalentTo(new[] { (Paying.Euros(120), false, 0L), (Paying.Euros(180), true, 1L) }));
        var figures = await town.Figures();
        Assert.That((figures.Accepted, figures.Paid, figures.SetAside, figures.ToPay), Is.EqualTo((Paying.Euros(540), Paying.Euros(120), Paying.Euros(420), Money.Zero)));

        await town.Settle("R1", isDelivered: true);
        await town.Settle("R2", isDelivered: true);
        Assert.That((await town.ApproveRun(await town.ProposeRun())).Amount, Is.EqualTo(Paying.Euros(420)));
        await town.MustBeSound();
    }

    [Test]
    public async Task What_is_credited_between_proposal_and_approval_stays_out()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4), assigned.Debit("R2", 5, 3));
        var number = await town.ProposeRun();
        await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R9"));
        Assert.That((await town.Run(number)).Lines.Count(line => line.IsUnchanged == 0), Is.EqualTo(1));

        Assert.That(await town.ApproveRun(number), Is.EqualTo(new ApprovePayments.Answer(number, 1, Paying.Euros(180), 1)));
        await town.Import("M3", assigned.Debit("R4", 4, 1));
        var next = await town.ProposeRun();
        await town.Import("M4", assigned.Debit("R4", 4, 1).CreditedBy("R8"));
        Assert.That((await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(next))).Refusal, Is.EqualTo(Refusal.NothingToPay));
        await town.MustBeSound();
    }

    [Test]
    public async Task A_right_credit_of_what_was_paid_is_taken_and_set_off_with_the_next_declarations()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        await town.Pay();
        var credit = await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R2"));
        Assert.That(credit.Rejected, Is.Zero);
        Assert.That((await town.Due()).ToSetOff.Single().Amount, Is.EqualTo(Paying.Euros(-240)));
        Assert.That((await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, null))).Refusal, Is.EqualTo(Refusal.NothingToPay));
        await town.MustBeSound();

        await town.Import("M3", assigned.Debit("R3", 4, 3));
        Assert.That((await town.Due()).ToSetOff.Single().Amount, Is.EqualTo(Paying.Euros(-60)), "three hours of sixty are less than four");
        await town.Import("M4", assigned.Debit("R4", 5, 2));
        var number = await town.Pay();

        var transfer = (await town.Run(number)).Transfers.Single();
        Assert.That((transfer.Amount, string.Join(' ', transfer.Declarations)), Is.EqualTo((Paying.Euros(60), "DM3 DM4")));
        var figures = await town.Figures();
        Assert.That((figures.Accepted, figures.Paid, figures.SetOff, figures.Corrected), Is.EqualTo((Paying.Euros(300), Paying.Euros(300), Money.Zero, Money.Zero)));
        Assert.That((await town.Due()).SetOff.Lines, Is.Zero);
        await town.MustBeSound();
    }

    [Test]
    public async Task A_correction_by_hand_of_what_was_paid_is_set_off_too()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        await town.Pay();
        Assert.That((await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(assigned.Grant.BudgetNumber, 4, "Terug"))).Refusal, Is.EqualTo(Refusal.PaymentNotReversible));
        Assert.That((await town.Reverse(assigned.Grant.BudgetNumber, 3)).Refusal, Is.Null);

        await town.Import("M2", assigned.Debit("R2", 5, 5));
        Assert.That((await town.Run(await town.Pay())).Transfers.Single().Amount, Is.EqualTo(Paying.Euros(60)));
        Assert.That((await town.Figures()).Corrected, Is.EqualTo(Paying.Euros(-240)));
        await town.MustBeSound();
    }

    [Test]
    public async Task What_is_proposed_and_approved_is_what_was_seen()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var seen = (await town.Due()).Seen;
        await town.Import("M2", assigned.Debit("R2", 5, 3));
        Assert.That((await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, null, seen))).Refusal, Is.EqualTo(Refusal.PaymentsChanged));
        var number = (await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, null, (await town.Due()).Seen))).Value;

        seen = (await town.Run(number)).Seen;
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var (owner, iban) in new[] { ((ProviderId?)town.Provider, Paying.TownIban), ((ProviderId?)null, Paying.ProviderIban) })
        {
            Assert.That((await new ProposeBankAccount(town.Database).Do(town.Finance, town.Key(), new(owner, "Thuis", iban))).Refusal, Is.EqualTo(Refusal.AccountOfOther));
        }

        await town.Account(town.Provider, "NL44RABO0123456789");
        Assert.That((await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(number, seen))).Refusal, Is.EqualTo(Refusal.PaymentsChanged), "it would go to another account");
        seen = (await town.Run(number)).Seen;
        Assert.That((await town.Dispute(assigned, "R2")).Refusal, Is.Null);
        Assert.That((await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(number, seen))).Refusal, Is.EqualTo(Refusal.PaymentsChanged), "it would be another amount");
        var now = await town.Run(number);
        Assert.That(now.ToPay, Is.EqualTo(Paying.Euros(240)));
        Assert.That((await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(number, now.Seen))).Value.Amount, Is.EqualTo(Paying.Euros(240)));
        await town.MustBeSound();
    }

    [Test]
    public async Task Another_municipality_and_another_role_see_and_do_nothing()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var number = await town.ProposeRun();
        var elsewhere = await town.User("financien", Role.Finance, Town.Hilversum);

        Assert.That((await new ApprovePayments(town.Database).Do(elsewhere, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new RefusePayments(town.Database).Do(elsewhere, town.Key(), number)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new ApprovePayments(town.Database).Do(town.Caseworker, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await new PaymentRuns(town.Database).One(elsewhere, number), Is.Null);
        Assert.That(await new PaymentRuns(town.Database).Of(elsewhere), Is.Empty);
        Assert.That(await new PaymentsDue(town.Database).Of(town.Caseworker), Is.Null);
        await town.ApproveRun(number);
        Assert.That((await new FetchPaymentFile(town.Database).Do(elsewhere, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await town.Bank(Paying.Status(number, "RJCT"), elsewhere)).IsRefused, Is.True);
        Assert.That((await new PaymentsOfProvider(town.Database).Of(town.Finance)), Is.Empty);
    }

    [Test]
    public async Task A_thousand_lines_are_paid_to_the_cent()
    {
        var large = await Assigned.In(town, 6_000m);
        // As many assignments as lines would take minutes: their lines are put in by the ledger's own hand, as in the simulation.
        await Sql.Execute(town, $"""
            INSERT INTO declaration_messages (
                id, municipality_code, sender_agb, identification, declaration_number, dated_on, starts_on, ends_on, file_hash,
                line_count, rejected_count, submitted_cents, accepted_cents, received_by, received_at, received_on, answer)
            VALUES (
                '019bb000-0000-7000-8000-000000000001', '{Town.Huizen}', '{Town.Agb}', 'M1', 'D1', '2026-06-01', '2026-05-01', '2026-05-31', 'x',
                0, 0, 0, 0, '019bb000-0000-7000-8000-000000000001', '2026-06-01T08:00:00.000Z', '2026-06-01', '')
            """);
        foreach (var index in Enumerable.Range(0, 1000))
        {
            await new Simulation.Book(town.Database).Do(town.Finance, town.Key(), new(large.Grant.BudgetNumber, PostingKind.Invoice, 100 + index, new(2026, 5, 31), large.Number, 0, 1, "x"));
        }

        var number = await town.ProposeRun();
        var approved = await town.ApproveRun(number);
        Assert.That((approved.Lines, approved.Amount.Cents), Is.EqualTo((1000L, Enumerable.Range(0, 1000).Sum(index => 100L + index))));
        await town.MustBeSound();
    }
}
