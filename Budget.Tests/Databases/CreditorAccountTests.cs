using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.Payments;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>The account card of a provider: each movement of what is owed to it, in order, to the cent; and all cards together are what the trial balance says.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class CreditorAccountTests(Engine engine)
{
    private static readonly string[] OtherThanDeclared = ["paid", "returned", "paid", "unpaid", "paid"];
    private static readonly string[] Kinds = ["declaratie", "creditering", "declaratie", "betwisting", "betaling", "terug_van_bank", "betaling", "teruggenomen", "creditering", "declaratie", "betaling", "declaratie"];
    private static readonly Period Year = Period.Year(2026);
    private Town town = null!;
    private Assigned client = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.Accounts();
        client = await Assigned.In(town);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<CreditorAccount.Answer> Card(Period? booked = null, Actor? by = null) =>
        (await new CreditorAccount(town.Database).Of(by ?? town.Finance, town.Provider.Value, booked ?? Year))!;

    private async Task<CreditorAccounts.Answer> All(Actor? by = null) => (await new CreditorAccounts(town.Database).Of(by ?? town.Finance))!;

    private static (int Day, string What, long Lines, long Debit, long Credit, long Balance) Euros(CreditorAccount.Row row) =>
        (row.PostedOn.Day, row.What, row.Lines, row.Debit.Cents / 100, row.Credit.Cents / 100, row.Balance.Cents / 100);

    /// <summary>Each thing that can happen, on a day of its own in June.</summary>
    /// <returns>The numbers of the three runs.</returns>
    private async Task<IReadOnlyList<string>> Story()
    {
        void On(int day) => town.Clock.GoTo(new(2026, 6, day));
        await town.Import("M1", client.Debit("R1", 4, 4), client.Debit("R2", 5, 3));
        On(16);
        await town.Import("M2", client.Debit("R1", 4, 4).CreditedBy("R3"));
        On(17);
        await town.Import("M3", client.Debit("R4", 4, 2), client.Debit("R5", 3, 1));
        On(18);
        await town.Dispute(client, "R5");
        await town.Settle("R5", isDelivered: false);
        On(19);
        var first = await town.Pay();
        On(20);
        Assert.That((await town.Bank(Paying.Status(first, "RJCT", $"{first}-{Town.Agb}-1"))).Value.Failed, Is.EqualTo(1));
        On(22);
        var second = await town.Pay();
        On(23);
        await town.Import("M4", client.Debit("R4", 4, 2).CreditedBy("R6"));
        On(24);
        await town.Import("M5", client.Debit("R7", 2, 3));
        On(25);
        var third = await town.Pay();
        On(26);
        await town.Import("M6", client.Debit("R8", 1, 2));
        return [first, second, third];
    }

    /// <summary>What the postings themselves come to, by plain SQL.</summary>
    private async Task<Money> Postings(string account) => new(long.Parse(
        (await Rows.Of(town.ConnectionString, $"SELECT CAST(SUM(CASE WHEN to_account = '{account}' THEN amount_cents WHEN from_account = '{account}' THEN -amount_cents ELSE 0 END) AS BIGINT) FROM postings WHERE counterparty = '{Town.Agb}'"))[0],
        System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    public async Task Each_movement_stands_in_its_order_with_what_was_owed_after_it()
    {
        var runs = await Story();
        var card = await Card();

        Assert.That(card.Rows.Select(Euros), Is.EqualTo(new[]
        {
            (15, "declared", 2L, 0L, 420L, 420L),
            (16, "credited", 1L, 240L, 0L, 180L),
            (17, "declared", 2L, 0L, 180L, 360L),
            (18, "settled", 1L, 60L, 0L, 300L),
            (19, "paid", 2L, 300L, 0L, 0L),
            (20, "returned", 1L, 0L, 180L, 180L),
            (22, "paid", 1L, 180L, 0L, 0L),
            (23, "unpaid", 1L, 0L, 120L, 120L),
            (23, "credited", 1L, 120L, 0L, 0L),
            (24, "declared", 1L, 0L, 180L, 180L),
            (25, "paid", 1L, 180L, 0L, 0L),
            (26, "declared", 1L, 0L, 120L, 120L),
        }));
        Assert.That(card.Rows.Select(row => row.RunNumber ?? row.DeclarationNumber), Is.EqualTo(
            new[] { "DM1", "DM2", "DM3", "DM3", runs[0], runs[0], runs[1], runs[0], "DM4", "DM5", runs[2], "DM6" }), "each leads to its message or its payment");
        Assert.That(card.Rows.Where(row => row.MessageId is null).Select(row => row.What), Is.EqualTo(OtherThanDeclared));
        Assert.That(card.Rows.Where(row => row.DeclarationNumber is not null).Select(row => row.Care), Is.All.EqualTo(Period.Month(2026, 5)), "the month for which was declared");
        Assert.That(card.Rows.Where(row => row.What == "paid").Select(row => (row.Transferred, row.SetOff)), Is.EqualTo(
            new[] { ((Money?)Paying.Euros(300), (Money?)null), (Paying.Euros(180), null), (Paying.Euros(60), Paying.Euros(120)) }), "the last run set off what had been paid for R4");
        Assert.That((card.Opening, card.Credit, card.Debit, card.Closing), Is.EqualTo((Money.Zero, Paying.Euros(1_200), Paying.Euros(1_080), Paying.Euros(120))));
    }

    [Test]
    public async Task It_closes_with_the_sum_of_its_lines_the_postings_the_trial_balance_and_the_reconciliation()
    {
        await Story();
        var (card, figures, trial) = (await Card(), await town.Figures(), (await new TrialBalance(town.Database).On(town.Finance, town.Today))!.ByBooking);

        Assert.That(card.Closing, Is.EqualTo(card.Opening + card.Credit - card.Debit).And.EqualTo(card.Rows[^1].Balance).And.EqualTo(card.Owed));
        Assert.That(card.Closing, Is.EqualTo(await Postings("payable")).And.EqualTo(trial.Payable).And.EqualTo(figures.ToPay + figures.SetAside));
        Assert.That((await All()).Paid, Is.EqualTo(await Postings("paid")).And.EqualTo(trial.Paid).And.EqualTo(figures.Paid));
    }

    [Test]
    public async Task It_closes_with_what_hledger_makes_of_the_journal()
    {
        await Hledger.Require();
        await Story();
        var journal = Path.Combine(Directory.CreateTempSubdirectory("hledger-").FullName, "town.journal");
        await using (var file = File.Create(journal))
        {
            await new HledgerJournal(town.Database).Write(file);
        }

        var balances = await Hledger.Balances(journal);
        Directory.Delete(Path.GetDirectoryName(journal)!, recursive: true);
        Assert.That(balances[$"payable:{Town.Agb}"], Is.EqualTo((await Card()).Closing));
        Assert.That(balances[$"paid:{Town.Agb}"], Is.EqualTo((await All()).Providers.Single().Paid));
    }

    [Test]
    public async Task One_time_begins_with_what_the_time_before_it_closed_with_and_together_they_are_the_whole()
    {
        await Story();
        var whole = await Card();
        for (var day = 15; day <= 26; day++)
        {
            var (before, after) = (await Card(new Period(Year.StartsOn, new(2026, 6, day))), await Card(new Period(new(2026, 6, day + 1), Year.EndsOn)));
            Assert.That((after.Opening, after.Closing), Is.EqualTo((before.Closing, whole.Closing)), $"at {day} June");
            Assert.That(before.Rows.Concat(after.Rows).Select(Euros), Is.EqualTo(whole.Rows.Select(Euros)), $"at {day} June");
        }

        var may = await Card(Period.Month(2026, 5));
        Assert.That((may.Opening, may.Rows.Count, may.Closing, may.Owed), Is.EqualTo((Money.Zero, 0, Money.Zero, Paying.Euros(120))), "counted by the day of booking, not of the care");
        var july = await Card(Period.Month(2026, 7));
        Assert.That((july.Opening, july.Closing), Is.EqualTo((Paying.Euros(120), Paying.Euros(120))));
    }

    [Test]
    public async Task What_is_disputed_and_what_is_to_be_set_off_are_said_beside_what_is_owed()
    {
        await town.Import("M1", client.Debit("R1", 4, 4), client.Debit("R2", 5, 3));
        await town.Dispute(client, "R2");
        await town.Pay();
        Assert.That(((await Card()).Owed, (await Card()).SetAside, (await Card()).SetOff), Is.EqualTo((Paying.Euros(180), Paying.Euros(180), Money.Zero)));

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await town.Reverse(client.Grant.BudgetNumber, 3)).Refusal, Is.Null);
        var card = await Card();
        Assert.That(card.Rows.Select(row => (row.What, row.Debit, row.Credit)).TakeLast(2), Is.EqualTo(
            new[] { ("unpaid", Money.Zero, Paying.Euros(240)), ("corrected", Paying.Euros(240), Money.Zero) }));
        Assert.That((card.Owed, card.SetAside, card.SetOff), Is.EqualTo((Paying.Euros(180), Paying.Euros(180), Paying.Euros(240))), "paid, taken back, and not set off");
        Assert.That((await town.Figures()).SetOff, Is.EqualTo(card.SetOff));
        var row = (await All()).Providers.Single();
        Assert.That((row.Payable, row.SetAside, row.Paid), Is.EqualTo((Paying.Euros(180), Paying.Euros(180), Money.Zero)));
    }

    [Test]
    public async Task What_was_taken_back_while_it_was_disputed_waits_no_longer_and_all_say_the_same()
    {
        await town.Import("M1", client.Debit("R1", 4, 4), client.Debit("R2", 5, 3));
        await town.Dispute(client, "R1");
        await town.Dispute(client, "R2");
        Assert.That(((await Card()).SetAside, (await All()).SetAside, (await town.Due()).SetAside.Amount), Is.EqualTo((Paying.Euros(420), Paying.Euros(420), Paying.Euros(420))));

        await town.Import("M2", client.Debit("R1", 4, 4).CreditedBy("R3"));

        Assert.That(((await Card()).SetAside, (await All()).SetAside, (await town.Due()).SetAside.Amount), Is.EqualTo((Paying.Euros(180), Paying.Euros(180), Paying.Euros(180))));
        Assert.That((await Card()).Owed, Is.EqualTo(Paying.Euros(180)));
    }

    [Test]
    public async Task All_cards_and_the_helpers_of_PGBs_together_are_payable_and_paid_of_the_trial_balance()
    {
        await Story();
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await town.Agreement(held);
        Assert.That((await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, new(2026, 5, 1), new(10m)))).Refusal, Is.Null);
        var stranger = DeclarationOf.Lines("S1", client.Debit("X1", 5, 1));
        await town.Import(stranger with { Header = stranger.Header with { SenderAgb = "11223344" } });

        var (all, trial) = (await All(), (await new TrialBalance(town.Database).On(town.Finance, town.Today))!.ByBooking);
        Assert.That((all.Payable, all.Paid), Is.EqualTo((trial.Payable, trial.Paid)));
        Assert.That((all.HelpersPayable, all.HelpersPaid), Is.EqualTo((Paying.Euros(10), Money.Zero)));
        Assert.That(all.Providers.Select(row => (row.Agb, row.Name, row.Id is null)), Is.EqualTo(new[] { (Town.Agb, (string?)"De Helpende Hand", false), ("11223344", null, true) }), "who has no card stands there too");
        Assert.That((all.Providers[0].Payable, all.Providers[0].LastOn), Is.EqualTo(((await Card()).Closing, (DateOnly?)new DateOnly(2026, 6, 26))));
        Assert.That((all.Providers[1].Submitted, all.Providers[1].Accepted, all.Providers[1].Rejected), Is.EqualTo((Paying.Euros(60), Money.Zero, Paying.Euros(60))));
        // 420 − 240 + 180 − 120 + 180 + 120: what was taken back by a credit is less.
        Assert.That((all.Providers[0].Submitted, all.Providers[0].Accepted, all.Rejected), Is.EqualTo((Paying.Euros(540), Paying.Euros(540), Paying.Euros(60))));
    }

    [Test]
    public async Task The_same_provider_has_a_card_at_each_municipality_and_they_never_meet()
    {
        var elsewhere = await town.User("financien", Role.Finance, Town.Hilversum);
        Assert.That(await new CreditorAccount(town.Database).Of(elsewhere, town.Provider.Value, Year), Is.Null, "as long as it has no contract there");
        await town.Import("M1", client.Debit("R1", 4, 4));
        var message = DeclarationOf.Lines("H1", (await InHilversum()).Debit("R1", 4, 2));
        Assert.That((await town.Import(message with { Header = message.Header with { MunicipalityCode = Town.Hilversum } }, elsewhere)).Result!.Accepted, Is.EqualTo(Paying.Euros(120)));

        Assert.That(((await Card()).Closing, (await Card(by: elsewhere)).Closing), Is.EqualTo((Paying.Euros(240), Paying.Euros(120))));
        Assert.That(((await All()).Payable, (await All(elsewhere)).Payable), Is.EqualTo((Paying.Euros(240), Paying.Euros(120))));
    }

    private async Task<Assigned> InHilversum()
    {
        const string Bsn = "999990020";
        var id = (await new RegisterResident(town.Database).Do(Actor.System(Town.Hilversum), town.Key(), new(Town.Hilversum, Bsn, "Piet Pietersen", new(1950, 5, 5)))).Value;
        var resident = new Resident(id, await town.User("bewoner", Role.Resident, Town.Hilversum));
        await new GiveAccess(town.Database).Do(Actor.System(Town.Hilversum), town.Key(), new(resident.Actor.UserId, id, AsRepresentative: false, new(2000, 1, 1), new(9999, 12, 31)));
        var request = await town.Request(resident);
        await new WriteReport(town.Database).Do(town.CaseworkerOfHilversum, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen."));
        var granted = await new GrantProvision(town.Database).Do(town.CaseworkerOfHilversum, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(1_200m), Frequency.Total, new Money(100), Year, FundingForm.PersonFollowing, "Dit is nodig."));
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Hilversum), town.Key(), new(town.Provider, Town.Hilversum, Town.Guidance, new Money(6000), Year))).Value;
        var grant = new Grant(resident, request, granted.Value.BudgetNumber);
        return new Assigned(grant, Bsn, (await town.Choose(grant, contract)).AssignmentNumber);
    }

    [Test]
    public async Task Only_who_may_see_the_books_sees_a_card()
    {
        await town.Import("M1", client.Debit("R1", 4, 4));
        var auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        Assert.That((await Card(by: auditor)).Closing, Is.EqualTo((await Card()).Closing));
        Assert.That(await new CreditorAccount(town.Database).Of(town.Finance, Guid.Parse("11111111-1111-1111-1111-111111111111"), Year), Is.Null, "of whom nobody knows");
        foreach (var other in new[] { town.Caseworker, town.ProviderStaff, client.Grant.Resident.Actor, await town.User("beheer", Role.Administrator, Town.Huizen) })
        {
            Assert.That(await new CreditorAccount(town.Database).Of(other, town.Provider.Value, Year), Is.Null, $"{other.Role}");
            Assert.That(await new CreditorAccounts(town.Database).Of(other), Is.Null, $"{other.Role}");
        }
    }

    [Test]
    public async Task A_posting_on_the_budget_leads_back_to_its_line_and_to_its_payment()
    {
        var runs = await Story();
        var seen = (await new Core.Budgets.BudgetOverview(town.Database).Of(town.Finance, client.Grant.BudgetNumber))!;
        var sources = seen.Sources.OrderBy(source => source.Key).Select(source => (seen.Postings.Single(line => line.Number == source.Key).Kind, source.Value.DeclarationNumber, source.Value.Line, source.Value.RunNumber));

        (string Kind, string? Declaration, long? Line, string? Run)[] expected =
        [
            ("invoice", "DM1", 1, null), ("invoice", "DM1", 2, runs[1]), ("reversal", "DM2", 1, null), ("invoice", "DM3", 1, null), ("invoice", "DM3", 2, null),
            ("payment", null, null, runs[0]), ("payment", null, null, runs[0]), ("reversal", null, null, runs[0]), ("payment", null, null, runs[1]), ("reversal", null, null, runs[0]),
            ("reversal", "DM4", 1, null), ("invoice", "DM5", 1, runs[2]), ("payment", null, null, runs[2]), ("invoice", "DM6", 1, null),
        ];
        Assert.That(sources, Is.EqualTo(expected));
        Assert.That((await new Core.Budgets.BudgetOverview(town.Database).Of(client.Grant.Resident.Actor, client.Grant.BudgetNumber))!.Sources, Is.Empty, "residents read sentences");
    }

    [Test]
    public async Task The_file_says_row_by_row_what_the_card_says()
    {
        await Story();
        var card = await Card();
        var lines = System.Text.Encoding.UTF8.GetString(CreditorCsv.Write(card)).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Replace("\"", "", StringComparison.Ordinal).Split(';')).ToList();

        Assert.That(lines[0], Is.EqualTo(CreditorCsv.Columns));
        Assert.That((lines[1][1], lines[1][9], lines[^1][1], lines[^1][9]), Is.EqualTo(("beginsaldo", "0,00", "eindsaldo", "120,00")));
        Assert.That(lines[2..^1].Select(cells => (cells[7], cells[8], cells[9])), Is.EqualTo(card.Rows.Select(row => (row.Debit.ToDecimalComma(), row.Credit.ToDecimalComma(), row.Balance.ToDecimalComma()))));
        Assert.That(lines[2..^1].Select(cells => cells[1]), Is.EqualTo(Kinds));
    }
}
