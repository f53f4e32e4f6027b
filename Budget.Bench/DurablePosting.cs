using System.Data.Common;
using Budget.Core.Decisions;

namespace Budget.Bench;

/// <summary>
/// One caller books, each posting durable before the next: the bare posting, and a claim with all that this deed asks besides. Beside them a
/// table of one column in the same folder: insert a row, commit, and the log is on the disk (WAL, synchronous=FULL).
/// </summary>
internal static class DurablePosting
{
    private const int PerRound = 200;
    // A holder has ten thousand hours to claim.
    private const int MostWarmUp = 25;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var holder = await town.Grant(await town.Resident("holder"), FundingForm.PersonHeld);
        var budgetId = await town.IdOf(holder);
        await using var claims = town.Claims(holder).GetAsyncEnumerator();
        await using var floor = await BareCommit.On(BenchStorage.Sqlite());
        var times = await Measure.RoundsOf(
            Measure.Rounds, MostWarmUp,
            () => Measure.MedianOf(PerRound, floor.Do),
            () => Measure.MedianOf(PerRound, () => BarePosting.Do(town, holder.Holder, budgetId)),
            () => Measure.MedianOf(PerRound, async () =>
            {
                await claims.MoveNextAsync();
                BenchTown.Must(await claims.Current());
            }));
        return
        [
            new Figure("One durable posting, one caller, p50, SQLite", times[1], times[0], "a bare durable row") { Targets = [Target.RatioAtMost(2)] },
            new Figure("ForwardClaim, the whole deed, p50, SQLite", times[2], times[0], "a bare durable row"),
        ];
    }
}

/// <summary>The least that a durable write can cost: one row of one column, committed.</summary>
internal sealed class BareCommit : IAsyncDisposable
{
    private readonly BenchStorage storage;
    private readonly DbConnection connection;
    private readonly DbCommand command;

    private BareCommit(BenchStorage storage, DbConnection connection) =>
        (this.storage, this.connection, command) = (storage, connection, connection.CreateCommand());

    public static async Task<BareCommit> On(BenchStorage storage)
    {
        var bare = new BareCommit(storage, await storage.OpenPlain());
        bare.command.CommandText = "CREATE TABLE bare (amount_cents BIGINT NOT NULL)";
        await bare.command.ExecuteNonQueryAsync();
        bare.command.CommandText = "INSERT INTO bare (amount_cents) VALUES (1000)";
        await bare.command.PrepareAsync();
        return bare;
    }

    public Task Do() => command.ExecuteNonQueryAsync();

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
        await storage.DisposeAsync();
    }
}
