namespace Budget.Core.Storage;

/// <summary>An open connection for the length of one unit of work; whatever it left open is rolled back before the next one gets it.</summary>
internal sealed class SqliteLease(PreparingConnection connection, Action<SqliteLease> takeBack) : IDisposable
{
    public PreparingConnection Connection { get; } = connection;

    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    public void Execute(string sql) => Connection.Execute(sql);

    /// <summary>As <see cref="Execute"/>, for what never has to wait for another connection.</summary>
    public void ExecuteAtOnce(string sql) => Connection.Write(sql, []);

    public void Close() => Connection.Dispose();

    public void Dispose()
    {
        try
        {
            if (IsInTransaction)
            {
                Execute("ROLLBACK");
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // A connection that cannot even roll back (a statement still running, a broken disk) is not lent again.
            Close();
            return;
        }

        takeBack(this);
    }
}
