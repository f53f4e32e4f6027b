using System.Text;
using Budget.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace Budget.Tests.Support;

/// <summary>
/// All that somebody with a copy of the database has: the bytes of a SQLite file and its log, free pages included, or every row of every table of
/// PostgreSQL as text, which is what a dump holds.
/// </summary>
internal sealed class RawBytes
{
    private readonly byte[] all;

    private RawBytes(byte[] all) => this.all = all;

    public static async Task<RawBytes> Of(string connectionString)
    {
        using var everything = new MemoryStream();
        if (connectionString.StartsWith("Data Source", StringComparison.Ordinal))
        {
            var path = new SqliteConnectionStringBuilder(connectionString).DataSource;
            foreach (var part in new[] { path, $"{path}-wal", $"{path}-shm", $"{path}-journal" }.Where(File.Exists))
            {
                await using var file = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await file.CopyToAsync(everything);
            }
        }
        else
        {
            foreach (var table in await Rows.Of(connectionString, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"))
            {
                foreach (var row in await Rows.Of(connectionString, $"SELECT t::text FROM \"{table}\" t"))
                {
                    everything.Write(Encoding.UTF8.GetBytes($"{table}{row}\n"));
                }
            }
        }

        return new RawBytes(everything.ToArray());
    }

    public bool Holds(string text) => all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Which of these can be read.</summary>
    public IReadOnlyList<string> Readable(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Where(Holds)];
}
