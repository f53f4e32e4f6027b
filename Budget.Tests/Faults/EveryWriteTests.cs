using Budget.Core.Closing;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Budget.Tests.Databases;
using Budget.Tests.Properties;
using Budget.Tests.Simulation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Tests.Faults;

/// <summary>
/// The program dies at the n-th write, of every deed and at every n: the deed is done wholly or not at all, what stays behind opens and is sound, and
/// who sends it again has it done once. On SQLite a write is one to the log: what a killed program leaves is the log up to there. On PostgreSQL it
/// is what goes to the server: the connection is cut at the n-th, and the portal goes on by itself.
/// </summary>
public sealed class EveryWriteTests
{
    private const int FewWrites = 5;
    /// <summary>A connection that is cut costs a deed from the beginning, a log that is cut only a copy.</summary>
    private const int FewMessages = 3;
    private static readonly bool[] Ears = [false, true];
    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    private int logs;
    private int cuts;

    [OneTimeTearDown]
    public void Tell() => Figure.Tell("each write of each deed", $"{EveryDeed.Names.Count()} deeds: {logs} logs as a write left them (SQLite), {cuts} connections cut at a message (PostgreSQL); each deed done once");

    [Test]
    public void No_deed_is_forgotten()
    {
        var deeds =
            from type in typeof(Database).Assembly.GetExportedTypes()
            where type.GetMethod("Do")?.GetParameters() is [{ ParameterType: var first }, _, ..] && first == typeof(Actor)
            select type.Name;
        Assert.That(EveryDeed.Names, Is.EquivalentTo(deeds), "put the new deed in EveryDeed, so that it is killed at each of its writes too");
    }

    [TestCaseSource(typeof(EveryDeed), nameof(EveryDeed.Names))]
    public async Task At_whichever_write_to_the_log_a_program_dies_the_deed_is_done_wholly_or_not_at_all_and_once(string name)
    {
        await using var town = await Town.On(Engine.Sqlite);
        var send = await EveryDeed.In(town, name);
        await Rows.Execute(town.ConnectionString, "PRAGMA wal_checkpoint(TRUNCATE)");
        var path = new SqliteConnectionStringBuilder(town.ConnectionString).DataSource;
        var (file, before) = (await Read(path), await Picture(town.Database));
        var first = await send(town.Database);
        var (log, after) = (await Read($"{path}-wal"), await Picture(town.Database));
        Assert.That((first.IsRefused, after == before, log.Length), Is.EqualTo((false, false, log.Length)).And.Not.EqualTo((false, false, 0)), first.Text);

        var writes = WritesOf(log).ToList();
        foreach (var left in Some(writes, FewWrites))
        {
            var died = Path.Combine(Path.GetDirectoryName(path)!, $"died-{left}.db");
            await File.WriteAllBytesAsync(died, file);
            await File.WriteAllBytesAsync($"{died}-wal", log[..left]);
            await using var next = new Database($"Data Source={died}", town.Clock, masterKeys: () => TestDatabase.Keys);
            var isDone = left == log.Length;
            Assert.That(await Picture(next), Is.EqualTo(isDone ? after : before), $"{left} of {log.Length} bytes");
            Assert.That((await new VerifyLedger(next).Run()).FirstFault, Is.Null, $"{left} of {log.Length} bytes");
            logs++;
            await OnceMore(next, send, first, isReplay: isDone, Lines(after, name), name);
        }
    }

