using Budget.Core.Budgets;
using Budget.Core.Invoices;

namespace Budget.Tests.Databases;

/// <summary>A message is asked about in groups of lines; what becomes of a line must not depend on where the groups begin and end.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class LinesInGroupsTests(Engine engine)
{
    private const int Clients = 4;
    private const int Lines = 190;

    /// <summary>Slips of every kind that another line of the message can cause, and some that it cannot; the same for the same seed.</summary>
    private static List<DeclarationLine> Sent(List<Assigned> clients, int seed)
    {
        var chance = new Random(seed);
        List<DeclarationLine> lines = [];
        for (var number = 1; number <= Lines; number++)
        {
            var client = clients[chance.Next(Clients)];
            var line = client.Debit(FormattableString.Invariant($"R{number}"), chance.Next(1, 6), chance.Next(0, 9));
            lines.Add(chance.Next(12) switch
            {
                0 when lines.Count > 0 => line with { Reference = lines[chance.Next(lines.Count)].Reference },
                1 when lines.Count > 0 => lines[chance.Next(lines.Count)] is var before && before is { IsCredit: false, Amount.IsPositive: true } ? before.CreditedBy(line.Reference) : line,
                2 => line with { AssignmentNumber = 999 },
                3 => line with { Bsn = clients[(clients.IndexOf(client) + 1) % Clients].Bsn },
                4 => line.With(line.Volume, rate: 6001),
                5 => line.With(hours: 200),
                _ => line,
            });
        }

        // A file holds the lines of one client together.
        return [.. lines.GroupBy(line => line.Bsn).SelectMany(client => client)];
    }

    private async Task<(IReadOnlyList<string> Lines, IReadOnlyList<string> Balances)> Outcome(int seed, bool inOneMessage)
    {
        await using var town = await Town.On(engine);
        List<Assigned> clients = [];
        while (clients.Count < Clients)
        {
            clients.Add(await Assigned.In(town));
        }

        var lines = Sent(clients, seed);
        // A debit earlier, so that a credit in the message has something to take back.
        var first = lines.Where(line => !line.IsCredit && lines.Any(credit => credit.PreviousReference == line.Reference)).DistinctBy(line => line.Reference).Take(6).ToArray();
        await town.Import("BEFORE", first);
        lines.RemoveAll(first.Contains);
        var inOrder = lines.OrderBy(line => !line.IsCredit).ToList();
        Dictionary<int, string> codes = [];
        var messages = inOneMessage ? [[.. lines]] : inOrder.Select(line => new[] { line }).ToList();
        foreach (var (place, message) in messages.Index())
        {
            var result = await town.Import($"M{place}", message);
            foreach (var (at, said) in (await town.LinesOf(result)).Index())
            {
                codes[inOneMessage ? inOrder.FindIndex(line => ReferenceEquals(line, lines[at])) : place] = said;
            }
        }

        await town.MustBeSound();
        var balances = new List<string>();
        foreach (var client in clients)
        {
            balances.Add((await new BudgetOverview(town.Database).Of(town.Finance, client.Grant.BudgetNumber))!.Balance.ToString());
        }

        return ([.. codes.OrderBy(pair => pair.Key).Select(pair => pair.Value)], balances);
    }

    [Test]
    public async Task A_long_message_has_the_answers_that_its_lines_would_have_one_by_one([Values(1, 2)] int seed)
    {
        var together = await Outcome(seed, inOneMessage: true);
        var apart = await Outcome(seed, inOneMessage: false);

        Assert.That(together.Lines, Is.EqualTo(apart.Lines));
        Assert.That(together.Balances, Is.EqualTo(apart.Balances));
        Assert.That(string.Join(' ', together.Lines), Does.Contain("8017").And.Contain("8021").And.Contain("8187").And.Contain("9338").And.Contain("9369").And.Contain("9389"), "the message tries them");
        Assert.That(together.Lines.Count(said => !said.Contains(' ', StringComparison.Ordinal)), Is.GreaterThan(10), "and some are right");
    }
}
