using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>The books as somebody else's bookkeeping program reads them: hledger computes every balance again and finds ours.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class HledgerTests(Engine engine)
{
    private static readonly string[] OurTags = ["actor", "behalf", "counterparty", "effective", "hash", "origin", "posted", "reason", "reservation", "reverses", "seal"];
    private const string BothSides = "    budget:2026-000001:available              EUR 100.00 = EUR 100.00\n    fund:2026                                 EUR -100.00\n";
    private Town town = null!;
    private string journal = "";

    [SetUp]
    public async Task Start()
    {
        await Support.Hledger.Require();
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
    public async Task Hledger_finds_our_balance_on_every_budget_and_nothing_in_all()
    {
        var following = await town.BudgetOf(1200m);
        await town.Choose(following);
        var waiting = await town.BudgetOf(80m);
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await ClaimTwiceAndReverseOne(held, "verkeerde maand");

        await Export();
        await Hledger("check");
        var balances = await Balances();

        foreach (var grant in new[] { following, waiting, held })
        {
            var ours = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance;
            Assert.That(balances.GetValueOrDefault($"budget:{grant.BudgetNumber}:available"), Is.EqualTo(ours.Available));
            Assert.That(balances.GetValueOrDefault($"budget:{grant.BudgetNumber}:reserved"), Is.EqualTo(ours.Reserved));
        }

        Assert.That(balances.Keys.Count(account => account.StartsWith("budget:", StringComparison.Ordinal)), Is.EqualTo(4), "three available, one reserved");
        Assert.That(balances["fund:2026"], Is.EqualTo(new Money(-138_000)));
        Assert.That(balances.Values.Aggregate((left, right) => left + right), Is.EqualTo(Money.Zero));
    }

    [TestCase("eerste regel\n    budget:vals:available  EUR 5.00\n    fund:2026")]
    [TestCase("fout ; tag:waarde | en meer\r\n\r\n2026-01-01 * nep")]
    public async Task Whatever_somebody_types_as_a_reason_stays_a_reason(string reason)
    {
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await ClaimTwiceAndReverseOne(held, reason);

        await Export();
        await Hledger("check");

        Assert.That((await Balances()).Keys, Is.SubsetOf(new[] { "fund:2026", $"budget:{held.BudgetNumber}:available", "payable:2026-000001" }));
        Assert.That((await Hledger("tags")).Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.SubsetOf(OurTags));
        Assert.That((await Hledger("print")).Split('\n').Count(line => line.StartsWith("2026-", StringComparison.Ordinal)), Is.EqualTo(4));
    }

    /// <summary>Corrected as it was before reasons were hidden: the books of then stand in the journal too.</summary>
    private async Task ClaimTwiceAndReverseOne(Grant grant, string reason)
    {
        var agreement = await town.Agreement(grant);
        foreach (var (month, hours) in new[] { (3, 12.34m), (4, 7.5m) })
        {
            await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, month, 1), new(hours)));
        }

        town.Clock.Advance(TimeSpan.FromDays(3));
        await town.Database.Once<long>(town.Finance, town.Key(), "before", reason, async session =>
        {
            var budget = await session.Single<BudgetId>("SELECT id FROM budgets WHERE number = @BudgetNumber", new { grant.BudgetNumber });
            return (await (await BudgetLedger.Open(session, town.Finance, budget)).Reverse(2, reason)).Value.Number;
        });
    }

    [Test]
    public async Task A_reason_that_is_hidden_is_not_readable_in_the_journal_and_comes_back_out_of_it()
    {
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await ClaimTwiceAndReverseOne(held, "open");
        await town.Reverse(held.BudgetNumber, 3, "Zij lag in het ziekenhuis.");
        await Export();
        Assert.That(await File.ReadAllTextAsync(journal), Does.Contain("reversal | hidden\n").And.Not.Contain("ziekenhuis"));

        await Empty();
        await using (var read = File.OpenRead(journal))
        {
            await new RebuildLedger(town.Database).Do(read);
        }

        var line = (await new BudgetOverview(town.Database).Of(town.Finance, held.BudgetNumber))!.Postings[0];
        Assert.That(line.Words, Is.EqualTo("Zij lag in het ziekenhuis."));
        await town.MustBeSound();
    }

    [Test]
    public async Task An_empty_ledger_is_built_again_from_the_journal_hash_by_hash()
    {
        var following = await town.BudgetOf(1200m);
        await town.Choose(following);
        await ClaimTwiceAndReverseOne(await town.BudgetOf(100m, FundingForm.PersonHeld), "verkeerd; maand, \u2028 | regel\tnog een");
        town.Clock.GoTo(new(2027, 1, 20));
        Assert.That((await new CloseYear(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(2026))).Value.Expired, Is.Not.Empty, "booked by nobody, as by the command line");
        await Export();
        var before = await town.Picture();
        await Empty();
        var schema = await Schema();

        await using (var read = File.OpenRead(journal))
        {
            Assert.That(await new RebuildLedger(town.Database).Do(read), Is.EqualTo(await Sql.Count(town, "postings")));
        }

        Assert.That(await town.Picture(), Is.EqualTo(before), "the same hashes mean the same postings");
        Assert.That(await Schema(), Is.EqualTo(schema), "every index and trigger is back");
        await town.MustBeSound();
    }

    [TestCase("EUR 7.50", "EUR 7.60", "does not follow")]
    [TestCase("EUR 7.50", "EUR 7.509", "not a posting")]
    [TestCase("EUR 7.50", "EUR 7.+5", "not a posting")]
    [TestCase("hash:", "hash:0, hash:", "not what the posting says")]
    [TestCase("| verkeerd", "| ver\0keerd", "a sign that no column can")]
    [TestCase("claim |", "payment |", "does not follow")]
    [TestCase("hash:", "hesh:", "not a posting")]
    [TestCase("/2)", "/9)", "does not follow")]
    [TestCase("(2026-000001/1)", "(2026-000009/1)", "no budget 2026-000009")]
    public async Task A_journal_that_was_changed_builds_nothing(string from, string to, string why)
    {
        await ClaimTwiceAndReverseOne(await town.BudgetOf(100m, FundingForm.PersonHeld), "verkeerd");
        await Export();
        var text = await File.ReadAllTextAsync(journal);
        Assert.That(text, Does.Contain(from));
        await File.WriteAllTextAsync(journal, text.Replace(from, to, StringComparison.Ordinal));
        await using var read = File.OpenRead(journal);
        Assert.That(async () => await new RebuildLedger(town.Database).Do(read), Throws.InvalidOperationException.With.Message.Contains("not empty"));
        await Empty();

        await BuildsNothing(why);
    }

    [TestCase("    fund:2026 ", "    fund:2025 ", TestName = "The_year_of_the_fund")]
    [TestCase("    payable:2026-000001 ", "    payable:2026-000007 ", TestName = "Who_is_paid")]
    [TestCase("EUR -7.50", "EUR -7.51", TestName = "The_amount_that_leaves")]
    [TestCase("= EUR 80.16", "= EUR 80.17", TestName = "The_balance_asserted")]
    [TestCase(" = EUR 80.16", "", TestName = "A_balance_no_longer_asserted")]
    [TestCase("EUR -7.50", "USD -7.50", TestName = "The_currency")]
    [TestCase("2026-06-15=2026-04", "2026-06-14=2026-04", TestName = "The_day_of_booking")]
    [TestCase(" * (", " ! (", TestName = "The_mark_of_a_cleared_posting")]
    [TestCase("    ; hash:", "    ; note:x, hash:", TestName = "A_tag_that_we_do_not_write")]
    [TestCase("    ; hash:", "    ; line:more\n    ; hash:", TestName = "A_line_more")]
    [TestCase("\n2026-06-15=2026-03", BothSides + "\n2026-06-15=2026-03", TestName = "Both_sides_a_second_time")]
    public async Task What_a_journal_says_besides_is_compared_too_and_its_line_named(string from, string to)
    {
        await ClaimTwiceAndReverseOne(await town.BudgetOf(100m, FundingForm.PersonHeld), "verkeerd");
        await Export();
        var text = await File.ReadAllTextAsync(journal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.That(at, Is.Positive, text);
        await File.WriteAllTextAsync(journal, text[..at] + to + text[(at + from.Length)..]);
        await Empty();

        await BuildsNothing($"Line {text[..at].Count(sign => sign == '\n') + 1} of the journal is not what the posting says, which is: ");
    }

    [TestCase(3, "not a whole journal: it says that it holds 4 postings, and it holds 3")]
    [TestCase(0, "not a whole journal: it says that it holds 4 postings, and it holds 0")]
    public async Task A_journal_from_which_the_last_postings_were_cut_builds_nothing(int left, string why)
    {
        await ClaimTwiceAndReverseOne(await town.BudgetOf(100m, FundingForm.PersonHeld), "verkeerd");
        await Export();
        var parts = (await File.ReadAllTextAsync(journal)).Split("\n\n");
        await File.WriteAllTextAsync(journal, string.Join("\n\n", parts.Where((part, at) => !part.Contains("posted:", StringComparison.Ordinal) || parts.Take(at).Count(before => before.Contains("posted:", StringComparison.Ordinal)) < left)));
        await Empty();

        await BuildsNothing(why);
    }

    [TestCase("", "not a whole journal: the line at its end")]
    [TestCase("; nothing\naccount fund:2026\n", "not a whole journal: the line at its end")]
    [TestCase("                                    ", "Line 1 of the journal: it is not a posting")]
    [TestCase("; one\n\nGARBAGE HERE\n\n; end of the journal, postings: 0\n", "Line 3 of the journal: it is not a posting")]
    public async Task What_is_no_journal_builds_nothing(string text, string why)
    {
        await File.WriteAllTextAsync(journal, text);

        await BuildsNothing(why);
    }

    [Test]
    public async Task A_journal_with_the_line_ends_of_another_system_builds_the_same()
    {
        await ClaimTwiceAndReverseOne(await town.BudgetOf(100m, FundingForm.PersonHeld), "verkeerd");
        await Export();
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace("\n", "\r\n", StringComparison.Ordinal));
        var before = await town.Picture();
        await Empty();

        await using (var read = File.OpenRead(journal))
        {
            await new RebuildLedger(town.Database).Do(read);
        }

        Assert.That(await town.Picture(), Is.EqualTo(before));
    }

    private async Task BuildsNothing(string why)
    {
        await using var read = File.OpenRead(journal);
        Assert.That(async () => await new RebuildLedger(town.Database).Do(read), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(why));
        Assert.That(await Sql.Count(town, "postings"), Is.Zero);
    }

    private Task<IReadOnlyList<string>> Schema() => Rows.Of(town.ConnectionString, engine == Engine.Sqlite
        ? "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'postings' ORDER BY name"
        : "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'postings' ORDER BY indexname");

    private Task Empty() => Support.Hledger.EmptyLedger(town, engine);

    private async Task Export()
    {
        await using var file = File.Create(journal);
        Assert.That(await new HledgerJournal(town.Database).Write(file), Is.EqualTo(await Sql.Count(town, "postings")));
    }

    private Task<Dictionary<string, Money>> Balances() => Support.Hledger.Balances(journal);

    private Task<string> Hledger(params string[] arguments) => Support.Hledger.Run(journal, arguments);
}
