using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>All statements of a town in a folder: complete, described, gone on with after any end, and one bad case stops no other.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ExportStatementsTests(Engine engine)
{
    private static readonly ExportStatements.Wanted Wanted = new(new StatementSelection(Period.Year(2026)), CultureInfo.GetCultureInfo("nl-NL"), "https://eigenregie.example.nl/controleer");
    private Town town = null!;
    private string folder = null!;
    private readonly List<string> numbers = [];
    private static readonly string[] Forms = ["pvb", "pgb", "pvb"];

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-export-").FullName;
        town = await Town.On(engine);
        numbers.Clear();
        foreach (var form in new[] { FundingForm.PersonFollowing, FundingForm.PersonHeld, FundingForm.PersonFollowing })
        {
            numbers.Add((await town.BudgetOf(600m, form)).BudgetNumber);
        }
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<ExportStatements.Answer> Export(ExportStatements.Wanted? wanted = null, Actor? by = null, string? into = null) =>
        new ExportStatements(town.Database).Into(into ?? folder, [by ?? town.Finance], wanted ?? Wanted, static (_, _) => Task.CompletedTask);

    private string PathOf(string name) => Path.Combine(folder, name);

    private List<string[]> Index() =>
        [.. Encoding.UTF8.GetString(File.ReadAllBytes(PathOf(ExportFolder.IndexName))[3..]).TrimEnd().Split('\n').Select(row => row.TrimEnd('\r').Split(';').Select(cell => cell.Trim('"')).ToArray())];

    [Test]
    public async Task There_is_a_paper_of_each_budget_and_the_index_says_what_it_is()
    {
        var made = await Export();

        Assert.That((made.Made, made.Before, made.Faults.Count), Is.EqualTo((3, 0, 0)));
        var rows = Index();
        Assert.That(rows[0], Is.EqualTo(ExportFolder.Columns));
        Assert.That(rows[1..].Select(row => row[0]), Is.EqualTo(numbers));
        foreach (var row in rows[1..])
        {
            var bytes = await File.ReadAllBytesAsync(PathOf(row[^3]));
            var statement = (await new BudgetStatement(town.Database).OfYear(town.Finance, row[0], 2026))!;
            Assert.That(bytes, Is.EqualTo(StatementDocument.Write(statement, Wanted.Culture, Wanted.CheckAddress)), "the same as who asks for one gets");
            Assert.That((row[^1], row[^2], row[^4], row[12]), Is.EqualTo((
                Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length.ToString(CultureInfo.InvariantCulture), statement.Code, statement.Closing.Available.ToDecimalComma())));
            Assert.That((await new CheckStatement(town.Database).Of(row[^4])).Verdict, Is.EqualTo(CheckStatement.Verdict.InTheBooks));
        }

        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo([.. rows[1..].Select(row => row[^3]), ExportFolder.IndexName, ExportFolder.HashesName, ExportFolder.AboutName]), "and nothing half");
        Assert.That((await File.ReadAllLinesAsync(PathOf(ExportFolder.HashesName))).Length, Is.EqualTo(3));
        Assert.That(rows[1..].Select(row => row[2]), Is.EqualTo(Forms), "as people call them");
        Assert.That(await File.ReadAllTextAsync(PathOf(ExportFolder.AboutName)), Does.Contain("Geboekt van 01-01-2026 tot en met 31-12-2026").And.Contain("Aanbieder (AGB): alle").And.Not.Contain("{"));
    }

    [Test]
    public async Task The_index_of_a_time_adds_up_to_the_trial_balance_of_its_last_day()
    {
        // One that begins next year, and one that was granted after the time.
        await town.BudgetOf(700m, FundingForm.PersonHeld, Period.Year(2027));
        var lastDay = town.Today;
        town.Clock.GoTo(lastDay.AddDays(1));
        var later = (await town.BudgetOf(800m)).BudgetNumber;

        await Export(Wanted with { Which = new(new Period(new(2026, 1, 1), lastDay)) });

        var rows = Index()[1..];
        Money Sum(string column) => new(rows.Sum(row => long.Parse(row[ExportFolder.Columns.ToList().IndexOf(column)].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        var balance = (await new TrialBalance(town.Database).On(town.Finance, lastDay))!.ByBooking;
        Assert.That((Sum("toegekend"), Sum("gereserveerd"), Sum("besteed"), Sum("beschikbaar")), Is.EqualTo((balance.Granted, balance.Reserved, balance.Spent, balance.Available)));
        Assert.That((rows.Count, balance.Granted, rows.Any(row => row[0] == later)), Is.EqualTo((4, new Money(250_000), false)));
        Assert.That(await new StatementsOfTown(town.Database).Numbers(town.Finance, new(Period.Year(2028))), Has.Count.EqualTo(5), "what stands in the books stands there until somebody takes it away");
    }

    [Test]
    public async Task Ended_in_the_middle_of_a_paper_and_of_a_line_it_goes_on_and_the_whole_is_the_same()
    {
        var whole = Directory.CreateTempSubdirectory("eigenregie-export-").FullName;
        await Export(into: whole);
        // As a killed run leaves it: one paper with its line, one without, half a paper, half a line.
        var first = (await File.ReadAllBytesAsync(Path.Combine(whole, $"overzicht-{numbers[0]}-2026.pdf"))).ToArray();
        await File.WriteAllBytesAsync(PathOf($"overzicht-{numbers[0]}-2026.pdf"), first);
        await File.WriteAllBytesAsync(PathOf($"overzicht-{numbers[1]}-2026.pdf.part"), first[..100]);
        var statement = (await new BudgetStatement(town.Database).OfYear(town.Finance, numbers[0], 2026))!;
        using (var begun = ExportFolder.Open(folder, Wanted.About))
        {
            begun.Keep([begun.Put(statement, first, $"overzicht-{numbers[0]}-2026.pdf")]);
        }

        await File.AppendAllTextAsync(PathOf("index.part"), $"{numbers[1]}\tna");

        var made = await Export();

        Assert.That((made.Made, made.Before), Is.EqualTo((2, 1)));
        foreach (var file in Directory.GetFiles(whole))
        {
            Assert.That(await File.ReadAllBytesAsync(PathOf(Path.GetFileName(file))), Is.EqualTo(await File.ReadAllBytesAsync(file)), file);
        }

        Directory.Delete(whole, recursive: true);
    }

    [Test]
    public async Task A_paper_that_is_gone_or_cut_off_since_its_line_is_made_again()
    {
        var statement = (await new BudgetStatement(town.Database).OfYear(town.Finance, numbers[0], 2026))!;
        using (var begun = ExportFolder.Open(folder, Wanted.About))
        {
            begun.Keep([begun.Put(statement, new byte[500], $"overzicht-{numbers[0]}-2026.pdf")]);
        }

        await File.WriteAllBytesAsync(PathOf($"overzicht-{numbers[0]}-2026.pdf"), new byte[499]);

        Assert.That((await Export()).Made, Is.EqualTo(3));
    }

    [Test]
    public async Task A_folder_of_another_export_is_left_as_it_is_and_one_that_is_finished_says_so()
    {
        using (ExportFolder.Open(folder, "another"))
        {
            Assert.That(async () => await Export(), Throws.InvalidOperationException.With.Message.Contains("at work"));
        }

        Assert.That(async () => await Export(), Throws.InvalidOperationException.With.Message.Contains("another export"));
        File.Delete(PathOf(ExportFolder.AboutName));
        await Export();
        var papers = Directory.GetFiles(folder).Select(file => (file, File.GetLastWriteTimeUtc(file))).ToList();
        var again = await Export();
        Assert.That((again.Made, again.Before), Is.EqualTo((0, 3)));
        Assert.That(Directory.GetFiles(folder).Select(file => (file, File.GetLastWriteTimeUtc(file))), Is.EquivalentTo(papers));
        Assert.That(async () => await Export(Wanted with { Culture = CultureInfo.GetCultureInfo("en-GB") }), Throws.InvalidOperationException);
    }

    [Test]
    public async Task One_budget_whose_books_contradict_one_another_is_listed_and_stops_no_other()
    {
        await Rows.Execute(town.ConnectionString, $"""
            INSERT INTO year_balances (budget_id, year, posting_number, available_cents, reserved_cents, payable_cents, paid_cents, hash)
            SELECT id, 2025, 1, 5, 0, 0, 0, '{new string('0', 64)}'
            FROM budgets
            WHERE number = '{numbers[1]}'
            """);

        var made = await Export();

        Assert.That((made.Made, made.Faults.Keys.Single()), Is.EqualTo((2, numbers[1])));
        Assert.That(await File.ReadAllTextAsync(PathOf(ExportFolder.FaultsName)), Does.Contain(numbers[1]).And.Contain("closed with another balance"));
        Assert.That(Index()[1..].Select(row => row[0]), Is.EqualTo([numbers[0], numbers[2]]));
    }

    [Test]
    [Platform(Include = "Linux", Reason = "A file that takes nothing, as on a full disk, is Linux's.")]
    public async Task On_a_full_disk_it_says_so_in_one_line_leaves_nothing_that_looks_whole_and_goes_on_when_there_is_room()
    {
        foreach (var number in numbers)
        {
            File.CreateSymbolicLink(PathOf($"overzicht-{number}-2026.pdf.part"), "/dev/full");
        }

        Assert.That(async () => await Export(), Throws.InstanceOf<IOException>().With.Message.Contains("No space left"), "one line, also when all stop at once");
        Assert.That(Directory.GetFiles(folder, "*.pdf"), Is.Empty);
        File.Delete(PathOf($"overzicht-{numbers[0]}-2026.pdf.part"));
        Assert.That(async () => await Export(), Throws.InstanceOf<IOException>());
        foreach (var paper in Directory.GetFiles(folder, "*.pdf"))
        {
            Assert.That((await File.ReadAllBytesAsync(paper)).AsSpan().EndsWith("%%EOF\n"u8), Is.True, "what has its name is whole");
        }

        foreach (var number in numbers[1..])
        {
            File.Delete(PathOf($"overzicht-{number}-2026.pdf.part"));
        }

        File.CreateSymbolicLink(PathOf($"{ExportFolder.IndexName}.part"), "/dev/full");
        Assert.That(async () => await Export(), Throws.InstanceOf<IOException>(), "full at the last moment");
        Assert.That(File.Exists(PathOf(ExportFolder.IndexName)), Is.False, "without its list the folder is not whole");
        File.Delete(PathOf($"{ExportFolder.IndexName}.part"));

        var made = await Export();
        Assert.That((made.Made, made.Before, made.Faults.Count), Is.EqualTo((0, 3, 0)), "each was there already");
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(
            numbers.Select(number => $"overzicht-{number}-2026.pdf").Concat([ExportFolder.IndexName, ExportFolder.HashesName, ExportFolder.AboutName])));
    }

    [Test]
    public async Task A_selection_narrows_it_down_and_who_may_not_see_the_books_gets_nothing()
    {
        Assert.That((await Export(Wanted with { Which = new(Period.Year(2026), FundingForm: "personheld") })).Made, Is.EqualTo(1));
        foreach (var which in new[] { new StatementSelection(Period.Year(2026), Product: "99X99"), new(Period.Year(2026), Provider: "00000000"), new(Period.Year(2026), Neighbourhood: "nergens"), new(Period.Year(2020)) })
        {
            Assert.That(await new StatementsOfTown(town.Database).Numbers(town.Finance, which), Is.Empty, which.ToString());
        }

        Assert.That(await new StatementsOfTown(town.Database).Numbers(town.Caseworker, Wanted.Which), Is.Empty);
        Assert.That(await new StatementsOfTown(town.Database).Of(town.CaseworkerOfHilversum, numbers, Wanted.Which.Booked), Is.Empty);
    }

    [Test]
    public async Task Each_resident_can_see_that_a_paper_was_made_of_the_own_budget()
    {
        await Export();

        Assert.That(await Sql.Count(town, "traces WHERE what = 'BudgetStatement' AND resident_id IS NOT NULL"), Is.EqualTo(3));
    }
}
