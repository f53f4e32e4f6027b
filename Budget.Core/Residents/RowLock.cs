namespace Budget.Core.Residents;

/// <summary>
/// In front of a question (<see cref="Storage.Session.LockAndRead"/>): who asks about the same row at the same time waits until this transaction ends, and then sees what
/// it did.
/// </summary>
internal static class RowLock
{
    /// <summary>Of @ResidentId: what is put into somebody's file, shared from it or destroyed happens one after the other.</summary>
    public const string Resident = """
        /*postgresql
        SELECT id
        FROM residents
        WHERE id = @ResidentId
        FOR NO KEY UPDATE;
        */
        """;

    /// <summary>Of @UserId: who asks in a hundred windows at once is counted a hundred times.</summary>
    public const string User = """
        /*postgresql
        SELECT id
        FROM users
        WHERE id = @UserId
        FOR UPDATE;
        */
        """;
}
