using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// Writes down that a paper with this code was made, so that who holds it can ask whether its figures are ours. The same statement once: made again it has the
/// same code. Nothing is kept of who asked; that is in the trace of the look.
/// </summary>
public sealed class GiveStatementCode(Database database)
{
    /// <param name="statement">As it was found for who asks: who cannot see a budget has no statement of it.</param>
    /// <returns>None of a statement that rests on no posting: there is nothing in the books to hold it against.</returns>
    public async Task<string?> To(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Code is { } code)
        {
            await database.Overwrite(session => Write(session, statement, code));
        }

        return statement.Code;
    }

    internal static Task<int> Write(Session session, Statement statement, string code) => session.Execute(InsertSql, new
    {
        code,
        statement.Budget.Id,
        statement.Booked.StartsOn,
        statement.Booked.EndsOn,
        statement.ClosesOn,
        statement.Head,
        statement.HeadHash,
        session.Now,
    });

    // Asked first, because nothing may take the place of what stands; and of two at once the second finds it there.
    private const string InsertSql = """
        INSERT INTO statement_codes (code, budget_id, starts_on, ends_on, closes_on, posting_number, hash, given_at)
        SELECT @code, @Id, @StartsOn, @EndsOn, @ClosesOn, @Head, @HeadHash, @Now
        WHERE NOT EXISTS (SELECT 1 FROM statement_codes WHERE code = @code)
        ON CONFLICT (code) DO NOTHING
        """;
}
