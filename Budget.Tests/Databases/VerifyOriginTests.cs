using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>That everything booked has its origin and every origin was booked: chains that are right in themselves, of postings that are not.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class VerifyOriginTests(Engine engine)
{
    private Town town = null!;
    private Grant grant = null!;
    private BudgetId budget;
    private Guid decision;
    private AssignmentId assignment;
    private Guid message;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        grant = await town.BudgetOf(100m);
        await town.Choose(grant);
        var ids = (await Rows.Of(town.ConnectionString, "SELECT b.id, b.decision_id, a.id FROM budgets b JOIN assignments a ON a.budget_id = b.id")).Single().Split(' ');
        message = town.Database.NewId();
        (budget, decision, assignment) = (new(Guid.Parse(ids[0])), Guid.Parse(ids[1]), new(Guid.Parse(ids[2])));
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    /// <summary>Writes with the ledger's own hand: numbers, balances and hashes are right.</summary>
    private Task Append(params NewPosting[] postings) => town.Database.Overwrite(async session =>
    {
        var ledger = await BudgetLedger.Open(session, town.Finance, budget);
        foreach (var posting in postings)
        {
            Assert.That((await ledger.Append(posting)).IsRefused, Is.False);
        }
    });

    private NewPosting Release(Guid origin) =>
        new(PostingKind.Release, Account.Reserved, Account.Available, new Money(100), town.Today, OriginKind.Assignment, origin, "test", assignment, Town.Agb);

    private NewPosting Expiry(Guid origin) =>
        new(PostingKind.Expiry, Account.Available, Account.Fund, new Money(100), town.Today, OriginKind.Decision, origin, "test");

    private NewPosting Invoice(Guid origin) =>
        new(PostingKind.Invoice, Account.Reserved, Account.Payable, new Money(100), town.Today, OriginKind.InvoiceLine, origin, "test", assignment, Town.Agb,
            Seal: Seal.Of(LineFacts(origin)));

    private object?[] LineFacts(Guid id) =>
    [
        id, message, 1L, Town.Huizen, Town.Agb, "999900006", "r", null, 1L, assignment.Value, "02", Town.Guidance,
        new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), 1L, "04", null, 100L, "D", "",
    ];

    private NewPosting Payment(Guid origin) =>
        new(PostingKind.Payment, Account.Payable, Account.Paid, new Money(100), town.Today, OriginKind.InvoiceLine, origin, "test", Counterparty: Town.Agb);

    private async Task<string?> Why() => (await new VerifyLedger(town.Database).Run()).FirstFault?.Why;

    [Test]
    public async Task What_is_released_and_expires_in_its_own_name_verifies()
    {
        town.Clock.GoTo(new DateOnly(2027, 1, 1));
        await Append(Release(assignment.Value), Expiry(decision));

        Assert.That(await Why(), Is.Null);
    }

    [Test]
    public async Task A_release_names_its_assignment()
    {
        await Append(Release(decision));

        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.EqualTo(new VerifyLedger.Fault($"{grant.BudgetNumber}/3", "its origin is not an assignment of the budget")));
    }

    [Test]
    public async Task An_expiry_names_its_decision()
    {
        await Append(Release(assignment.Value), Expiry(assignment.Value));

        Assert.That(await Why(), Is.EqualTo("its origin is not the decision of the budget"));
    }

    [Test]
    public async Task A_budget_is_granted_once()
    {
        await Append(new NewPosting(PostingKind.Grant, Account.Fund, Account.Available, new Money(100), town.Today, OriginKind.Decision, assignment.Value, "test"));

        Assert.That(await Why(), Is.EqualTo("it is a second grant, and a budget has one"));
    }

    [Test]
    public async Task A_reversal_has_the_origin_of_what_it_reverses()
    {
        await Append(Release(assignment.Value), new NewPosting(
            PostingKind.Reversal, Account.Available, Account.Reserved, new Money(100), town.Today, OriginKind.Correction, decision, "test", assignment, Town.Agb, ReversesNumber: 3));

        Assert.That(await Why(), Is.EqualTo("it has another origin than the posting it reverses"));
    }

    [Test]
    public async Task An_invoice_without_its_line_is_found_and_so_is_a_payment_of_nothing()
    {
        await Append(Invoice(town.Database.NewId()));
        Assert.That(await Why(), Is.EqualTo("its invoice line or claim says that it was not booked here"));
    }

    [Test]
    public async Task A_payment_says_which_run_it_was_made_by()
    {
        var line = await Line();
        await Append(Payment(line));
        Assert.That(await Why(), Is.EqualTo("it does not say what it was booked on"));
    }

    [Test]
    public async Task A_payment_that_no_run_made_is_found_also_when_it_seals_something()
    {
        await Line();
        await Append(Payment(town.Database.NewId()) with { Seal = Seal.Of(["x"]) });

        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.EqualTo(new VerifyLedger.Fault($"{grant.BudgetNumber}/4", "it is a payment that no approved run made")));
    }

    [TestCase("amount_cents = amount_cents + 1", "an accepted invoice line has no posting of its amount")]
    [TestCase("posting_number = 2", "an accepted invoice line has no posting of its amount")]
    [TestCase("debit_credit = 'C'", "an accepted invoice line has no posting of its amount")]
    [TestCase("municipality_code = '0402'", "an accepted invoice line has no posting of its amount")]
    [TestCase("id = 'x'", "an accepted invoice line has no posting of its amount")]
    [TestCase("assignment_id = NULL", "its invoice line or claim says that it was not booked here")]
    [TestCase("return_codes = '9999'", "an invoice line that was rejected, or is of nothing, says that it was booked")]
    public async Task A_line_that_was_changed_is_found(string change, string why)
    {
        await Line();
        Assert.That(await Why(), Is.Null);
        await Sql.WithoutForeignKeys(town, (engine == Engine.Sqlite ? "DROP TRIGGER invoice_lines_refuse_update; " : "") + $"UPDATE invoice_lines SET {change}");

        Assert.That(await Why(), Is.EqualTo(why));
    }

    [TestCase("'2025-12-31'", null)]
    [TestCase("'2026-12-31'", null)]
    [TestCase("'2025-12-30'", "its assignment ended outside its own period")]
    [TestCase("'2027-01-01'", "its assignment ended outside its own period")]
    public async Task An_assignment_ends_in_its_own_period(string day, string? why)
    {
        await Sql.Execute(town, $"INSERT INTO assignment_ends SELECT id, {day}, 'client', 'x', '2026-06-15T10:00:00.000Z' FROM assignments");

        Assert.That(await Why(), Is.EqualTo(why));
    }

    [Test]
    public async Task An_assignment_without_its_reservation_is_found()
    {
        await Sql.Execute(town, $"""
            INSERT INTO assignments (id, number, municipality_code, budget_id, contract_id, provider_id, rate_cents, starts_on, ends_on, chosen_by, chosen_at)
            SELECT 'x', number + 1, municipality_code, budget_id, contract_id, provider_id, rate_cents, starts_on, ends_on, chosen_by, chosen_at FROM assignments
            """);

        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.EqualTo(new VerifyLedger.Fault($"{grant.BudgetNumber}/0", "an assignment has no reservation")));
    }

    /// <summary>An accepted line with its posting, number 3.</summary>
    private async Task<Guid> Line()
    {
        var id = town.Database.NewId();
        await Append(Invoice(id));
        await Sql.Execute(town, $"""
            INSERT INTO declaration_messages (
                id, municipality_code, sender_agb, identification, declaration_number, dated_on, starts_on, ends_on, file_hash,
                line_count, rejected_count, submitted_cents, accepted_cents, received_by, received_at, received_on, answer)
            VALUES (
                '{message:D}', '{Town.Huizen}', '{Town.Agb}', 'M1', 'D1', '2026-06-01', '2026-05-01', '2026-05-31', 'x',
                1, 0, 100, 100, 'x', '2026-06-01T08:00:00.000Z', '2026-06-01', 'x')
            """);
        await town.Database.Overwrite(async session => await session.Wire.Send(LineBook.InsertLineSql, [.. LineFacts(id), budget.Value, 3L]));
        return id;
    }
}
