using Budget.Core.Invoices;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>Each return code through a real import: the code stands in the answer and nothing is booked. One town per engine, because nothing changes it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ImportRejectionTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;
    private DeclarationLine accepted = null!;
    private DeclarationLine credited = null!;
    private int messages;

    [OneTimeSetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2026, 5, 1));
        assigned = await Assigned.In(town, period: new Period(new(2026, 1, 12), new(2026, 5, 20)));
        town.Clock.GoTo(new(2026, 6, 15));
        accepted = assigned.Debit("ACCEPTED", month: 3, hours: 4);
        credited = assigned.Debit("CREDITED", month: 2, hours: 4);
        await town.Import("FIRST", accepted, credited);
        await town.Import("SECOND", credited.CreditedBy("CREDIT"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> WrongLines()
    {
        yield return Wrong("9338", line => line with { AssignmentNumber = 999_999_999 });
        yield return Wrong("8187", line => line with { Bsn = "999900006" });
        yield return Wrong("9339", line => line with { Category = "01" });
        yield return Wrong("9340", line => line with { ProductCode = "01A01" });
        yield return Wrong("9341", line => line with { Unit = "16" });
        yield return Wrong("9307", line => line with { Period = Period.Month(2026, 1) });
        yield return Wrong("9308", line => line with { Period = Period.Month(2026, 5) });
        yield return Wrong("9387", line => line with { Period = new(new(2026, 4, 2), new(2026, 4, 30)) });
        yield return Wrong("9388", line => line with { Period = new(new(2026, 4, 1), new(2026, 4, 29)) });
        yield return Wrong("9346", line => line with { Amount = new Money(12_001) });
        yield return Wrong("0611", line => line.With(hours: 2, rate: 5999));
        yield return Wrong("8021", line => line with { Reference = "ACCEPTED" });
        yield return Wrong("9389", line => line with { Period = Period.Month(2026, 3) });
        yield return Wrong("9369", line => line.With(hours: 17));
        yield return Wrong("8017", line => (line with { Reference = "NEVER" }).CreditedBy(line.Reference));
        yield return Wrong("9390", line => line.With(hours: 4) with { Period = Period.Month(2026, 2), PreviousReference = "CREDITED", IsCredit = true });
    }

    private static TestCaseData Wrong(string code, Func<DeclarationLine, DeclarationLine> change) => new TestCaseData(code, change).SetArgDisplayNames(code);

    [TestCaseSource(nameof(WrongLines))]
    public async Task A_line_with_one_thing_wrong_gets_that_code_and_books_nothing(string code, Func<DeclarationLine, DeclarationLine> change)
    {
        var postings = await Sql.Count(town, "postings");
        var message = $"M{++messages}";
        var wrong = change(assigned.Debit($"R{message}", month: 4, hours: 2));

        var result = await town.Import(message, wrong);

        Assert.That(await town.LinesOf(result), Is.EqualTo([$"{wrong.Reference} {code}"]));
        Assert.That((result.Rejected, result.Submitted, result.Accepted), Is.EqualTo((1, wrong.SignedAmount, Money.Zero)));
        var answer = await town.AnswerTo(result);
        Assert.That(answer, Does.Contain($"RetourCode>{code}<").And.Contain($">{wrong.Reference}<").And.Not.Contain("8001"));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(postings));
    }

    [Test]
    public async Task A_reference_is_used_once_also_within_a_message_and_also_when_its_line_was_rejected()
    {
        var postings = await Sql.Count(town, "postings");
        var wrong = assigned.Debit("TWICE", 4, 2).With(hours: 2, rate: 1);

        var within = await town.Import("WITHIN", wrong, assigned.Debit("TWICE", 4, 2));
        var across = await town.Import("ACROSS", assigned.Debit("TWICE", 4, 2));

        Assert.That(await town.LinesOf(within), Is.EqualTo(["TWICE 0611", "TWICE 8021"]));
        Assert.That(await town.LinesOf(across), Is.EqualTo(["TWICE 8021"]));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(postings));
    }

    [Test]
    public async Task A_credit_that_differs_from_its_debit_takes_nothing_back()
    {
        var result = await town.Import("DIFFERS", accepted.With(hours: 3).CreditedBy("LESS"), accepted.CreditedBy("OTHER") with { Bsn = "999900006" });

        Assert.That(await town.LinesOf(result), Is.EqualTo(["LESS 8017", "OTHER 8017"]));
    }

    [Test]
    public async Task All_that_is_wrong_with_a_line_is_said_at_once()
    {
        var result = await town.Import("ALL", assigned.Debit("ALL", 4, 2) with { Category = "01", Unit = "16", Amount = new Money(1) });

        Assert.That(await town.LinesOf(result), Is.EqualTo(["ALL 9339 9341 9346"]));
        Assert.That(await town.AnswerTo(result), Does.Contain("RetourCode>9339<").And.Contain("RetourCode>9341<").And.Contain("RetourCode>9346<"));
    }

    [Test]
    public async Task Another_provider_cannot_declare_on_this_assignment_and_need_not_even_be_known()
    {
        var known = await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Zorg Nabij", "", "", ""));
        var right = assigned.Debit("OTHERS", 4, 2);
        Assert.That(known.IsRefused, Is.False);
        foreach (var agb in new[] { "87654321", "11111111" })
        {
            var declaration = DeclarationOf.Lines("OTHERS", right, accepted.CreditedBy("CREDIT2"));
            var answer = await town.Import(declaration with { Header = declaration.Header with { SenderAgb = agb } });

            Assert.That(await town.LinesOf(answer.Result!), Is.EqualTo(["OTHERS 9338", "CREDIT2 9338"]), agb);
            Assert.That((answer.Result!.SenderAgb, answer.Result.Accepted), Is.EqualTo((agb, Money.Zero)));
        }
    }

    [Test]
    public async Task The_published_example_is_of_a_stranger_so_every_line_is_9338()
    {
        var example = (await File.ReadAllTextAsync(Unit.DeclarationExample.Published("samples", "WMO323.xml")))
            .Replace("Ontvanger>0384<", "Ontvanger>0406<", StringComparison.Ordinal);

        var answer = await town.Import(System.Text.Encoding.UTF8.GetBytes(example));

        Assert.That(answer.Fault, Is.Null);
        Assert.That(answer.Result!.Rejected, Is.EqualTo(answer.Result.Lines).And.Positive);
        Assert.That((await town.LinesOf(answer.Result)).Select(line => line[^5..]), Is.All.EqualTo(" 9338"));
        Assert.That((answer.Result.Submitted, answer.Result.Accepted), Is.EqualTo((new Money(58_000), Money.Zero)));
    }
}
