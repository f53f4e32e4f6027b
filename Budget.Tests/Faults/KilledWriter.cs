using System.Globalization;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Faults;

/// <summary>
/// A process that forwards claims, four at a time, and says so after each: <c>dotnet Budget.Tests.dll CONNECTION HOLDER AGREEMENT…</c>. Somebody
/// else ends it with kill -9. Started again it sends everything again, each claim with the key it always had.
/// </summary>
internal static class KilledWriter
{
    public const int Months = 60;

    /// <summary>"agreement month amount available", or "refused".</summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var connection, var holder, .. var agreements] || agreements.Length == 0)
        {
            await Console.Error.WriteLineAsync("This program is started by its own tests.");
            return 1;
        }

        await using var database = new Database(connection, TimeProvider.System, masterKeys: () => Support.TestDatabase.Keys);
        var actor = new Actor(new UserId(Guid.ParseExact(holder, "D")), Role.Resident, Support.Town.Huizen);
        var forward = new ForwardClaim(database);
        await Parallel.ForEachAsync(
            from month in Enumerable.Range(0, Months) from agreement in agreements select (agreement, Month: new DateOnly(2021, 1, 1).AddMonths(month)),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (claim, _) =>
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{claim.agreement} {claim.Month:yyyy-MM}");
                var outcome = await forward.Do(actor, IdempotencyKey.Of(name.Replace(' ', ':')), new(claim.agreement, claim.Month, new Quantity(1)));
                // One write a line: half a line is no acknowledgement.
                Console.Out.Write($"{name} {(outcome.IsRefused ? "refused" : $"{outcome.Value.Amount.Cents} {outcome.Value.Available.Cents}")}\n");
            });
        return 0;
    }
}
