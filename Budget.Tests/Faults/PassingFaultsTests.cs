using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Budget.Tests.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Tests.Faults;

/// <summary>A fault that passes in a moment is not seen by the resident; one that stays is told, and leaves nothing half written.</summary>
public sealed class PassingFaultsTests
{
    private const string WaitingBackendSql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private Town town = null!;
    private Grant grant = null!;
    private ForwardClaim.Entry entry = null!;

    private async Task Start(Engine engine)
    {
        town = await Town.On(engine);
        grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        entry = new(await town.Agreement(grant), new(2026, 4, 1), new(10m));
    }

    [TearDown]
    public ValueTask Stop() => town.DisposeAsync();

    [Category("Tools")]
    [Test]
    public async Task A_deed_whose_connection_is_killed_three_times_while_it_waits_is_done_all_the_same_and_once()
    {
        await Start(Engine.PostgreSql);
        var (holder, hold) = await HoldTheBudget();

        var deed = Task.Run(() => Claim(town.Database, town.Key()));
        var killed = new List<int>();
        for (var time = 0; time < 3; time++)
        {
            killed.Add(await WaitingBackend(killed));
            await Rows.Execute(town.ConnectionString, $"SELECT pg_terminate_backend({killed[^1]})");
        }

        await WaitingBackend(killed);
        await Release(holder, hold);

        Assert.That((await deed).Value.Amount, Is.EqualTo(new Money(1_000)));
        await BookedOnce();
    }

    [Category("Tools")]
    [Test]
    public async Task A_server_that_dropped_all_idle_connections_is_not_noticed()
    {
        await Start(Engine.PostgreSql);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => town.Database.Read(_ => Task.Delay(50).ContinueWith(_ => true)))));
        await Rows.Execute(town.ConnectionString,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.That((await Claim(town.Database, town.Key())).IsRefused, Is.False);
        await BookedOnce();
    }

    [Test]
    public async Task A_deed_that_finds_the_file_locked_for_four_seconds_is_done_all_the_same_and_once()
    {
        await Start(Engine.Sqlite);
        var (holder, hold) = await HoldTheBudget();

        var deed = Task.Run(() => Claim(town.Database, town.Key()));
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.That(deed.IsCompleted, Is.False, "nobody writes while another does");
        await Release(holder, hold);

        Assert.That((await deed).Value.Amount, Is.EqualTo(new Money(1_000)));
        await BookedOnce();
    }

    [Category("Tools")]
    [Test]
    public async Task A_server_that_goes_away_for_good_in_the_middle_of_a_deed_is_told_in_time_and_leaves_nothing_half_written()
    {
        await Start(Engine.PostgreSql);
        var address = new NpgsqlConnectionStringBuilder(town.ConnectionString);
        using var door = new BreakableDoor(address.Port);
        address.Port = door.Port;
        await using var portal = new Database(address.ConnectionString, town.Clock, masterKeys: () => TestDatabase.Keys);
        var (holder, hold) = await HoldTheBudget();
        var (keys, audited) = (await Sql.Count(town, "idempotency_keys"), await Sql.Count(town, "traces"));
        var key = town.Key();

        var clock = Stopwatch.StartNew();
        var deed = Task.Run(() => Claim(portal, key));
        await WaitingBackend([]);
        door.Break();
        await Release(holder, hold);

        Assert.That(async () => await deed, Throws.InstanceOf<NpgsqlException>());
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "longer than that and the resident has closed the page");
        Assert.That((await Sql.Count(town, "idempotency_keys"), await Sql.Count(town, "traces")), Is.EqualTo((keys, audited)));
        Assert.That(await Sql.Count(town, "claims"), Is.Zero);

        Assert.That((await Claim(town.Database, key)).Replayed, Is.False, "the key was not used up");
        await BookedOnce();
    }

    /// <summary>A server that dies in the middle of a row: Dapper says that a column cannot be read. Found by killing PostgreSQL under load.</summary>
    [Test]
    public async Task A_fault_that_the_mapper_wrapped_is_known_for_what_it_is()
    {
        await Start(Engine.Sqlite);
        var times = 0;

        Assert.That(await town.Database.Read(_ => ++times == 1 ? throw new DataException("a column", new SqliteException("busy", 5)) : Task.FromResult(times)), Is.EqualTo(2));
        Assert.That(async () => await town.Database.Read<int>(_ => throw new DataException("a column", new SqliteException("full", 13))), Throws.InstanceOf<SqliteException>());
    }

    private Task<Outcome<ForwardClaim.Answer>> Claim(Database database, IdempotencyKey key) => new ForwardClaim(database).Do(grant.Resident.Actor, key, entry);

    private async Task BookedOnce()
    {
        Assert.That(await Sql.Count(town, "claims"), Is.EqualTo(1));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(2), "the grant and one claim");
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }

    /// <summary>Another connection writes to the budget and does not end: PostgreSQL locks the row, SQLite the file.</summary>
    private async Task<(DbConnection Holder, DbTransaction Hold)> HoldTheBudget()
    {
        var holder = await Rows.Connect(town.ConnectionString);
        var hold = await holder.BeginTransactionAsync();
        await using var command = holder.CreateCommand();
        command.Transaction = hold;
        command.CommandText = "UPDATE budgets SET number = number";
        await command.ExecuteNonQueryAsync();
        return (holder, hold);
    }

    private static async Task Release(DbConnection holder, DbTransaction hold)
    {
        await hold.RollbackAsync();
        await hold.DisposeAsync();
        await holder.DisposeAsync();
    }

    private async Task<int> WaitingBackend(IReadOnlyCollection<int> otherThan)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var waiting = (await Rows.Of(town.ConnectionString, WaitingBackendSql)).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture));
            if (waiting.FirstOrDefault(pid => !otherThan.Contains(pid)) is var pid and > 0)
            {
                return pid;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("Nobody waits for the budget.");
    }
}
