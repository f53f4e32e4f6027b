using System.Globalization;
using Budget.Core.Invoices;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>`Portal import` as it is typed: a month of the demo town, and the same month in disorder.</summary>
public sealed class ImportCommandTests
{
    private const int LinesAMessage = 8;
    private static readonly Period Month = Period.Month(2026, 6);

    [Test]
    public async Task A_month_in_another_order_and_with_half_of_it_sent_twice_gives_the_same_books()
    {
        await using var inOrder = await RunningPortal.Start();
        await using var inDisorder = await RunningPortal.Start();
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

        Assert.That(await Content(inDisorder), Is.EqualTo(await Content(inOrder)));
    }

    private static Declaration Message(Declaration whole, string identification, params DeclarationLine[] lines) => whole with
    {
        Header = whole.Header with { Identification = identification, DatedOn = RunningPortal.Today },
        Number = identification,
        DatedOn = RunningPortal.Today,
        Lines = lines,
        Total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.SignedAmount),
    };

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
