using System.Globalization;
using Budget.Core.Departures;
using Budget.Core.Invoices;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Tests.Properties;

namespace Budget.Tests.Databases;

/// <summary>`Portal import` as it is typed: a published message, a month of the demo town, and the same month in disorder.</summary>
public sealed class ImportCommandTests
{
    private static readonly int Residents = Thorough.Times(few: 40, many: 3_000);
    private static readonly int LinesAMessage = Thorough.Times(few: 8, many: 60);
    private static readonly Period Month = Period.Month(2026, 6);

    [Test]
    public async Task The_published_example_is_taken_in_where_it_is_addressed_and_refused_in_one_line_elsewhere()
    {
        await using var portal = await RunningPortal.Start();
        var (sample, answer) = (Path.Combine(portal.Folder, "sample.xml"), Path.Combine(portal.Folder, "answer.xml"));
        var published = await File.ReadAllTextAsync(Unit.DeclarationExample.Published("samples", "WMO323.xml"));
        await File.WriteAllTextAsync(sample, published);

        var elsewhere = await portal.Run("import", sample, "--answer", answer);
        Assert.That((elsewhere.ExitCode, elsewhere.Output, elsewhere.Errors.Trim().Split('\n').Length), Is.EqualTo((2, "", 1)));
        Assert.That(File.Exists(answer), Is.False, "who is not the addressee does not answer");

        await File.WriteAllTextAsync(sample, published.Replace("Ontvanger>0384<", "Ontvanger>0406<", StringComparison.Ordinal));
        var here = await portal.Run("import", sample, "--answer", answer);
        Assert.That((here.ExitCode, here.Errors), Is.EqualTo((0, "")));
        Assert.That(here.Output, Does.Contain("Declaration DN001 of 65656055 was taken in.").And.Contain("0 accepted").And.Contain($"submitted {new Money(58_000)}, accepted {Money.Zero}"));
        Assert.That(await File.ReadAllTextAsync(answer), Does.Contain("RetourCode>9338<"), "no assignment of the example lives here");
    }

    [Test]
    public async Task Every_return_code_of_a_declaration_comes_back_from_the_command()
    {
        await using var portal = await RunningPortal.Start();
        var whole = (await Wholes(portal)).First(one => one.Header.MunicipalityCode == Town.Huizen && one.Lines.Count(line => line.Unit != "83") > 3);
        var right = whole.Lines.Where(line => line.Unit != "83").DistinctBy(line => line.Bsn).ToList();
        var (line, second, third) = (right[0], right[1], right[2]);
        DeclarationLine Wrong(string reference, Func<DeclarationLine, DeclarationLine> change) => change(line with { Reference = reference });
        List<string> said = [];

        // One that is right in all; then what can be wrong with a line, with that one behind it.
        said.AddRange(await Codes(portal, Message(whole, "C1", second)));
        said.AddRange(await Codes(portal, Message(whole, "C2", second.CreditedBy("CR1"))));
        said.AddRange(await Codes(portal, Message(whole, "C3", line)));
        said.AddRange(await Codes(portal, Message(
            whole, "C4",
            Wrong("W1", one => one with { Bsn = second.Bsn }),
            Wrong("W2", one => one with { Category = one.Category == "01" ? "02" : "01" }),
            Wrong("W3", one => one with { ProductCode = "99X99" }),
            Wrong("W4", one => one with { Unit = one.Unit == "16" ? "04" : "16" }),
            Wrong("W5", one => one with { Period = Period.Month(2022, 1) }),
            Wrong("W6", one => one with { Period = new(Month.StartsOn.AddDays(1), Month.EndsOn) }),
            Wrong("W7", one => one with { Period = new(Month.StartsOn, Month.EndsOn.AddDays(-1)) }),
            Wrong("W8", one => one with { Amount = one.Amount + new Money(1) }),
            Wrong("W9", one => one with { Rate = one.Rate + new Money(1) }),
            Wrong("W10", one => one with { AssignmentNumber = 999_999_999 }),
            Wrong("W11", one => 90_000_000 / one.Rate!.Value.Cents is var far ? one with { Volume = far, Amount = new Money(far * one.Rate.Value.Cents) } : one),
            Wrong("W11", one => one),
            Wrong("W12", one => one.CreditedBy("W13")),
            second.CreditedBy("W14"))));
        said.AddRange(await Codes(portal, Message(whole, "C5", Wrong("W16", one => one)) with { Period = Period.Month(2026, 5) }));

        // What can be wrong with the message.
        said.AddRange(await Codes(portal, Message(whole, "C5", second with { Reference = "W17" }), exitCode: 2));
        said.AddRange(await Codes(portal, Message(whole, "C6", second with { Reference = "W18" }) with { Number = "C5" }, exitCode: 2));
        var tomorrow = Message(whole, "C7", second with { Reference = "W19" });
        said.AddRange(await Codes(portal, tomorrow with { Header = tomorrow.Header with { DatedOn = RunningPortal.Today.AddDays(1) } }, exitCode: 2));
        var other = Message(whole, "C8", second with { Reference = "W20" });
        said.AddRange(await Codes(portal, other with { Header = other.Header with { MessageSchemaVersion = "2.0.0" } }, exitCode: 2));

        var verified = await portal.Run("verify");
        Assert.That((verified.ExitCode, verified.Errors), Is.EqualTo((0, "")));

        // An assignment that never ran: none of the demo is, and of one that was declared on no deed makes it.
        await portal.Database.Overwrite(async session => await session.Execute("""
            INSERT INTO assignment_ends (assignment_id, ended_on, reason, ended_by, ended_at)
            SELECT id, @Day, 'client', chosen_by, chosen_at
            FROM assignments
            WHERE number = @AssignmentNumber
              AND municipality_code = '0406'
            """, new { third.AssignmentNumber, Day = new DateOnly(2020, 1, 1) }));
        said.AddRange(await Codes(portal, Message(whole, "C9", third with { Reference = "W15" })));
        Assert.That(said.Distinct().Order(StringComparer.Ordinal), Is.EqualTo(ReturnCode.All.Select(code => code.Code).Order(StringComparer.Ordinal)));
    }

