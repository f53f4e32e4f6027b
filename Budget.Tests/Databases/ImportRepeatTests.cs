using Budget.Core.Invoices;
using Budget.Core.Iwmo;

namespace Budget.Tests.Databases;

/// <summary>A file is taken in once, whoever sends it and however often; a file that cannot be ours changes nothing.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ImportRepeatTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;
    private Declaration declaration = null!;
    private Actor colleague = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        colleague = await town.User("financien2", Role.Finance, Town.Huizen);
        assigned = await Assigned.In(town);
        declaration = DeclarationOf.Lines("M1", assigned.Debit("R1", month: 5, hours: 4), assigned.Debit("R2", month: 4, hours: 99));
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    [Test]
    public async Task The_same_file_again_books_nothing_and_gives_the_first_figures_to_everyone()
    {
        var first = (await town.Import(declaration)).Result!;
        var picture = await town.Picture();
        town.Clock.Advance(TimeSpan.FromDays(40));

        foreach (var actor in new[] { town.Finance, colleague, Actor.System(Town.Huizen), colleague })
        {
            var again = await town.Import(declaration, actor);

            Assert.That(again.Fault, Is.Null);
            Assert.That(again.Result, Is.EqualTo(first with { IsRepeat = true }));
        }

        Assert.That(first.IsRepeat, Is.False);
        Assert.That(await town.Picture(), Is.EqualTo(picture));
    }

    [Test]
    public async Task The_same_file_at_once_from_eight_places_books_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(place =>
            Task.Run(() => town.Import(declaration, place % 2 == 0 ? town.Finance : colleague))));

        Assert.That(answers.Select(answer => answer.Fault), Is.All.Null);
        Assert.That(answers.Count(answer => !answer.Result!.IsRepeat), Is.EqualTo(1));
        Assert.That(answers.Select(answer => answer.Result! with { IsRepeat = false }).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'invoice'"), Is.EqualTo(1));
        Assert.That(await Sql.Count(town, "declaration_messages"), Is.EqualTo(1));
        Assert.That(await Sql.Count(town, "traces WHERE what = 'ImportDeclaration'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Different_files_at_once_never_spend_a_euro_twice()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(month => Task.Run(() =>
            town.Import($"M{month}", assigned.Debit($"R{month}", month, 7)))));

        Assert.That(answers.Count(answer => answer.Rejected == 0), Is.EqualTo(2), "seven hours fit twice in twenty");
        Assert.That(await Sql.Count(town, "invoice_lines WHERE return_codes = '9369'"), Is.EqualTo(3));
    }

    [Test]
    public async Task An_identification_or_a_declaration_number_is_not_used_for_other_content()
    {
        await town.Import(declaration);
        var picture = await town.Picture();
        var other = DeclarationOf.Lines("M1", assigned.Debit("R3", 3, 1));
        var otherMessage = DeclarationOf.Lines("M2", assigned.Debit("R3", 3, 1)) with { Number = declaration.Number };

        foreach (var actor in new[] { town.Finance, colleague })
        {
            Assert.That((await town.Import(other, actor)).Fault, Has.Property("Code").EqualTo("identification-reused").And.Property("Detail").EqualTo("M1"));
            Assert.That((await town.Import(otherMessage, actor)).Fault, Has.Property("Code").EqualTo("number-reused").And.Property("Detail").EqualTo("DM1"));
        }

        Assert.That(await town.Picture(), Is.EqualTo(picture));
        Assert.That(RefusalAnswer(await town.Import(other)), Does.Contain("RetourCode>9056<"));
        Assert.That(RefusalAnswer(await town.Import(otherMessage)), Does.Contain("RetourCode>9333<"));
    }

    [Test]
    public async Task A_message_or_declaration_dated_tomorrow_waits_until_tomorrow()
    {
        var tomorrow = town.Today.AddDays(1);
        var byHeader = declaration with { Header = declaration.Header with { DatedOn = tomorrow } };
        var byDeclaration = declaration with { DatedOn = tomorrow };
        var picture = await town.Picture();

        Assert.That(RefusalAnswer(await town.Import(byHeader)), Does.Contain("RetourCode>8848<"));
        var fault = (await town.Import(byDeclaration)).Fault;
        Assert.That(fault!.Code, Is.EqualTo("dated-in-future"));
        Assert.That(fault.Detail, Is.EqualTo("16-06-2026"), "the date that is wrong, not the one that is right");
        Assert.That(await town.Picture(), Is.EqualTo(picture));

        town.Clock.GoTo(tomorrow);
        Assert.That((await town.Import(byDeclaration)).Result!.IsRepeat, Is.False, "a refusal does not use the file up");
    }

    [Test]
    public async Task A_message_for_another_municipality_is_not_opened_nor_answered()
    {
        var elsewhere = declaration with { Header = declaration.Header with { MunicipalityCode = Town.Hilversum } };
        var financeOfHilversum = await town.User("financien3", Role.Finance, Town.Hilversum);
        var picture = await town.Picture();

        var sentToUs = await town.Import(elsewhere);
        var takenThere = await town.Import(declaration, financeOfHilversum);

        Assert.That(sentToUs.Fault!.Is(MessageFault.OtherMunicipality), Is.True);
        Assert.That(takenThere.Fault!.Is(MessageFault.OtherMunicipality), Is.True);
        Assert.That(RefusalAnswer(sentToUs), Is.Null);
        Assert.That(await town.Picture(), Is.EqualTo(picture));
    }

    [Test]
    public async Task Only_finance_takes_in_declarations()
    {
        var picture = await town.Picture();

        foreach (var actor in new[] { town.Caseworker, assigned.Grant.Resident.Actor, town.ProviderStaff with { MunicipalityCode = Town.Huizen } })
        {
            Assert.That(await town.Import(declaration, actor), Is.EqualTo(new ImportDeclaration.Answer(Result: null, Fault: null, Refusal.NotAllowed)));
        }

        Assert.That(await town.Picture(), Is.EqualTo(picture));
    }

    [Test]
    public async Task The_messages_of_one_municipality_are_not_shown_in_another()
    {
        var taken = (await town.Import(declaration)).Result!;
        var financeOfHilversum = await town.User("financien3", Role.Finance, Town.Hilversum);
        var messages = new DeclarationMessages(town.Database);

        Assert.That(await messages.Of(financeOfHilversum), Is.Empty);
        Assert.That(await messages.One(financeOfHilversum, taken.Id.Value), Is.Null);
        Assert.That((await messages.Of(town.Finance)).Select(message => message.Id), Is.EqualTo([taken.Id]));
        Assert.That((await messages.SentBy(town.ProviderStaff)).Select(message => message.Id), Is.EqualTo([taken.Id]));
    }

    private string? RefusalAnswer(ImportDeclaration.Answer answer) =>
        ImportDeclaration.RefusalAnswer(answer.Fault!, new string('a', 64), town.Today);
}
