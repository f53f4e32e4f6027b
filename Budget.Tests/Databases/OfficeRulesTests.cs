using Budget.Core.Invoices;
using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>What a provider's office does not do: carry a line past a dispute, send what is too long ago, or let declare where there is no contract any more. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class OfficeRulesTests(Engine engine)
{
    private Town town = null!;
    private Assigned assigned = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.MayDeclare();
        assigned = await Assigned.In(town);
        await town.Import("M1", assigned.Debit("R1", 5, 4));
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Guid> Line() => Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT id FROM invoice_lines WHERE reference = 'R1'"))[0]);

    [TestCase(null)]
    [TestCase(3)]
    public async Task A_line_that_is_disputed_is_answered_and_not_corrected(int? hours)
    {
        var (correct, entry) = (new CorrectLine(town.Database), new CorrectLine.Entry(await Line(), hours is { } volume ? new Quantity(volume) : null));
        Assert.That((await new SentDeclaration(town.Database).LineOf(town.ProviderStaff, entry.LineId))!.DisputeId, Is.Null);
        await town.Dispute(assigned, "R1");
        var before = await town.Picture();

        Assert.That((await correct.Draft(town.ProviderStaff, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.LineDisputed));
        Assert.That((await correct.Do(town.ProviderStaff, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.LineDisputed));

        Assert.That(await town.Picture(), Is.EqualTo(before));
        Assert.That((await new SentDeclaration(town.Database).LineOf(town.ProviderStaff, entry.LineId))!.DisputeId, Is.Not.Null, "with the way to it");
        await town.Settle("R1", isDelivered: true);
        Assert.That((await correct.Draft(town.ProviderStaff, town.Key(), entry)).Refusal, Is.Null);
    }

    [Test]
    public async Task Help_of_long_ago_is_refused_in_words_and_not_by_a_fault()
    {
        var correct = new CorrectLine(town.Database);
        town.Clock.GoTo(new(2031, 6, 16));
        var entry = new CorrectLine.Entry(await Line(), new Quantity(3));
        Assert.That((await correct.Draft(town.ProviderStaff, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.LineNotCorrectable));
        Assert.That((await correct.Do(town.ProviderStaff, town.Key(), entry)).Refusal, Is.EqualTo(Refusal.LineNotCorrectable));

        var declare = new DeclareHelp(town.Database);
        var (month, line) = (await declare.Do(town.ProviderStaff, town.Key(), new(Town.Huizen, new(2026, 5, 1), [new(assigned.Number, new(1))])),
            await declare.Do(town.ProviderStaff, town.Key(), new(Town.Huizen, new(2031, 5, 1), [new(assigned.Number, new(1), Period.Month(2026, 5))])));
        Assert.That(month.Imported!.Refusal, Is.EqualTo(Refusal.HelpTooLongAgo.With("16-06-2026")), "of the whole month");
        Assert.That(line.Wrong.Single(), Is.EqualTo(new DeclareHelp.Wrong(0, Refusal.HelpTooLongAgo.With("16-06-2026"))), "of one line at that line");
    }

    [Test]
    public async Task An_administrator_lets_declare_while_there_is_a_contract()
    {
        var (administrator, reader) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("lezer", Role.ProviderStaff, "", town.Provider));
        async Task<Refusal?> Says(OfficeRight may) => (await new SetOfficeRight(town.Database).Do(administrator, town.Key(), new(reader.UserId, may))).Refusal;

        Assert.That(await Says(OfficeRight.Submit), Is.Null);
        town.Clock.GoTo(new(2041, 1, 1));
        Assert.That(await Says(OfficeRight.Submit), Is.EqualTo(Refusal.NoContract));
        Assert.That(await Says(OfficeRight.Read), Is.Null, "taking it away goes on");
    }
}
