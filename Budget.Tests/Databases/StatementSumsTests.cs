using System.Globalization;
using Budget.Core.Disputes;
using Budget.Core.Ledger;
using Budget.Core.Statements;
using Budget.Tests.Unit;

namespace Budget.Tests.Databases;

/// <summary>
/// What a statement adds up, what it puts beside one another, and the code by which a paper is checked. A provider declared three months: one is disputed, one was taken
/// back, one is as it was.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class StatementSumsTests(Engine engine)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly Period Whole = Period.Year(2026);
    private Town town = null!;
    private Assigned assigned = null!;

    private string Budget => assigned.Grant.BudgetNumber;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.MayDeclare();
        assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 3, 4), assigned.Debit("R2", 4, 3), assigned.Debit("R3", 5, 2));
        Assert.That((await town.Reverse(Budget, 4)).Refusal, Is.Null);
        Assert.That((await new DisputeLine(town.Database).Do(
            assigned.Grant.Resident.Actor, town.Key(), new(Budget, 5, DisputeReason.NotDelivered, "Er kwam niemand.", null))).Refusal, Is.Null);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<Statement> Made(Period? booked = null) => (await new BudgetStatement(town.Database).Of(town.Finance, Budget, booked ?? Whole))!;

    private static string TextOf(byte[] pdf) =>
        string.Join(' ', PdfTools.Run("pdftotext", pdf, "-layout", "{pdf}", "-").Replace('\u00A0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Test]
    public async Task What_helpers_charged_and_what_months_cost_is_what_was_spent()
    {
        var statement = await Made();
        var spent = statement.Closing.Spent - statement.Opening.Spent;

        Assert.That(spent.IsPositive, Is.True, "or it proves nothing");
        Assert.That(statement.Helpers.Select(helper => helper.Charged), Is.EqualTo([spent]), "what was taken back counts for nobody");
        Assert.That(statement.Months.Aggregate(Money.Zero, (sum, month) => sum + month.Spent), Is.EqualTo(spent));
        Assert.That(statement.Months.Select(month => month.Month.Month), Is.EqualTo(Enumerable.Range(1, statement.MadeOn.Month)), "each month that has begun, in order");
        Assert.That(statement.Kinds.Sum(kind => kind.Count), Is.EqualTo(statement.Lines.Count));
    }

    [Test]
    public async Task Each_correction_stands_beside_what_it_takes_back_also_on_a_later_statement()
    {
        var statement = await Made();
        var reversal = statement.Corrections.Single();
        Assert.That(statement.Corrected[reversal.ReversesNumber!.Value], Is.EqualTo(statement.Lines.Single(line => line.Number == 4)));
        var text = TextOf(StatementDocument.Write(statement, Dutch));
        Assert.That(text, Does.Contain("Wat is teruggedraaid").And.Contain($"Boeking 4 van {statement.Lines.Single(line => line.Number == 4).PostedOn.InDigits()}"));

        town.Clock.GoTo(town.Today.AddMonths(1));
        Assert.That((await town.Reverse(Budget, 3)).Refusal, Is.Null);
        var later = await Made(new Period(town.Today, town.Today));
        Assert.That((later.Lines.Count, later.Corrected[3].Kind), Is.EqualTo((1, "invoice")), "what it takes back was booked the month before");
        Assert.That(later.Months.Single().Spent, Is.EqualTo(-later.Corrected[3].Amount));
        Assert.That(TextOf(StatementDocument.Write(later, Dutch)), Does.Contain(PostingText.For(later.Corrected[3], Dutch)[..20]));
    }

    [Test]
    public async Task What_is_disputed_is_listed_and_what_a_line_was_priced_at_is_said()
    {
        var statement = await Made();

        Assert.That(statement.DisputedLines.Select(line => line.Number), Is.EqualTo([5]));
        Assert.That(statement.Disputed, Is.EqualTo(statement.DisputedLines.Single().Amount));
        var line = statement.Lines.Single(one => one.Number == 3);
        Assert.That(PostingText.Price(line, Dutch), Is.EqualTo($"{line.Rate} per uur").And.Not.EqualTo(" per uur"));
        Assert.That(Money.Of(line.Rate!.Value, line.Volume!.Value), Is.EqualTo(line.Amount));
        Assert.That(TextOf(StatementDocument.Write(statement, Dutch)), Does.Contain("Wat nog wordt uitgezocht").And.Contain("per uur"));
    }

    [Test]
    public async Task The_same_statement_gives_the_same_bytes_and_the_same_code()
    {
        var (first, again, spring) = (await Made(), await Made(), await Made(StatementSheet.QuarterOf(2026, 2)));

        Assert.That(StatementDocument.Write(first, Dutch), Is.EqualTo(StatementDocument.Write(again, Dutch)));
        Assert.That(first.Code, Is.EqualTo(again.Code).And.Not.EqualTo(spring.Code).And.Match("^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$"));
    }

    private static CheckStatement.Figures RightOf(Statement statement) => new(
        statement.ClosesOn, statement.Closing.Granted, statement.Closing.Reserved, statement.Closing.Spent, statement.Closing.Available);

    [Test]
    public async Task The_amounts_with_a_sign_add_up_to_what_is_not_spent_and_an_invoice_and_its_reversal_to_nothing()
    {
        var statement = await Made();

        Assert.That(
            statement.Lines.Aggregate(Money.Zero, (sum, line) => sum + Statement.Effect(line)),
            Is.EqualTo(statement.Closing.Granted - statement.Closing.Spent - (statement.Opening.Granted - statement.Opening.Spent)));
        var (invoice, reversal, grant) = (statement.Lines.Single(line => line.Number == 4), statement.Corrections.Single(), statement.Lines.Single(line => line.Kind == "grant"));
        Assert.That(
            (StatementSheet.WithSign(invoice), StatementSheet.WithSign(reversal), StatementSheet.WithSign(grant)), Is.EqualTo(($"-{invoice.Amount}", $"+{invoice.Amount}", $"+{grant.Amount}")));
        var reserved = statement.Lines.Single(line => line.Kind == "reserve");
        Assert.That(StatementSheet.WithSign(reserved), Is.EqualTo(reserved.Amount.ToString()), "set aside, and not spent");
        var text = TextOf(StatementDocument.Write(statement, Dutch));
        Assert.That(text, Does.Contain($"-{invoice.Amount}".Replace('\u00A0', ' ')).And.Contain($"+{invoice.Amount}".Replace('\u00A0', ' ')).And.Contain("Een bedrag met een min gaat af"));
    }

    [Test]
    public async Task Of_help_of_a_month_the_month_is_said_and_where_two_sums_differ_why()
    {
        var statement = await Made();
        var care = statement.Lines.First(line => line.Kind == "invoice");
        var row = StatementSheet.Of(care with { StartsOn = new(2025, 12, 1), EndsOn = new(2025, 12, 31), OccurredOn = new(2025, 12, 31) }, Dutch);
        Assert.That(row.Days, Does.EndWith("\nover december 2025"));
        Assert.That(StatementSheet.Of(care with { StartsOn = new(2025, 12, 30), EndsOn = new(2025, 12, 30), OccurredOn = new(2025, 12, 30) }, Dutch).Days, Does.EndWith("\nover 30-12-2025"));

        var sums = StatementSheet.Sums(statement, Dutch);
        Assert.That(sums.Single(), Does.StartWith("Wat is teruggedraaid"), "one was taken back, and nothing was paid that is older");
        var invoice = statement.Lines.Single(line => line.Number == 3);
        var later = statement with { Lines = [invoice with { Kind = "payment", FromAccount = "payable", ToAccount = "paid" }] };
        Assert.That(StatementSheet.Sums(later, Dutch).Single(), Does.StartWith("Is er meer betaald dan in rekening gebracht?"));
    }

    [Test]
    public async Task A_paper_is_vouched_for_by_its_code_and_its_figures_are_only_compared()
    {
        var (codes, check, statement) = (new GiveStatementCode(town.Database), new CheckStatement(town.Database), await Made());
        Assert.That(await check.Of(statement.Code!), Is.EqualTo(new CheckStatement.Answer(CheckStatement.Verdict.Unknown, null, BookedSince: false)), "no paper was made yet");

        Assert.That(await codes.To(statement), Is.EqualTo(statement.Code));
        Assert.That(await codes.To(statement), Is.EqualTo(statement.Code));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT code FROM statement_codes"), Is.EqualTo([statement.Code]), "the same paper once");

        var made = town.Database.Time.GetUtcNow();
        Assert.That(await check.Of(statement.Code!), Is.EqualTo(new CheckStatement.Answer(CheckStatement.Verdict.InTheBooks, made, BookedSince: false)));
        var right = RightOf(statement);
        Assert.That(await check.Agree(statement.Code!, right), Is.True);
        Assert.That((right.Granted.IsPositive, right.Reserved.IsPositive), Is.EqualTo((true, true)), "or comparing them proves nothing");
        foreach (var wrong in new[]
        {
            right with { ClosesOn = right.ClosesOn.AddDays(1) }, right with { Granted = right.Granted + new Money(1) }, right with { Reserved = Money.Zero }, right with { Spent = right.Spent + new Money(1) }, right with { Available = right.Available - new Money(1) },
        })
        {
            Assert.That(await check.Agree(statement.Code!, wrong), Is.False);
        }

        Assert.That(await check.Agree("00000-00000-00000-00000", right), Is.False);
    }

    [Test]
    public async Task A_later_posting_leaves_a_paper_as_it_was_and_a_fault_in_the_ledger_does_not()
    {
        var (codes, check, statement) = (new GiveStatementCode(town.Database), new CheckStatement(town.Database), await Made());
        var code = (await codes.To(statement))!;
        var before = (await codes.To(await Made(new Period(new(2026, 1, 1), town.Today))))!;
        town.Clock.GoTo(town.Today.AddDays(1));
        await town.Import("M2", assigned.Debit("R4", 2, 1));
        var now = await check.Of(code);
        Assert.That((now.Verdict, now.BookedSince), Is.EqualTo((CheckStatement.Verdict.InTheBooks, true)), "it was so, and that something came after it is said");
        Assert.That(await check.Agree(code, RightOf(statement)), Is.True, "its figures are still those of then");
        Assert.That((await check.Of(before)).BookedSince, Is.False, "what is booked after the time of a paper is not on it, whenever it is made");
        Assert.That((await Made()).Code, Is.Not.EqualTo(code), "a newer paper has a code of its own");

        await Sql.Execute(town, "INSERT INTO ledger_faults (id, posting, why, found_at) VALUES ('f', '2026-000001/1', 'broken', '2026-06-01T00:00:00.000Z')");
        Assert.That((await check.Of(code)).Verdict, Is.EqualTo(CheckStatement.Verdict.NotSure));
        Assert.That(await check.Agree(code, RightOf(statement)), Is.False);
    }

    [Test]
    public async Task Of_a_budget_on_which_nothing_was_booked_the_paper_has_no_code()
    {
        var before = await Made(Period.Year(2020));

        Assert.That((before.IsBefore, (await Made()).IsBefore, (await Made(Period.Year(2027))).IsBefore), Is.EqualTo((true, false, false)));
        Assert.That((before.Code, before.Lines.Count, await new GiveStatementCode(town.Database).To(before)), Is.EqualTo(((string?)null, 0, (string?)null)));
        Assert.That(TextOf(StatementDocument.Write(before, Dutch)), Does.Contain("niets geboekt").And.Not.Contain("Controlecode"));
    }

    [Test]
    public async Task In_short_it_is_one_page_whatever_the_name_and_says_the_same_figures()
    {
        await Rows.Execute(town.ConnectionString, $"UPDATE residents SET name = '{string.Concat(Enumerable.Repeat("Ğül-Łucja ", 30))}'");
        var statement = await Made();

        var pdf = SummaryDocument.Write(statement, Dutch, "https://eigenregie.example.nl/controleer");

        Assert.That(PdfTools.Run("pdfinfo", pdf, "{pdf}"), Does.Match("Pages: +1\n"));
        Assert.That(TextOf(pdf), Does.Contain("voor uw hulp toegekend").And.Not.Contain("daarvoor"), "all of it in this time");
        var later = TextOf(SummaryDocument.Write(statement with { Opening = new Balance(Money.Zero, Money.Zero, new Money(100), Money.Zero) }, Dutch));
        Assert.That(later, Does.Contain($"{statement.Closing.Spent - new Money(100)} in deze tijd en {new Money(100)} daarvoor".Replace('\u00A0', ' ')));
        Assert.That(TextOf(pdf), Does.Contain(statement.Closing.Spent.ToString().Replace('\u00A0', ' ')).And.Contain(statement.Closing.Available.ToString().Replace('\u00A0', ' ')).And.Contain(statement.Code));
    }
}
