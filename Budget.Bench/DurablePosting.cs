using Budget.Core.Decisions;

namespace Budget.Bench;

/// <summary>
/// One caller forwards claims, one durable posting each, with every promise: key, rules, lock, balance, hash, claim, audit.
/// The floor is a table of one column in the same folder: insert a row, commit, and the log is on the disk (WAL, synchronous=FULL).
/// </summary>
internal static class DurablePosting
{
    private const int PerRound = 100;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var holder = await town.Grant(await town.Resident("holder"), FundingForm.PersonHeld);
        await using var claims = town.Claims(holder).GetAsyncEnumerator();
        await using var storage = BenchStorage.Sqlite();
        await using var connection = await storage.OpenPlain();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE bare (amount_cents BIGINT NOT NULL)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO bare (amount_cents) VALUES (1000)";
        await command.PrepareAsync();
        var (time, floor) = await Measure.InTurns(
            PerRound,
            () => command.ExecuteNonQueryAsync(),
            async () =>
            {
                await claims.MoveNextAsync();
                BenchTown.Must(await claims.Current());
            });
        return [new Figure("ForwardClaim, one durable posting, SQLite", time, floor, Remark: "one caller, one posting a commit")];
    }
}
