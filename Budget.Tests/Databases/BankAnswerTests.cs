using Budget.Core.Payments;

namespace Budget.Tests.Databases;

/// <summary>What the bank says of what was paid: what comes back is paid again, once, and nothing else is.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class BankAnswerTests(Engine engine)
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
    public async Task What_the_bank_rejects_or_sends_back_is_to_be_paid_again_and_the_same_file_twice_does_nothing()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        await town.Import("M2", assigned.Debit("R2", 5, 3));
        var number = await town.Pay();
        var (first, second) = ($"{number}-{Town.Agb}-1", $"{number}-{Town.Agb}-2");

        Assert.That((await town.Bank(Paying.Status(number, "RJCT", first))).Value, Is.EqualTo(new TakeBankAnswer.Answer(0, 1, Paying.Euros(240), 0, 0, IsRepeat: false)));
        Assert.That((await town.Bank(Paying.Status(number, "RJCT", first))).Value.IsRepeat, Is.True);
        Assert.That((await town.Bank(Paying.Status(number, "ACSC"))).Value, Is.EqualTo(new TakeBankAnswer.Answer(1, 0, Money.Zero, 1, 0, IsRepeat: false)), "what came back is not paid after all");
        Assert.That((await town.Figures()).ToPay, Is.EqualTo(Paying.Euros(240)));
        var transfers = (await town.Run(number)).Transfers;
        Assert.That((transfers[0].HasFailed, transfers[0].Reasons.Single(), transfers[0].Remark, transfers[1].Status), Is.EqualTo((true, BankReason.BankGivesNoReason, "Niet uitgevoerd", BankStatus.Settled)));
        await town.MustBeSound();

        Assert.That((await town.Bank(Paying.Return(second, Paying.Euros(179)))).Value, Is.EqualTo(new TakeBankAnswer.Answer(0, 0, Money.Zero, 1, 0, IsRepeat: false)), "in part is for people");
        Assert.That((await town.Bank(Paying.Return(second, Paying.Euros(180)))).Value.Failed, Is.EqualTo(1));
        Assert.That((await town.Bank(Paying.Return(second, Paying.Euros(180), "CAMT-2"))).Value.Failed, Is.Zero, "it came back once");
        Assert.That((await town.Bank(Paying.Return("2026-999999-1", Paying.Euros(1)))).Refusal, Is.EqualTo(Refusal.BankAnswerUnknown.With("2026-999999-1")));
        Assert.That((await town.ApproveRun(await town.ProposeRun())).Amount, Is.EqualTo(Paying.Euros(420)));
        Assert.That((await town.Figures()).Paid, Is.EqualTo(Paying.Euros(420)));
        var told = await new PaymentsOfProvider(town.Database).Of(town.ProviderStaff);
        Assert.That(told.Select(row => (row.DeclarationNumber, row.Amount, row.State)), Is.EquivalentTo(new[] { ("DM1", Paying.Euros(240), "failed"), ("DM2", Paying.Euros(180), "failed"), ("DM1", Paying.Euros(240), "approved"), ("DM2", Paying.Euros(180), "approved") }));
        await town.MustBeSound();
    }

    [Test]
    public async Task Nothing_is_paid_twice_on_the_word_of_the_bank_alone()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var early = (await town.ApproveRun(await town.ProposeRun())).Number;
        Assert.That((await town.Bank(Paying.Status(early, "RJCT"))).Refusal, Is.EqualTo(Refusal.BankAnswerTooEarly.With($"ER-{Town.Huizen}-{early}")), "nobody took it to the bank");
        await town.PaymentFile(early);
        var transfer = $"{early}-{Town.Agb}-1";

        // A file that was sent twice; one that was executed; another amount; another account; a word we do not know.
        Assert.That((await town.Bank(Paying.Status(early, "RJCT", reason: "AM05"))).Value, Is.EqualTo(ForPeople));
        Assert.That((await town.Run(early)).Transfers.Single(), Has.Property("IsToLookAt").True);
        Assert.That((await town.Bank(Paying.Status(early, "RJCT", transfer).Replace("</TxInfAndSts>", "<OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">1.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>", StringComparison.Ordinal))).Value, Is.EqualTo(ForPeople));
        Assert.That((await town.Bank(Paying.Status(early, "BLAH", transfer))).Value, Is.EqualTo(ForPeople));
        Assert.That((await town.Bank(Paying.Status(early, "ACSC"))).Value.Executed, Is.EqualTo(1));
        Assert.That((await town.Bank(Paying.Status(early, "RJCT", remark: "Later"))).Value, Is.EqualTo(ForPeople));
        Assert.That((await town.Bank(Paying.Return(transfer, Paying.Euros(240), account: Paying.ProviderIban))).Refusal, Is.EqualTo(Refusal.BankAnswerOtherAccount.With(transfer)));

        Assert.That((await town.Figures()).ToPay, Is.EqualTo(Money.Zero));
        Assert.That((await new BankAnswers(town.Database).Of(town.Finance)).Select(heard => (heard.Failed, heard.ToLookAt)), Is.EquivalentTo(new[] { (0L, 1L), (0L, 1L), (0L, 1L), (0L, 0L), (0L, 1L) }));
        await town.MustBeSound();
    }

    private static readonly TakeBankAnswer.Answer ForPeople = new(0, 0, Money.Zero, 1, 0, IsRepeat: false);

    [Test]
    public async Task To_an_account_that_is_closed_nothing_is_paid_until_two_people_confirm_one_anew()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var number = await town.Pay();
        await town.Bank(Paying.Return($"{number}-{Town.Agb}-1", Paying.Euros(240), reason: "AC04"));

        Assert.That((await town.Due()).WithoutAccount.Single().Amount, Is.EqualTo(Paying.Euros(240)));
        Assert.That((await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, null))).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Assert.That((await new BankAccounts(town.Database).Of(town.Finance)).Single(owner => owner.Id == town.Provider).Current!.IsUnusable, Is.EqualTo(1));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Account(town.Provider, Paying.ProviderIban);
        Assert.That((await town.Run(await town.Pay())).Transfers.Single().Amount, Is.EqualTo(Paying.Euros(240)));
        await town.MustBeSound();
    }

    [Test]
    public async Task Money_that_comes_back_after_it_was_credited_and_set_off_is_owed_again()
    {
        await town.Import("M1", assigned.Debit("R1", 4, 4));
        var first = await town.Pay();
        await town.Import("M2", assigned.Debit("R1", 4, 4).CreditedBy("R2"), assigned.Debit("R3", 5, 5));
        Assert.That((await town.Run(await town.Pay())).Transfers.Single().Amount, Is.EqualTo(Paying.Euros(60)));
        Assert.That((await town.Bank(Paying.Return($"{first}-{Town.Agb}-1", Paying.Euros(240)))).Value.Failed, Is.EqualTo(1));
        await town.MustBeSound();

        // The provider has had 60 of the 300 that stand.
        Assert.That((await town.Run(await town.Pay())).Transfers.Single().Amount, Is.EqualTo(Paying.Euros(240)));
        Assert.That((await town.Figures()).Paid, Is.EqualTo(Paying.Euros(300)));
        await town.MustBeSound();
    }
}
