using System.Diagnostics;
using System.Globalization;
using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>The statement says what the book says: on paper, in the file, from year to year. One town per engine: the tests only read its budget.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class StatementTests(Engine engine)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private Town town = null!;
    private Grant grant = null!;
    private int providers;

    [OneTimeSetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2025, 9, 1));
        grant = await TwoYears();
        town.Clock.GoTo(new(2026, 6, 15));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Statement> OfYear(int year, Grant? other = null) =>
        (await new BudgetStatement(town.Database).OfYear((other ?? grant).Resident.Actor, (other ?? grant).BudgetNumber, year))!;

    /// <summary>Granted in 2025; three months claimed in that year, six in the next, of which one is corrected.</summary>
    private async Task<Grant> TwoYears()
    {
        var period = new Period(new(2025, 9, 1), new(2026, 12, 31));
        var held = await town.BudgetOf(11_456.78m, FundingForm.PersonHeld, period);
        var agreement = await town.Agreement(held, rate: 0.97m, hours: 740m, period);
        for (var month = new DateOnly(2025, 9, 1); month < new DateOnly(2026, 6, 1); month = month.AddMonths(1))
        {
            town.Clock.GoTo(month.AddMonths(1).AddDays(2));
            var claimed = await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, month, new(612.5m + month.Month)));
            Assert.That(claimed.IsRefused, Is.False);
        }

        await town.Reverse(held.BudgetNumber, 8, "dubbel");
        return held;
    }

    [Test]
    public async Task A_year_opens_with_what_the_year_before_closed_and_ends_with_what_the_portal_shows()
    {
        var (before, first, second) = (await OfYear(2024), await OfYear(2025), await OfYear(2026));

        Assert.That((before.Opening, before.Lines.Count, before.Closing), Is.EqualTo((Balance.Empty, 0, Balance.Empty)));
        Assert.That(first.Opening, Is.EqualTo(Balance.Empty));
        Assert.That(second.Opening, Is.EqualTo(first.Closing));
        Assert.That(second.Closing, Is.EqualTo((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance));
        Assert.That(first.Lines.Concat(second.Lines).Select(line => line.Number), Is.EqualTo(Enumerable.Range(1, 11)), "each posting once, in order");
        Assert.That(first.Lines.All(line => line.PostedOn.Year == 2025) && second.Lines.All(line => line.PostedOn.Year == 2026), Is.True);
        Assert.That(second.Lines[0].OccurredOn, Is.EqualTo(new DateOnly(2025, 12, 31)), "by the day of booking: a closed year stays closed");
    }

    [Test]
    public async Task Two_halves_of_a_year_make_the_year()
    {
        var statement = new BudgetStatement(town.Database);

        var whole = await OfYear(2026);
        var spring = (await statement.Of(town.Finance, grant.BudgetNumber, new Period(new(2026, 1, 1), new(2026, 3, 31))))!;
        var rest = (await statement.Of(town.Finance, grant.BudgetNumber, new Period(new(2026, 4, 1), new(2026, 12, 31))))!;

        Assert.That((spring.Opening, rest.Opening, rest.Closing), Is.EqualTo((whole.Opening, spring.Closing, whole.Closing)));
        Assert.That(spring.Lines.Concat(rest.Lines), Is.EqualTo(whole.Lines));
    }

    [Test]
    public async Task The_statement_of_somebody_else_does_not_exist()
    {
        var stranger = await town.Resident("Piet Vreemd");
        var statement = new BudgetStatement(town.Database);

        Assert.That(await statement.OfYear(stranger.Actor, grant.BudgetNumber, 2025), Is.Null);
        Assert.That(await statement.OfYear(town.CaseworkerOfHilversum, grant.BudgetNumber, 2025), Is.Null);
        Assert.That(await statement.OfYear(town.ProviderStaff, grant.BudgetNumber, 2025), Is.Null);
    }

    [Test]
    public async Task The_csv_has_a_byte_order_mark_the_described_columns_and_comma_decimals()
    {
        var statement = await OfYear(2026);

        var bytes = PostingsCsv.Write(statement, Dutch);

        Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()));
        var rows = Rows(bytes);
        Assert.That(rows[0], Is.EqualTo(PostingsCsv.Columns));
        Assert.That(rows, Has.Count.EqualTo(1 + statement.Lines.Count));
        foreach (var (line, row) in statement.Lines.Zip(rows.Skip(1)))
        {
            Assert.That((row[0], row[1], row[4]), Is.EqualTo((grant.BudgetNumber, line.Number.ToString(CultureInfo.InvariantCulture), line.Kind)));
            Assert.That(row[8..13], Is.EqualTo(new[] { line.Amount, line.After.Granted, line.After.Reserved, line.After.Spent, line.After.Available }.Select(amount => amount.ToDecimalComma())));
        }

        Assert.That(rows[1][8], Is.EqualTo("605,77"), "0,97 × 624,5 hours, rounded once");
        Assert.That(rows[^1][13], Is.EqualTo("8"), "a correction names what it corrects");
    }

    [TestCase("=cmd|' /C calc'!A0")]
    [TestCase("+31612345678 Fatima")]
    [TestCase("-2+3 Fatima")]
    [TestCase("@SUM(A1)")]
    public async Task A_name_that_a_spreadsheet_would_run_is_disarmed(string name)
    {
        foreach (var (budget, culture) in new[] { (await HeldBy(name), Dutch), (await FollowedTo(name), Dutch), (await HeldBy(name), English), (await FollowedTo(name), English) })
        {
            var rows = Rows(PostingsCsv.Write(await OfYear(2026, budget), culture));

            Assert.That(rows.Any(row => row[5].Contains(name, StringComparison.Ordinal)), Is.True, "the name itself stays readable");
            Assert.That(rows.SelectMany(row => row).Where(cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal)), Is.Empty);
        }
    }

    private async Task<Grant> HeldBy(string helper)
    {
        var held = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreement = await new ApproveCareAgreement(town.Database).Do(town.Caseworker, town.Key(),
            new(held.BudgetNumber, helper, HelperKind.Network, new(100), new(40m), Period.Year(2026)));
        await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement.Value, new(2026, 5, 1), new(10m)));
        return held;
    }

    private async Task<Grant> FollowedTo(string name)
    {
        var agb = $"{++providers:D8}";
        var provider = await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(agb, agb, name, "", "", ""));
        var contract = await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(),
            new(provider.Value, Town.Huizen, Town.Guidance, new(6000), Period.Year(2026)));
        var following = await town.BudgetOf(600m);
        var chosen = await town.Choose(following, contract.Value);
        var line = new Assigned(following, await Assigned.BsnOf(town, following), chosen.AssignmentNumber).Debit("R1", 5, 2);
        var declaration = DeclarationOf.Lines("M1", line);
        Assert.That((await town.Import(declaration with { Header = declaration.Header with { SenderAgb = agb } })).Result!.Rejected, Is.Zero);
        return following;
    }

    [Test]
    public async Task The_pdf_holds_every_amount_of_every_line_and_of_both_balances()
    {
        foreach (var culture in new[] { Dutch, English })
        {
            var statement = await OfYear(2026);

            var text = await TextOf(StatementDocument.Write(statement, culture));

            // Of a PGB nothing is reserved in the ledger.
            var balances = statement.Lines.Select(line => line.After).Append(statement.Opening).Append(statement.Closing);
            var amounts = balances.SelectMany(balance => new[] { balance.Granted, balance.Spent, balance.Available })
                .Concat(statement.Lines.Select(line => line.Amount));
            var missing = amounts.Select(amount => amount.ToString().Replace('\u00A0', ' ')).Distinct().Where(amount => !text.Contains(amount, StringComparison.Ordinal));
            Assert.That(missing, Is.Empty, text);
            Assert.That(text, Does.Contain(grant.BudgetNumber).And.Contain("Jan Jansen").And.Contain("Fatima El Amrani"));
            Assert.That(text, Does.Contain(culture == Dutch ? "telt elk bedrag op de dag van boeken" : "counts each amount on the day of posting"), "the account of the year may say otherwise");
        }
    }

    [Test]
    public async Task Of_a_budget_that_was_ended_before_its_time_the_paper_says_both_days()
    {
        var ended = await town.BudgetOf(100m, FundingForm.PersonHeld);
        Assert.That((await new WithdrawProvision(town.Database).Do(
            town.Caseworker, town.Key(), new(ended.RequestNumber, ended.BudgetNumber, new(2026, 6, 30), WithdrawalGround.B, "Het is niet meer nodig."))).Refusal, Is.Null);

        var text = string.Join(' ', (await TextOf(StatementDocument.Write(await OfYear(2026, ended), Dutch))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.That(text, Does.Contain("1 januari 2026 tot en met 31 december 2026, gestopt op 30 juni 2026"));
    }

    [Test]
    public async Task The_pdf_of_a_PGB_speaks_of_what_is_left_and_not_of_a_provider()
    {
        var held = await TextOf(StatementDocument.Write(await OfYear(2026, await HeldBy("Fatima El Amrani")), Dutch));
        Assert.That(held, Does.Contain("Over: het geld dat nog niet is besteed.").And.Not.Contain("Gereserveerd").And.Not.Contain("aanbieder"));
        var followed = await TextOf(StatementDocument.Write(await OfYear(2026, await FollowedTo("De Helpende Hand")), Dutch));
        Assert.That(followed, Does.Contain("Gereserveerd").And.Contain("Vrij:"));
    }

    private static async Task<string> TextOf(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, pdf);
            var start = new ProcessStartInfo("pdftotext", ["-layout", path, "-"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            using var process = Process.Start(start)!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero);
            return text.Replace('\u00A0', ' ');
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>No cell of these holds a quote, a semicolon or a line end of its own, so splitting is reading.</summary>
    private static List<string[]> Rows(byte[] csv) =>
        [.. Encoding.UTF8.GetString(csv[3..]).TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(row => row.Split(';').Select(cell => cell.Trim('"')).ToArray())];
}
