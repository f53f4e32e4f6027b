using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>A provider's own office: who may declare what, that form, CSV and XML do the same, and that a correction is right to the cent.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class OwnDeclarationTests(Engine engine)
{
    private static readonly string[] Languages = ["nl", "en"];

    private Town town = null!;
    private Assigned assigned = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        assigned = await Assigned.In(town);
        await Let(town.ProviderStaff, OfficeRight.Submit);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task Let(Actor whom, OfficeRight may) =>
        Assert.That((await new SetOfficeRight(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(whom.UserId, may))).IsRefused, Is.False);

    private async Task<Balance> Balance(Assigned? of = null) => (await new BudgetOverview(town.Database).Of(town.Finance, (of ?? assigned).Grant.BudgetNumber))!.Balance;

    private static DeclareHelp.Entry May(params DeliveredHelp[] delivered) => new(Town.Huizen, new(2026, 5, 1), delivered);

    private async Task<ImportDeclaration.Result> Declare(params DeliveredHelp[] delivered)
    {
        var answer = await new DeclareHelp(town.Database).Do(town.ProviderStaff, town.Key(), May(delivered));
        Assert.That((answer.Imported?.Refusal, answer.Imported?.Fault, answer.Wrong.Count), Is.EqualTo(((Refusal?)null, (MessageFault?)null, 0)));
        return answer.Imported!.Result!;
    }

    [Test]
    public async Task Only_who_may_declare_sends_and_only_for_the_own_provider()
    {
        var reader = await town.User("lezer", Role.ProviderStaff, "", town.Provider);
        var other = DeclarationOf.Lines("M1", assigned.Debit("R1", 5, 4)) with { Header = new MessageHeader("87654321", Town.Huizen, "M1", new(2026, 6, 10), "1.0.0", "1.0.0") };
        var elsewhere = DeclarationOf.Lines("M2", assigned.Debit("R1", 5, 4)) with { Header = new MessageHeader(Town.Agb, "0417", "M2", new(2026, 6, 10), "1.0.0", "1.0.0") };
        var before = await town.Picture();

        Assert.That((await town.Import(DeclarationOf.Lines("M3", assigned.Debit("R1", 5, 4)), reader)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new DeclareHelp(town.Database).Do(reader, town.Key(), May(new DeliveredHelp(assigned.Number, new(4))))).Imported!.Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await town.Import(other, town.ProviderStaff)).Fault, Has.Property("Code").EqualTo("other-sender").And.Property("Detail").EqualTo(Town.Agb));
        Assert.That((await town.Import(elsewhere, town.ProviderStaff)).Fault, Has.Property("Code").EqualTo("municipality-unknown"));
        Assert.That((await town.Import(DeclarationOf.Lines("M3", assigned.Debit("R1", 5, 4)), town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await town.Picture(), Is.EqualTo(before), "nothing is kept");

        var sent = await town.Import(DeclarationOf.Lines("M3", assigned.Debit("R1", 5, 4)), town.ProviderStaff);
        Assert.That(sent.Result, Has.Property("Rejected").EqualTo(0));
        var again = await town.Import(DeclarationOf.Lines("M3", assigned.Debit("R1", 5, 4)), town.Finance);
        Assert.That((again.Result!.Id, again.Result.IsRepeat), Is.EqualTo((sent.Result!.Id, true)), "whoever sends it again reads the first answer");
        await Let(reader, OfficeRight.Submit);
        await Let(town.ProviderStaff, OfficeRight.Read);
        Assert.That((await town.Import(DeclarationOf.Lines("M4", assigned.Debit("R2", 4, 4)), reader)).Result, Is.Not.Null);
        Assert.That((await town.Import(DeclarationOf.Lines("M5", assigned.Debit("R3", 3, 4)), town.ProviderStaff)).Refusal, Is.EqualTo(Refusal.NotAllowed), "a right that was taken away is gone");
    }

    [Test]
    public async Task A_right_is_said_by_a_colleague_or_by_an_administrator_and_never_of_oneself()
    {
        var reader = await town.User("lezer", Role.ProviderStaff, "", town.Provider);
        var (administrator, elsewhere) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("beheer", Role.Administrator, Town.Hilversum));
        async Task<Refusal?> Says(Actor who, Actor of) => (await new SetOfficeRight(town.Database).Do(who, town.Key(), new(of.UserId, OfficeRight.Submit))).Refusal;

        Assert.That(await Says(reader, town.ProviderStaff), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Says(town.ProviderStaff, town.ProviderStaff), Is.EqualTo(Refusal.OwnAccount));
        Assert.That(await Says(elsewhere, reader), Is.EqualTo(Refusal.NotFound), "no contract there");
        Assert.That(await Says(administrator, town.Caseworker), Is.EqualTo(Refusal.NotFound), "of a provider's people only");
        Assert.That(await Says(town.Finance, reader), Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new OwnOffice(town.Database).Of(reader))!.MaySubmit, Is.False);
        Assert.That(await Says(town.ProviderStaff, reader), Is.Null);
        Assert.That((await new OwnOffice(town.Database).Of(reader))!.MaySubmit, Is.True);
        Assert.That((await new OfficeStaff(town.Database).Of(reader)).Select(row => (row.May, row.SetByName)), Is.EquivalentTo([("submit", (string?)null), ("submit", "Naam aanbieder")]));
        Assert.That(await Says(administrator, reader), Is.Null);
        Assert.That(await Sql.Count(town, "provider_rights"), Is.EqualTo(3), "what was said stays");
    }

    [Test]
    public async Task Form_csv_and_xml_of_one_month_do_the_same()
    {
        List<string> outcomes = [];
        foreach (var way in new[] { "xml", "form", "csv" })
        {
            var (right, tooMuch) = (await Assigned.In(town), await Assigned.In(town));
            ImportDeclaration.Result result;
            if (way == "xml")
            {
                result = (await town.Import(DeclarationOf.Lines("X1", right.Debit("X1", 5, 4), tooMuch.Debit("X2", 5, 21)), town.ProviderStaff)).Result!;
            }
            else if (way == "form")
            {
                result = await Declare(new DeliveredHelp(right.Number, new(4)), new DeliveredHelp(tooMuch.Number, new(21)));
            }
            else
            {
                var csv = $"{string.Join(';', DeclarationCsv.Columns)}\r\n1;406;202605;{right.Number};;;4;;;;\r\n1;0406;202605;{tooMuch.Number};01-05-2026;31-05-2026;21;60,00;1260,00;C-2;\r\n";
                var reading = ReadDeclarationCsv.Read(System.Text.Encoding.UTF8.GetBytes(csv));
                Assert.That(reading.Mistakes, Is.Empty);
                result = await Declare([.. reading.Entry!.Delivered]);
            }

            var lines = (await new SentDeclaration(town.Database).Of(town.ProviderStaff, result.Id.Value))!;
            var posting = (await new BudgetOverview(town.Database).Of(town.Finance, right.Grant.BudgetNumber))!.Postings[0];
            outcomes.Add(string.Join(" | ",
                result.Lines, result.Rejected, result.Submitted, result.Accepted, await Balance(right), await Balance(tooMuch), posting.Kind, posting.Amount, posting.OccurredOn, posting.Who,
                string.Join(',', lines.Rejected.Concat(lines.Accepted).Select(line => $"{line.Codes} {line.ProductCode} {line.Period} {line.Volume} {line.Unit} {line.Rate} {line.Amount} {line.Sign}"))));
        }

        Assert.That(outcomes.Distinct().Count(), Is.EqualTo(1), string.Join('\n', outcomes));
        Assert.That(outcomes[0], Does.Contain("9369 02A01"));
    }

    [Test]
    public async Task The_same_form_twice_is_one_declaration_and_another_content_another()
    {
        var key = town.Key();
        var first = (await new DeclareHelp(town.Database).Do(town.ProviderStaff, key, May(new DeliveredHelp(assigned.Number, new(4))))).Imported!.Result!;
        town.Clock.GoTo(town.Today.AddDays(2));
        var again = (await new DeclareHelp(town.Database).Do(town.ProviderStaff, key, May(new DeliveredHelp(assigned.Number, new(4))))).Imported!.Result!;
        var other = (await new DeclareHelp(town.Database).Do(town.ProviderStaff, key, May(new DeliveredHelp(assigned.Number, new(5))))).Imported!.Result!;

        Assert.That((again.Id, again.IsRepeat), Is.EqualTo((first.Id, true)), "also days later");
        Assert.That((other.IsRepeat, await town.LinesOf(other)), Is.EqualTo((false, new[] { $"{(await town.LinesOf(other))[0].Split(' ')[0]} 9389" })));
        Assert.That((await Balance()).Spent, Is.EqualTo(new Money(24_000)));
    }

    [Test]
    public async Task A_correction_is_right_to_the_cent_and_sent_once()
    {
        var line = await Accepted(await Declare(new DeliveredHelp(assigned.Number, new(10))));
        var (correct, key) = (new CorrectLine(town.Database), town.Key());
        var entry = new CorrectLine.Entry(Guid.Parse(line.Id), new Quantity(7));

        var shown = (await correct.Draft(town.ProviderStaff, key, entry)).Value;
        Assert.That((shown.Before, shown.After, shown.Rejected.Count, shown.IsLate), Is.EqualTo((new Money(60_000), new Money(42_000), 0, false)));
        Assert.That((await Balance()).Spent, Is.EqualTo(new Money(60_000)), "shown and not done");
        var done = (await correct.Do(town.ProviderStaff, key, entry)).Value;
        var again = (await correct.Do(town.ProviderStaff, key, entry)).Value;

        Assert.That((done.Lines, done.Rejected, done.Accepted), Is.EqualTo((2, 0, new Money(-18_000))));
        Assert.That((again.Id, again.IsRepeat), Is.EqualTo((done.Id, true)));
        Assert.That(await Balance(), Is.EqualTo(new Balance(Money.Zero, new(78_000), new(42_000), Money.Zero)));
        Assert.That((await correct.Do(town.ProviderStaff, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.AlreadyTakenBack));
        var answer = (await new SentDeclaration(town.Database).Of(town.ProviderStaff, done.Id.Value))!;
        Assert.That(answer.Message.Period, Is.EqualTo(Period.Month(2026, 6)), "declared in the month in which it is sent");
        Assert.That(answer.Accepted.Select(one => (one.IsCredit, one.Period)), Is.EqualTo([(true, Period.Month(2026, 5)), (false, Period.Month(2026, 5))]));

        var anew = answer.Accepted.Single(one => !one.IsCredit);
        var back = (await correct.Do(town.ProviderStaff, town.Key(), new(Guid.Parse(anew.Id), Volume: null))).Value;
        Assert.That((back.Lines, back.Accepted), Is.EqualTo((1, new Money(-42_000))));
        Assert.That(await Balance(), Is.EqualTo(new Balance(Money.Zero, new(120_000), Money.Zero, Money.Zero)));
    }

    [Test]
    public async Task A_new_line_that_would_be_rejected_is_seen_before_the_old_one_is_taken_back()
    {
        var line = await Accepted(await Declare(new DeliveredHelp(assigned.Number, new(10))));
        var shown = (await new CorrectLine(town.Database).Draft(town.ProviderStaff, town.Key(), new(Guid.Parse(line.Id), new Quantity(21)))).Value;
        Assert.That(shown.Rejected, Does.Contain(ReturnCode.AboveBudget));
        Assert.That((await Balance()).Spent, Is.EqualTo(new Money(60_000)));

        // Who sends it all the same (the world moved on between looking and sending) reads that nothing is declared now.
        var half = (await new CorrectLine(town.Database).Do(town.ProviderStaff, town.Key(), new(Guid.Parse(line.Id), new Quantity(21)))).Value;
        var answer = (await new SentDeclaration(town.Database).Of(town.ProviderStaff, half.Id.Value))!;
        Assert.That(answer.HalfCorrected.Select(one => one.Volume), Is.EqualTo([21L]));
        Assert.That((await Balance()).Spent, Is.EqualTo(Money.Zero));
    }

    [Test]
    public async Task What_cannot_be_corrected_says_why()
    {
        var (accepted, rejected) = (await Accepted(await Declare(new DeliveredHelp(assigned.Number, new(10)))), await Declare(new DeliveredHelp(assigned.Number, new(3))));
        var bad = (await new SentDeclaration(town.Database).Of(town.ProviderStaff, rejected.Id.Value))!.Rejected[0];
        var stranger = await town.User("ander", Role.ProviderStaff, "", new ProviderId(town.Database.NewId()));
        async Task<Refusal?> Tried(Actor who, string line, Quantity? volume) => (await new CorrectLine(town.Database).Do(who, town.Key(), new(Guid.Parse(line), volume))).Refusal;

        Assert.That(await Tried(town.ProviderStaff, bad.Id, new Quantity(2)), Is.EqualTo(Refusal.LineNotAccepted), "a rejected line is never credited");
        Assert.That(await Tried(town.ProviderStaff, accepted.Id, new Quantity(10)), Is.EqualTo(Refusal.SameVolume));
        Assert.That(await Tried(town.ProviderStaff, accepted.Id, new Quantity(2.5m)), Is.EqualTo(Refusal.VolumeNotWhole));
        Assert.That(await Tried(town.ProviderStaff, accepted.Id, new Quantity(0)), Is.EqualTo(Refusal.AmountNotPositive));
        Assert.That(await Tried(town.ProviderStaff, accepted.Id, new Quantity(999_999)), Is.EqualTo(Refusal.AmountTooLarge));
        Assert.That(await Tried(town.Finance, accepted.Id, new Quantity(2)), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Tried(stranger, accepted.Id, new Quantity(2)), Is.EqualTo(Refusal.NotAllowed));
        town.Clock.GoTo(new(2026, 8, 16));
        Assert.That((await new CorrectLine(town.Database).Draft(town.ProviderStaff, town.Key(), new(Guid.Parse(accepted.Id), new Quantity(2)))).Value.IsLate, Is.True);
    }

    [Test]
    public async Task Each_code_that_a_form_or_a_csv_can_get_is_got_and_has_advice()
    {
        var number = assigned.Number;
        var later = await Assigned.In(town, period: new(new(2026, 6, 1), new(2026, 12, 31)));
        await Declare(new DeliveredHelp(number, new(4), Period.Month(2026, 4), Reference: "OUD"));
        (string Code, DeliveredHelp Line)[] tried =
        [
            ("0611", new(number, new(1), Rate: new Money(6100))),
            ("9346", new(number, new(1), Amount: new Money(1))),
            ("8021", new(number, new(1), Reference: "OUD")),
            ("8017", new(number, new(9), Reference: "C1", PreviousReference: "NIETS")),
            ("9307", new(later.Number, new(1), Period.Month(2026, 5))),
            ("9308", new(later.Number, new(1), Period.Month(2026, 5))),
            ("9319", new(number, new(1), Period.Month(2026, 6))),
            ("9322", new(number, new(1_300))),
            ("9369", new(number, new(21))),
            ("9387", new(number, new(1), new Period(new(2026, 5, 3), new(2026, 5, 31)))),
            ("9388", new(number, new(1), new Period(new(2026, 5, 1), new(2026, 5, 30)))),
            ("9389", new(number, new(1), Period.Month(2026, 4))),
        ];
        foreach (var (code, line) in tried)
        {
            var result = await Declare(line);
            Assert.That((await town.LinesOf(result))[0].Split(' ').Skip(1), Does.Contain(code), code);
        }

        await Declare(new DeliveredHelp(number, new(4), Period.Month(2026, 4), Reference: "C2", PreviousReference: "OUD"));
        Assert.That((await town.LinesOf(await Declare(new DeliveredHelp(number, new(4), Period.Month(2026, 4), Reference: "C3", PreviousReference: "OUD"))))[0], Does.EndWith("9390"));
        foreach (var culture in Languages.Select(System.Globalization.CultureInfo.GetCultureInfo))
        {
            Assert.That(ReturnCode.OfALine.Where(code => string.IsNullOrWhiteSpace(ReturnCodeText.WhatToDo(code, culture))), Is.Empty);
            Assert.That(ReturnCode.OfALine, Has.Count.EqualTo(20));
        }
    }

    [Test]
    public async Task What_can_be_no_line_is_said_by_line_and_nothing_is_sent()
    {
        var later = await Assigned.In(town, period: new(new(2026, 6, 1), new(2026, 12, 31)));
        var before = await town.Picture();
        var answer = await new DeclareHelp(town.Database).Do(town.ProviderStaff, town.Key(), May(
            new(999_999_999, new(1)), new(assigned.Number, new(1.5m)), new(assigned.Number, new(0)), new(later.Number, new(1)), new(assigned.Number, new(900_000)), new(assigned.Number, new(1))));
        Assert.That(answer.Wrong.Select(one => (one.Index, one.Refusal.Code)), Is.EqualTo(
            [(0, "assignment-not-yours"), (1, "volume-not-whole"), (2, "amount-not-positive"), (3, "assignment-not-then"), (4, "amount-too-large")]));
        Assert.That((await new DeclareHelp(town.Database).Do(town.ProviderStaff, town.Key(), May())).Imported!.Refusal, Is.EqualTo(Refusal.NothingDeclared));
        Assert.That((await new DeclareHelp(town.Database).Do(town.ProviderStaff, town.Key(), new(Town.Huizen, new(2026, 7, 1), [new(assigned.Number, new(1))]))).Imported!.Fault!.Code, Is.EqualTo("period-not-begun"));
        Assert.That(await town.Picture(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_draft_of_a_month_says_what_would_be_rejected_and_books_nothing()
    {
        var (before, other) = (await town.Picture(), await Assigned.In(town));
        before = await town.Picture();
        var shown = await new DeclareHelp(town.Database).Draft(town.ProviderStaff, town.Key(), May(new(assigned.Number, new(4)), new(other.Number, new(30))));
        Assert.That((shown.Total, shown.Rejected.Single().Line.Number), Is.EqualTo((new Money(204_000), 2)));
        Assert.That(await town.Picture(), Is.EqualTo(before));
        var month = (await new DeclarableMonth(town.Database).Of(town.ProviderStaff, Town.Huizen, new(2026, 5, 1)))!;
        Assert.That(month.Rows.Select(row => (row.Number, row.Rate, row.In(month.Month), row.IsDeclared)), Is.EquivalentTo(
            [(assigned.Number, new Money(6000), Period.Month(2026, 5), false), (other.Number, new Money(6000), Period.Month(2026, 5), false)]));
        await Declare(new DeliveredHelp(assigned.Number, new(4)));
        Assert.That((await new DeclarableMonth(town.Database).Of(town.ProviderStaff, null, new(2026, 5, 1)))!.Rows.Single(row => row.Number == assigned.Number).IsDeclared, Is.True);
        Assert.That(await new DeclarableMonth(town.Database).Of(town.ProviderStaff, Town.Hilversum, new(2026, 5, 1)), Is.Null);
    }

    [Test]
    public async Task Another_provider_reads_nothing_of_it()
    {
        var sent = await Declare(new DeliveredHelp(assigned.Number, new(4)));
        var line = await Accepted(sent);
        var stranger = await town.User("ander", Role.ProviderStaff, "", new ProviderId(town.Database.NewId()));
        var sents = new SentDeclaration(town.Database);
        Assert.That((await sents.Of(stranger, sent.Id.Value), await sents.AnswerTo(stranger, sent.Id.Value), await sents.LineOf(stranger, Guid.Parse(line.Id))), Is.EqualTo(((SentDeclaration.Answer?)null, (DeclarationMessages.AnswerFile?)null, (SentDeclaration.Line?)null)));
        Assert.That((await sents.AnswerTo(town.ProviderStaff, sent.Id.Value))!.Text, Does.Contain("RetourCode>8001<"));
    }

    private async Task<SentDeclaration.Line> Accepted(ImportDeclaration.Result result) => (await new SentDeclaration(town.Database).Of(town.ProviderStaff, result.Id.Value))!.Accepted.Single();
}
