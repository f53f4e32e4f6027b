using System.Diagnostics;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Tests.Databases;

namespace Budget.Tests.Faults;

/// <summary>
/// kill -9 of a process that does nothing but book, at any moment of a run of real claims, again and again (of the portal, over HTTP: <see cref="PortalUnderLoadTests"/>): every claim that was acknowledged is there, once, with the answer that was
/// given; none is there by half.
/// </summary>
[Category("Tools")]
public sealed class KillTests
{
    private static readonly Period Years = new(new(2021, 1, 1), new(2026, 12, 31));

    [TestCase(Engine.Sqlite, 12)]
    [TestCase(Engine.PostgreSql, 8)]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_a_process_that_books_is_killed(Engine engine, int kills)
    {
        await using var town = await Town.On(engine);
        await PlayUntilDone(town, kills, new Random(20261122), crash: null);
    }

    [Test]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_database_server_is_killed()
    {
        await using var server = await PostgresServer.Start();
        await using var town = await Town.At(server.ConnectionString);
        await PlayUntilDone(town, kills: 3, new Random(7), server.Crash);
    }

    /// <param name="crash">Crashes the database instead of the writer; the writer then goes on by itself, or ends and is started again.</param>
    private static async Task PlayUntilDone(Town town, int kills, Random chance, Func<Task>? crash)
    {
        var resident = await town.Resident();
        var budgets = new List<Grant>();
        var agreements = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            budgets.Add(await town.BudgetOf(KilledWriter.Months, FundingForm.PersonHeld, Years, resident));
            agreements.Add(await town.Agreement(budgets[number], period: Years));
        }

        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var run = 0; run <= kills; run++)
        {
            using var writer = Start(town, resident, agreements);
            var heard = Listen(writer);
            if (run < kills)
            {
                // Starting takes a while; then anywhere in the claims that are left.
                await Task.WhenAny(heard, Task.Delay(chance.Next(250, 900)));
                await (crash is null ? Kill(writer) : crash());
            }

            foreach (var line in await heard)
            {
                var (claim, answer) = (line[..line.IndexOf(' ', line.IndexOf(' ', StringComparison.Ordinal) + 1)], line);
                Assert.That(answers.TryGetValue(claim, out var before) ? before : answer, Is.EqualTo(answer), $"run {run}: another answer than the first time");
                answers[claim] = answer;
            }

            await town.MustBeSound();
            Assert.That(await Sql.Count(town, "claims"), Is.GreaterThanOrEqualTo(answers.Values.Count(answer => !answer.EndsWith("refused", StringComparison.Ordinal))), $"run {run}: acknowledged and gone");
        }

        Assert.That(answers, Has.Count.EqualTo(3 * KilledWriter.Months), "the last run was left alone, and did everything");
        Assert.That(answers.Values, Has.None.EndsWith("refused"));
        Assert.That(await Sql.Count(town, "claims"), Is.EqualTo(3 * KilledWriter.Months));
        Assert.That(await Sql.Count(town, "postings WHERE kind = 'claim'"), Is.EqualTo(3 * KilledWriter.Months));
        var rows = await Rows.Of(town.ConnectionString, "SELECT a.number, c.starts_on, c.amount_cents, p.available_cents FROM claims c JOIN care_agreements a ON a.id = c.agreement_id JOIN postings p ON p.budget_id = c.budget_id AND p.number = c.posting_number");
        Assert.That(rows.Select(row => row.Split(' ')).Select(cells => $"{cells[0]} {Month(cells[1..^2])} {cells[^2]} {cells[^1]}"), Is.EquivalentTo(answers.Values), "each answer is what stands in the books");
    }

    /// <summary>SQLite gives 2026-05-01, the PostgreSQL driver a moment: 05/01/2026 00:00:00.</summary>
    private static string Month(string[] cells) => cells[0].Contains('/', StringComparison.Ordinal) ? $"{cells[0][6..]}-{cells[0][..2]}" : cells[0][..7];

    private static async Task Kill(Process writer)
    {
        if (!writer.HasExited)
        {
            writer.Kill();
        }

        await writer.WaitForExitAsync();
    }

    private static Process Start(Town town, Resident resident, List<string> agreements) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(KilledWriter).Assembly.Location, town.ConnectionString, resident.Actor.UserId.Value.ToString("D"), .. agreements])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Whole lines only: what was cut off by the kill was not said.</summary>
    private static async Task<List<string>> Listen(Process writer)
    {
        _ = writer.StandardError.ReadToEndAsync();
        var said = await writer.StandardOutput.ReadToEndAsync();
        return [.. said[..(said.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