    [Category("Tools")]
    [TestCaseSource(typeof(EveryDeed), nameof(EveryDeed.Names))]
    public async Task At_whichever_message_to_the_server_PostgreSql_is_cut_off_the_deed_is_done_once(string name)
    {
        await using var town = await Town.On(Engine.PostgreSql);
        var address = new NpgsqlConnectionStringBuilder(town.ConnectionString);
        using var door = new BreakableDoor(address.Port);
        (address.Port, address.MaxPoolSize) = (door.Port, 4);
        await using var portal = new Database(address.ConnectionString, town.Clock, masterKeys: () => TestDatabase.Keys);
        // The second of its kind is the measure: the first of a kind opens series of numbers.
        await (await EveryDeed.In(town, name))(portal);
        var (messages, written) = await Messages(town, portal, door, name);
        foreach (var (time, serverHears) in Some([.. from time in Enumerable.Range(1, messages) from serverHears in Ears select (time, serverHears)], FewMessages))
        {
            var send = await EveryDeed.In(town, name);
            var before = Lines(await Picture(town.Database), name);
            door.CutAt(time, serverHears);
            var reply = await send(portal);
            Assert.That((reply.IsRefused, door.IsCut), Is.EqualTo((false, true)), $"message {time} of {messages}, heard: {serverHears}: {reply}");
            Assert.That(Lines(await Picture(town.Database), name) - before, Is.EqualTo(written), $"message {time} of {messages}, heard: {serverHears}");
            cuts++;
            await OnceMore(portal, send, reply, isReplay: true, before + written, name);
        }

        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
    }

    private static async Task<(int Messages, int Written)> Messages(Town town, Database portal, BreakableDoor door, string name)
    {
        var send = await EveryDeed.In(town, name);
        var before = Lines(await Picture(town.Database), name);
        door.CutAt(int.MaxValue, serverHears: true);
        var reply = await send(portal);
        Assert.That((reply.IsRefused, door.Messages), Is.EqualTo((false, door.Messages)).And.Not.EqualTo((false, 0)), reply.Text);
        return (door.Messages, Lines(await Picture(town.Database), name) - before);
    }

    /// <summary>Who hears nothing sends it again, and who heard may do so too: the answer is of the same kind, and the rows are what one deed writes.</summary>
    private static async Task OnceMore(Database database, EveryDeed.Sent send, Reply first, bool isReplay, int lines, string name)
    {
        var again = await send(database);
        Assert.That((again.IsRefused, again.IsReplay), Is.EqualTo((false, isReplay)), again.Text);
        if (isReplay)
        {
            Assert.That(again.Text, Is.EqualTo(first.Text));
        }

        Assert.That(Lines(await Picture(database), name), Is.EqualTo(lines));
    }

    /// <summary>Where each write to the log ends: its header, and of each page its own header and itself; the last one of the commit is the end.</summary>
    private static IEnumerable<int> WritesOf(byte[] log)
    {
        var page = (log[8] << 24) | (log[9] << 16) | (log[10] << 8) | log[11];
        yield return 0;
        for (var at = LogHeader; at < log.Length; at += FrameHeader + page)
        {
            yield return at;
            yield return at + FrameHeader;
            // A write of which a part came through.
            yield return at + FrameHeader + (page / 2);
        }

        yield return log.Length;
    }

    /// <summary>All in the long run; else the last two, which are the commit, and what lies evenly before them.</summary>
    private static List<T> Some<T>(List<T> all, int few) => Thorough.IsLong || all.Count <= few
        ? all
        : [.. Enumerable.Range(0, few - 2).Select(part => all[((2 * part) + 1) * (all.Count - 2) / (2 * (few - 2))]), .. all.TakeLast(2)];

    private static async Task<byte[]> Read(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>A year is closed for all budgets there are, so that the next one of a town has more to write: of that deed only what it writes once is counted.</summary>
    private static int Lines(string picture, string name) => picture.Split('\n').Count(line =>
        name != nameof(CloseYear) || line.StartsWith("closed_years|", StringComparison.Ordinal) || line.StartsWith("idempotency_keys|", StringComparison.Ordinal));

    /// <summary>Every row of every table, as text; the numbers given out so far are those of the rows.</summary>
    private static Task<string> Picture(Database database) => database.Read(async session =>
    {
        var picture = new System.Text.StringBuilder();
        foreach (var table in await session.List<string>(database.Engine == "SQLite"
            ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name"))
        {
            if (table == "number_series")
            {
                continue;
            }

            var rows = (await session.List<dynamic>($"SELECT * FROM {table}")).Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values)).Order(StringComparer.Ordinal);
            picture.AppendJoin("", rows.Select(row => $"{table}|{row.ReplaceLineEndings(" ")}\n"));
        }

        return picture.ToString();
    });
}
