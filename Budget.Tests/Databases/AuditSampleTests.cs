using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Sampling;

namespace Budget.Tests.Databases;

/// <summary>What an auditor draws from, and who may draw. Three residents with four declared lines each, and a holder of a PGB with two claims.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class AuditSampleTests(Engine engine)
{
    private static readonly Period Year = Period.Year(2026);

    private Town town = null!;
    private Actor auditor = null!;
    private Assigned first = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        await town.Accounts();
        for (var client = 1; client <= 3; client++)
        {
            var assigned = await Assigned.In(town);
            first ??= assigned;
            await town.Import($"M{client}", [.. Enumerable.Range(2, 4).Select(month => assigned.Debit($"R{client}-{month}", month, client + (month % 2)))]);
        }

        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        await agreeing.Claim(number, 4, 10m);
        await agreeing.Claim(number, 5, 4m);
    }

    [TearDown]
    public async Task Stop()
    {
        first = null!;
        await town.DisposeAsync();
    }

    private Task<AuditSample.Answer?> Draw(
        int count = 5, string seed = "zaad-1", SampleKind kind = SampleKind.All, SampleChance chance = SampleChance.Line, Period? booked = null, Actor? actor = null) =>
        new AuditSample(town.Database).Of(actor ?? auditor, new(booked ?? Year, kind, count, seed, chance));

    private static IEnumerable<string> Names(AuditSample.Answer? sample) => sample!.Lines.Select(line => $"{line.BudgetNumber}/{line.Posting}");

    /// <summary>Each line that was booked, by a question of its own.</summary>
    private Task<IReadOnlyList<string>> Booked() => Rows.Of(
        town.ConnectionString, "SELECT b.number || '/' || CAST(p.number AS TEXT) FROM postings p JOIN budgets b ON b.id = p.budget_id WHERE p.kind = 'invoice' OR p.kind = 'claim'");

    [Test]
    public async Task The_same_seed_draws_the_same_lines_on_either_engine_as_anybody_computes_them_and_another_seed_draws_others()
    {
        var byHand = (await Booked()).OrderBy(line => new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes($"zaad-1|{line}")), isUnsigned: true, isBigEndian: true)).Take(5).ToList();

        Assert.That(byHand, Has.Count.EqualTo(5));
        Assert.That(Names(await Draw()), Is.EqualTo(byHand));
        Assert.That(Names(await Draw()), Is.EqualTo(byHand), "and again");
        Assert.That(Names(await Draw(seed: "zaad-2")), Is.Not.EqualTo(byHand));
    }

    [Test]
    public async Task It_says_from_how_many_lines_how_much_and_what_was_drawn()
    {
        var sample = (await Draw(500))!;

        Assert.That(sample.Population, Is.EqualTo(14));
        Assert.That(Names(sample), Is.EquivalentTo(await Booked()), "more than there are is all of them");
        Assert.That(sample.Sum, Is.EqualTo(sample.Total));
        Assert.That(
            (await Rows.Of(town.ConnectionString, "SELECT CAST(SUM(amount_cents) AS BIGINT) FROM postings WHERE kind = 'invoice' OR kind = 'claim'")).Single(),
            Is.EqualTo(sample.Total.Cents.ToString(CultureInfo.InvariantCulture)));
        var some = (await Draw(4))!;
        Assert.That((some.Population, some.Total, some.Lines.Count), Is.EqualTo((14L, sample.Total, 4)));
        Assert.That(some.Sum, Is.EqualTo(some.Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount)).And.LessThan(sample.Total));
    }

    [Test]
    public async Task Only_what_was_asked_is_drawn_from()
    {
        Assert.That((await Draw(kind: SampleKind.Declared, count: 50))!.Lines.Select(line => line.Kind), Is.EqualTo(Enumerable.Repeat("invoice", 12)));
        Assert.That((await Draw(kind: SampleKind.Claims, count: 50))!.Lines.Select(line => (line.Kind, line.Amount)), Is.EquivalentTo(new[] { ("claim", new Money(1_000)), ("claim", new Money(400)) }));
        Assert.That((await Draw(booked: new Period(town.Today, town.Today)))!.Population, Is.EqualTo(14), "by the day of booking, not of the help");
        var before = (await Draw(booked: new Period(new(2026, 1, 1), town.Today.AddDays(-1))))!;
        Assert.That((before.Population, before.Total, before.Sum), Is.EqualTo((0L, Money.Zero, Money.Zero)));
        Assert.That(before.Lines, Is.Empty);
    }

    [Test]
    public async Task What_was_taken_back_stays_among_them_and_says_so_and_a_payment_that_came_back_is_no_line()
    {
        var run = await town.Pay();
        var transfer = (await town.Run(run)).Transfers[0].EndToEndId;
        Assert.That((await town.Bank(Paying.Status(run, "RJCT", transfer))).Refusal, Is.Null);
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'reversal' AND to_account = 'payable'"), Is.GreaterThan(0), "the payment was booked back");
        var line = (await Draw(50, kind: SampleKind.Declared))!.Lines.First(one => one.BudgetNumber == first.Grant.BudgetNumber);
        Assert.That((await town.Reverse(line.BudgetNumber, line.Posting)).Refusal, Is.Null);

        var sample = (await Draw(50))!;

        Assert.That(sample.Population, Is.EqualTo(14));
        Assert.That(sample.Lines.Single(one => one.ReversedBy is not null), Is.EqualTo(line with { ReversedBy = sample.Lines.Single(one => one.ReversedBy is not null).ReversedBy }));
        await town.MustBeSound();
    }

    [Test]
    public async Task What_is_drawn_from_stands_in_one_index_however_long_the_history()
    {
        if (engine != Engine.Sqlite)
        {
            Assert.Ignore("PostgreSQL reads the rows too.");
        }

        var question = AuditSample.PopulationSql.Replace("@From", "'2026-01-01'", StringComparison.Ordinal).Replace("@Until", "'2026-12-31'", StringComparison.Ordinal)
            .Replace("@Municipality", $"'{Town.Huizen}'", StringComparison.Ordinal).Replace("@Form", "''", StringComparison.Ordinal);
        var plan = await Rows.Of(town.ConnectionString, $"EXPLAIN QUERY PLAN {question}");

        Assert.That(plan[0], Does.Contain("SEARCH p USING COVERING INDEX postings_by_day (posted_on>? AND posted_on<?)"), string.Join('\n', plan));
    }

    [Test]
    public async Task Large_lines_are_drawn_sooner_when_each_euro_has_an_equal_chance()
    {
        // Twelve lines of 60 euros and more beside two of 10 and 4.
        var firsts = new List<string>();
        for (var seed = 0; seed < 40; seed++)
        {
            firsts.Add((await Draw(1, $"euro-{seed}", chance: SampleChance.Euro))!.Lines.Single().Kind);
        }

        Assert.That(firsts.Count(kind => kind == "claim"), Is.LessThan(5), "14 of 1,814 euros");
    }

    [Test]
    public async Task Only_an_auditor_draws_and_only_of_the_own_municipality()
    {
        foreach (var other in new[] { town.Finance, town.Caseworker, town.ProviderStaff, first.Grant.Resident.Actor })
        {
            Assert.That(await Draw(actor: other), Is.Null, $"{other.Role}");
            Assert.That(await new AuditSample(town.Database).Traces(other, new(Year, SampleKind.All, 5, "x", SampleChance.Line)), Is.Null, $"{other.Role}");
        }

        Assert.That((await Draw(actor: await town.User("controle2", Role.Auditor, Town.Hilversum)))!.Population, Is.Zero);
        await Draw();
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'AuditSample' AND action = 'look' AND resident_id IS NULL AND user_id = '{auditor.UserId.Value:D}'"), Is.EqualTo(1), "a list, as others");
        Assert.That(
            (await Rows.Of(town.ConnectionString, $"SELECT subject FROM traces WHERE what = 'AuditSample' AND user_id = '{auditor.UserId.Value:D}'")).Single(),
            Is.EqualTo("2026-01-01/2026-12-31 alles 5 regel zaad-1"), "and says what was drawn, so that drawing again is seen");
    }

    [Test]
    public async Task The_file_says_apart_what_was_paid_and_what_was_set_off_later()
    {
        var paid = await town.Pay();
        Assert.That((await town.Bank(Paying.Status(paid, "ACSC"))).Refusal, Is.Null);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        var posting = long.Parse((await Rows.Of(town.ConnectionString, "SELECT posting_number FROM invoice_lines WHERE reference = 'R1-2'"))[0], CultureInfo.InvariantCulture);
        Assert.That((await town.Reverse(first.Grant.BudgetNumber, posting)).Refusal, Is.Null);
        await town.Import("M9", first.Debit("R9", 1, 2));
        var next = await town.Pay();

        var (sample, lines) = (await new AuditSample(town.Database).Traces(auditor, new(Year, SampleKind.Declared, 50, "zaad-1", SampleChance.Line)))!.Value;

        var rows = Encoding.UTF8.GetString(SampleCsv.Write(sample, lines)).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.TrimEnd('\r').Split(';')).ToList();
        (string Run, string Amount, string Word, string SetOffIn, string SetOff) Paid(string reference)
        {
            var row = rows.Single(one => Cell(one, "kenmerk") == reference);
            return (Cell(row, "betaling"), Cell(row, "betaling_bedrag"), Cell(row, "betaling_antwoord"), Cell(row, "verrekening"), Cell(row, "verrekend_bedrag"));
        }

        Assert.That(Paid("R1-2"), Is.EqualTo((paid, "60,00", "betaald", next, "60,00")));
        Assert.That(Paid("R1-3"), Is.EqualTo((paid, "120,00", "betaald", "", "")));
        Assert.That(Paid("R9"), Is.EqualTo((next, "120,00", "", "", "")), "all of it was owed, whatever the bank paid");
    }

    [Test]
    public async Task The_file_names_the_proposal_in_which_a_line_whose_payment_failed_waits_again()
    {
        var failed = await town.Pay();
        foreach (var transfer in (await town.Run(failed)).Transfers)
        {
            Assert.That((await town.Bank(Paying.Status(failed, "RJCT", transfer.EndToEndId))).Refusal, Is.Null);
        }

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await town.ProposeRun();

        var (sample, lines) = (await new AuditSample(town.Database).Traces(auditor, new(Year, SampleKind.Declared, 50, "zaad-1", SampleChance.Line)))!.Value;

        var rows = Encoding.UTF8.GetString(SampleCsv.Write(sample, lines)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.TrimEnd('\r').Split(';')).ToList();
        Assert.That(rows, Has.Count.EqualTo(12));
        Assert.That(
            rows.Select(row => (Cell(row, "betaling"), Cell(row, "betaling_antwoord"), Cell(row, "voorstel"))).Distinct(), Is.EqualTo(new[] { (failed, "niet betaald of teruggekomen", again) }));
    }

    private static string Cell(string[] row, string column) => row[SampleCsv.Columns.ToList().IndexOf(column)];

    [Test]
    public async Task The_file_says_of_each_line_where_it_comes_from_and_names_nobody()
    {
        var run = await town.Pay();
        Assert.That((await town.Bank(Paying.Status(run, "ACSC"))).Refusal, Is.Null);
        var (sample, lines) = (await new AuditSample(town.Database).Traces(auditor, new(Year, SampleKind.All, 50, "zaad-1", SampleChance.Line)))!.Value;

        var file = Encoding.UTF8.GetString(SampleCsv.Write(sample, lines)).TrimStart('\uFEFF');

        var rows = file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.TrimEnd('\r').Split(';')).ToList();
        Assert.That(rows[0], Is.EqualTo(SampleCsv.Columns));
        Assert.That(rows.Skip(1).Select(row => $"{Cell(row, "budget")}/{Cell(row, "boeking")}"), Is.EqualTo(Names(await Draw(50))));
        var declared = rows.Single(row => Cell(row, "kenmerk") == "R1-2");
        Assert.That(
            (Cell(declared, "soort"), Cell(declared, "bedrag"), Cell(declared, "declaratie"), Cell(declared, "tarief"), Cell(declared, "tarief_contract"), Cell(declared, "agb"), Cell(declared, "betaling"), Cell(declared, "betaling_antwoord")),
            Is.EqualTo(("regel", "60,00", "DM1", "60,00", "60,00", Town.Agb, run, "betaald")));
        Assert.That((Cell(declared, "hulpvraag"), Cell(declared, "hash_klopt"), Cell(declared, "startgetal"), Cell(declared, "regels_totaal")), Is.EqualTo((first.Grant.RequestNumber, "ja", "zaad-1", "14")));
        Assert.That(rows.Skip(1).Count(row => Cell(row, "soort") == "uren" && Cell(row, "zorgovereenkomst").Length > 0 && Cell(row, "akkoord_op") == "15-06-2026"), Is.EqualTo(2));
        foreach (var name in new[] { "Jansen", "Naam", "Fatima", "Helpende", first.Bsn, Town.Said.OwnWords })
        {
            Assert.That(file, Does.Not.Contain(name));
        }
    }
}