    private static Declaration Message(Declaration whole, string identification, params DeclarationLine[] lines) => whole with
    {
        Header = whole.Header with { Identification = identification, DatedOn = RunningPortal.Today },
        Number = identification,
        DatedOn = RunningPortal.Today,
        Lines = lines,
        Total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.SignedAmount),
    };

    /// <summary>The codes in the answer to a message that was handed to the command.</summary>
    private static async Task<IEnumerable<string>> Codes(RunningPortal portal, Declaration message, int exitCode = 0)
    {
        var file = Path.Combine(portal.Folder, $"{message.Header.Identification}-{message.Number}-{message.Lines[0].Reference}.xml");
        await File.WriteAllBytesAsync(file, DeclarationOf.Bytes(message));
        var taken = await portal.Run("import", file, "--answer", $"{file}.answer");
        Assert.That(taken.ExitCode, Is.EqualTo(exitCode), taken.Output + taken.Errors);
        return (await File.ReadAllTextAsync($"{file}.answer")).Split("RetourCode>").Where(part => part.Length > 4 && part[4] == '<').Select(part => part[..4]);
    }

    [Test]
    public async Task Of_who_died_a_line_of_later_days_comes_back_and_one_until_then_is_taken()
    {
        await using var portal = await RunningPortal.Start();
        var whole = (await Wholes(portal)).First(one => one.Header.MunicipalityCode == Town.Huizen && one.Lines.Any(IsWholeMonth));
        var line = whole.Lines.First(IsWholeMonth);
        var user = (await new SignedInUser(portal.Database).ByLogin("consulent"))!;
        var request = await portal.Database.Read(session => session.Single<string>("""
            SELECT request.number
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            JOIN decisions d ON d.id = b.decision_id
            JOIN support_requests request ON request.id = d.request_id
            WHERE a.number = @AssignmentNumber
              AND a.municipality_code = '0406'
            """, new { line.AssignmentNumber }));

        var written = await new WriteDownDeparture(portal.Database).Do(
            new Actor(user.UserId, Role.Caseworker, user.MunicipalityCode), IdempotencyKey.Of("who-died-1"), new(request, DepartureReason.Died, Month.StartsOn.AddDays(9)));

        Assert.That(written.Refusal, Is.Null);
        var until = line with { Reference = "TOT", Volume = 1, Amount = line.Rate!.Value, Period = new(Month.StartsOn, Month.StartsOn.AddDays(9)) };
        Assert.That(await Codes(portal, Message(whole, "D1", line)), Does.Contain("9308").And.Not.Contain("8001"));
        Assert.That(await Codes(portal, Message(whole, "D2", until)), Does.Contain("8001"));
        Assert.That(await Codes(portal, Message(whole, "D3", until.CreditedBy("TERUG"))), Does.Contain("8001"), "a right credit is never refused");
        Assert.That((await portal.Run("verify")).ExitCode, Is.Zero);
    }

    private static bool IsWholeMonth(DeclarationLine line) => line.Unit != "83" && line.Period == Month;

    [Test]
    public async Task A_month_in_another_order_and_with_half_of_it_sent_twice_gives_the_same_books()
    {
        await using var inOrder = await RunningPortal.Start();
        await using var inDisorder = await RunningPortal.Start();
        if (Thorough.IsLong)
        {
            await Grow(inOrder);
            await Grow(inDisorder);
        }

        Assert.That(await Content(inOrder), Is.EqualTo(await Content(inDisorder)), "the same seed makes the same town");
        var messages = await Messages(inOrder);
        Assert.That(messages, Has.Count.GreaterThanOrEqualTo(4));

        foreach (var message in messages)
        {
            Assert.That((await Import(inOrder, message)).Output, Does.Contain("was taken in").And.Contain(" 0 rejected"), message);
        }

        var shuffled = messages.ToArray();
        var chance = new Random(6);
        chance.Shuffle(shuffled);
        foreach (var message in shuffled)
        {
            await Import(inDisorder, message);
        }

        foreach (var message in shuffled.Take(shuffled.Length / 2))
        {
            Assert.That((await Import(inDisorder, message)).Output, Does.Contain("Taken in before").And.Contain(" 0 rejected"));
        }

        var content = await Content(inOrder);
        Assert.That(await Content(inDisorder), Is.EqualTo(content));
        await TestContext.Out.WriteLineAsync($"{messages.Count} messages of a town of {Residents} residents; {content}");
    }

    private static async Task Grow(RunningPortal portal) =>
        Assert.That((await portal.Run("demo", "--reset", "--residents", Residents.ToString(CultureInfo.InvariantCulture))).ExitCode, Is.Zero);

    private static async Task<RunningPortal.Verb> Import(RunningPortal portal, string file)
    {
        var answer = $"{file}.answer";
        var taken = await portal.Run("import", file, "--answer", answer);
        Assert.That(taken.ExitCode, Is.Zero, taken.Errors);
        Assert.That(await File.ReadAllTextAsync(answer), Does.Contain("RetourCode>8001<"));
        return taken;
    }

    private static async Task<string> Content(RunningPortal portal)
    {
        var verified = await portal.Run("verify", "--content");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
        return verified.Output.Split('\n').Single(line => line.StartsWith("Content: ", StringComparison.Ordinal));
    }

    /// <summary>What every provider would declare for the month, a few lines a message.</summary>
    private static async Task<List<string>> Messages(RunningPortal portal)
    {
        List<string> files = [];
        foreach (var whole in await Wholes(portal))
        {
            foreach (var lines in whole.Lines.Chunk(LinesAMessage))
            {
                var identification = string.Create(CultureInfo.InvariantCulture, $"MAAND{files.Count + 1}");
                files.Add(Path.Combine(portal.Folder, $"{identification}.xml"));
                await File.WriteAllBytesAsync(files[^1], DeclarationOf.Bytes(Message(whole, identification, lines)));
            }
        }

        return files;
    }

    private static async Task<List<Declaration>> Wholes(RunningPortal portal)
    {
        List<Declaration> wholes = [];
        foreach (var provider in await portal.Database.Read(session => session.List<ProviderRow>("SELECT id AS Id, agb AS Agb FROM providers ORDER BY agb")))
        {
            foreach (var municipality in (string[])[Town.Huizen, "0402"])
            {
                if (await new DeclarationOfMonth(portal.Database).Of(provider.Id, municipality, Month) is { } whole)
                {
                    wholes.Add(whole);
                }
            }
        }

        return wholes;
    }

    private sealed record ProviderRow(ProviderId Id, string Agb);
}
