using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Budget.Core.Storage;

/// <summary>
/// A SQLite connection that keeps its statements prepared: whoever makes a command with a text that ran here before gets the compiled
/// statement back. Npgsql does the same by itself; Microsoft.Data.Sqlite prepares anew for each command
/// (docs/decisions/0005-group-commit.md has the measurement). For one caller at a time, as every connection.
/// </summary>
internal sealed class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>More texts than the product has; a stray one-time text must not stay for ever.</summary>
    private const int MostKept = 300;
    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteWrite> writes = new(StringComparer.Ordinal);

    /// <summary>Whether the file was opened to be read only, because we said so or because it cannot be written.</summary>
    public bool IsReadOnly => SQLitePCL.raw.sqlite3_db_readonly(Handle, "main") == 1;

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    /// <param name="values">In the order of $1, $2 …</param>
    public DbCommand CreatePrepared(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new PreparedCommand(this) { CommandText = sql };
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters.Add(new SqliteParameter($"${at + 1}", values[at] is Guid id ? id.ToString("D") : values[at] ?? DBNull.Value));
        }

        return command;
    }

    public void Execute(string sql)
    {
        using var command = CreatePrepared(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Writes with values in the order of $1, $2 …; for the few texts that run for every posting.</summary>
    public int Write(string sql, ReadOnlySpan<object?> values)
    {
        if (!writes.TryGetValue(sql, out var write))
        {
            writes.Add(sql, write = SqliteWrite.Prepare(Handle!, sql));
        }

        return write.Run(values);
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var write in writes.Values)
        {
            write.Dispose();
        }

        writes.Clear();
        foreach (var command in kept.Values)
        {
            command.Dispose();
        }

        kept.Clear();
        base.Dispose(disposing);
    }

    private SqliteCommand Take(string sql)
    {
        // Taken out while in use: the same text may run twice at once, one inside the other's reader.
        if (kept.Remove(sql, out var command))
        {
            return command;
        }

        return new SqliteCommand(sql, this);
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (kept.Count >= MostKept || !kept.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    /// <summary>A command in its user's hands; the compiled statement behind it is lent by the connection.</summary>
    private sealed class PreparedCommand(PreparingConnection connection) : DbCommand
    {
        private SqliteCommand? inner;

        private SqliteCommand Inner => inner ?? throw new InvalidOperationException("The command has no text yet.");

        [AllowNull]
        public override string CommandText
        {
            get => inner?.CommandText ?? "";
            set
            {
                Return();
                inner = connection.Take(value ?? "");
            }
        }

        public override int CommandTimeout { get => Inner.CommandTimeout; set => Inner.CommandTimeout = value; }

        public override CommandType CommandType { get => CommandType.Text; set => Inner.CommandType = value; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException(); }

        protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

        /// <summary>Transactions are begun in words (BEGIN): there is no object for them.</summary>
        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel() => inner?.Cancel();

        public override int ExecuteNonQuery() => Inner.ExecuteNonQuery();

        public override object? ExecuteScalar() => Inner.ExecuteScalar();

        public override void Prepare() => Inner.Prepare();

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Inner.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            Return();
            base.Dispose(disposing);
        }

        private void Return()
        {
            if (inner is { } lent)
            {
                inner = null;
                connection.GiveBack(lent);
            }
        }
    }
}
