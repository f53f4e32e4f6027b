using Budget.Core.Ledger;
using Budget.Core.Payments;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>A town that paid two providers, of which the bank rejected some and sent some back, with lines that were disputed: the journal says of each provider what the portal says, and builds the same books again.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class HledgerPaymentTests(Engine engine)
{
    private const string OtherAgb = "87654321";
    private Town town = null!;
    private string journal = "";

    [SetUp]
    public async Task Start()
    {
        await Hledger.Require();
        town = await Town.On(engine);
        journal = Path.Combine(Directory.CreateTempSubdirectory("hledger-").FullName, "town.journal");
    }

    [TearDown]
    public async Task Stop()
    {
        if (town is not null)
        {
            await town.DisposeAsync();
            Directory.Delete(Path.GetDirectoryName(journal)!, recursive: true);
        }
    }

    [Test]
    public async Task Payable_and_paid_of_each_provider_are_what_the_portal_says_and_come_back_from_the_journal()
    {
        await PayAndTakeBack();
        await using (var file = File.Create(journal))
        {
            await new HledgerJournal(town.Database).Write(file);
        }

        await Hledger.Run(journal, "check");
        var (balances, portal) = (await Hledger.Balances(journal), (await new Reconciliation(town.Database).Of(town.Finance))!);

        Assert.That(portal.IsSound, Is.True);
        Assert.That(portal.Providers.Select(provider => provider.Agb), Is.EquivalentTo(new[] { Town.Agb, OtherAgb }));
        foreach (var provider in portal.Providers)
        {
            Assert.That(balances.GetValueOrDefault($"paid:{provider.Agb}"), Is.EqualTo(provider.LedgerPaid), provider.Agb);
            Assert.That(balances.GetValueOrDefault($"payable:{provider.Agb}"), Is.EqualTo(provider.Sum.ToPay + provider.Sum.SetAside), provider.Agb);
        }

        Assert.That(balances[$"paid:{Town.Agb}"], Is.EqualTo(new Money(18_000)), "R2 stands: R1 was paid and then settled for its resident");
        Assert.That(balances[$"payable:{Town.Agb}"], Is.EqualTo(new Money(12_000 + 6_000)), "R3 is to be paid, R4 is set aside");
        Assert.That((balances.GetValueOrDefault($"paid:{OtherAgb}"), balances[$"payable:{OtherAgb}"]), Is.EqualTo((Money.Zero, new Money(12_000))), "it came back");
        Assert.That(balances.Values.Aggregate((left, right) => left + right), Is.EqualTo(Money.Zero));

        var before = await town.Picture();
        await Hledger.EmptyLedger(town, engine);
        await using (var read = File.OpenRead(journal))
        {
            await new RebuildLedger(town.Database).Do(read);
        }

        Assert.That(await town.Picture(), Is.EqualTo(before));
        await town.MustBeSound();
    }

    /// <summary>One provider: rejected by the bank and paid again; R1 then settled for its resident, R3 declared, R4 set aside, R5 credited while disputed. The other: rejected, paid again, and sent back.</summary>
    private async Task PayAndTakeBack()
    {
        await town.Accounts();
        var other = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(OtherAgb, OtherAgb, "Anders", "Over", "About", "035"))).Value;
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(other, Town.Huizen, Town.Guidance, new Money(6000), Period.Year(2026)))).Value;
        await town.Account(other, "NL44RABO0123456789", "Anders B.V.");
        var (client, theirs) = (await Assigned.In(town, euros: 2400m), await town.BudgetOf(1200m));
        var of = new Assigned(theirs, await Assigned.BsnOf(town, theirs), (await town.Choose(theirs, contract)).AssignmentNumber);
        await town.Import("M1", client.Debit("R1", 1, 4), client.Debit("R2", 2, 3));
        var message = DeclarationOf.Lines("M2", of.Debit("A1", 5, 2));
        await town.Import(message with { Header = message.Header with { SenderAgb = OtherAgb } });
        await town.Bank(Paying.Status(await town.Pay(), "RJCT"));
        var run = await town.Pay();
        Assert.That((await town.Bank(Paying.Return($"{run}-{OtherAgb}-1", new Money(12_000)))).Refusal, Is.Null);
        await town.Dispute(client, "R1");
        await town.Settle("R1", isDelivered: false);
        await town.Import("M3", client.Debit("R3", 3, 2), client.Debit("R4", 4, 1), client.Debit("R5", 5, 5));
        await town.Dispute(client, "R4");
        await town.Dispute(client, "R5");
        await town.Import("M4", client.Debit("R5", 5, 5).CreditedBy("R6"));
    }
}
