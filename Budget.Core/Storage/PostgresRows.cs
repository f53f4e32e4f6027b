using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Budget.Core.Storage;

/// <summary>The columns of a row as the server sent them; a text is copied once, as bytes, and never becomes a string.</summary>
internal sealed class PostgresRows(DbCommand command, DbDataReader given) : StoredRows
{
    private readonly NpgsqlDataReader reader = (NpgsqlDataReader)given;
    // Asked once: a name for each column of each row costs more than the row.
    private readonly string[] types = [.. Enumerable.Range(0, given.FieldCount).Select(given.GetDataTypeName)];
    private byte[] bytes = new byte[4096];
    private int used;

    public override bool Next()
    {
        used = 0;
        return reader.Read();
    }

    public override bool TryPlain(int column, out ReadOnlySpan<byte> plain)
    {
        var type = types[column];
        if (type == "text")
        {
            return TryText(column, out plain);
        }

        plain = default;
        if (reader.IsDBNull(column))
        {
            return false;
        }

        var start = Take(SqlTypes.LongestPlain);
        object value = type switch
        {
            "date" => reader.GetFieldValue<DateOnly>(column),
            "timestamp with time zone" => reader.GetFieldValue<DateTimeOffset>(column),
            _ => reader.GetInt64(column),
        };
        // We write whole milliseconds; the server could hold more, but then somebody else wrote it.
        plain = value is DateTimeOffset { Ticks: var ticks } && ticks % TimeSpan.TicksPerMillisecond != 0
            ? Unreadable
            : bytes.AsSpan(start, SqlTypes.WritePlain(value, bytes.AsSpan(start)));
        return true;
    }

    protected override bool TryText(int column, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (reader.IsDBNull(column))
        {
            return false;
        }

        var length = (int)reader.GetBytes(column, 0, buffer: null, 0, 0);
        var start = Take(length);
        reader.GetBytes(column, 0, bytes, start, length);
        text = bytes.AsSpan(start, length);
        return true;
    }

    protected override bool TryNumber(int column, out long number)
    {
        var isThere = !reader.IsDBNull(column);
        number = isThere ? reader.GetInt64(column) : NoNumber;
        return isThere;
    }

    protected override bool TryDay(int column, out ReadOnlySpan<byte> day)
    {
        day = default;
        if (reader.IsDBNull(column))
        {
            return false;
        }

        var start = Take(10);
        reader.GetFieldValue<DateOnly>(column).TryFormat(bytes.AsSpan(start), out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        day = bytes.AsSpan(start, length);
        return true;
    }

    /// <summary>We write whole milliseconds; the server could hold more, but then somebody else wrote it.</summary>
    protected override bool TryInstant(int column, out long instant)
    {
        instant = NoNumber;
        if (reader.IsDBNull(column))
        {
            return false;
        }

        var (milliseconds, rest) = Math.DivRem(reader.GetDateTime(column).Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        instant = rest == 0 ? milliseconds : NoNumber;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        command.Dispose();
    }

    /// <summary>Room behind what was handed out of this row; that stays where it is.</summary>
    private int Take(int length)
    {
        if (used + length > bytes.Length)
        {
            (bytes, used) = (new byte[Math.Max(bytes.Length * 2, length)], 0);
        }

        used += length;
        return used - length;
    }
}
