using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// Tells anybody who holds a paper whether we made it and whether its figures are those of the ledger, and nothing else: figures are never told, only compared with
/// what is typed.
/// </summary>
public sealed class CheckStatement(Database database)
{
    public enum Verdict
    {
        /// <summary>No paper of ours has this code.</summary>
        Unknown,
        /// <summary>The ledger still says what it said when the paper was made.</summary>
        InTheBooks,
        /// <summary>The ledger does not say that any more, or a fault stands in it: the paper cannot be vouched for.</summary>
        NotSure,
    }

    /// <summary>What stands on the paper as the balance it closes with.</summary>
    public sealed record Figures(DateOnly ClosesOn, Money Spent, Money Available);

    public Task<Verdict> Of(string code) => database.Read(async session => (await Find(session, code))?.Verdict ?? Verdict.Unknown);

    /// <summary>Whether all of what was typed is what the paper with this code says; of a code that is not ours: no.</summary>
    public Task<bool> Agree(string code, Figures typed) => database.Read(async session =>
        await Find(session, code) is { Verdict: Verdict.InTheBooks } found && new Figures(found.ClosesOn, found.Payable + found.Paid, found.Available) == typed);

    private static Task<Row?> Find(Session session, string code) => session.FirstOrNone<Row>(FindSql, new { code });

    private sealed record Row(DateOnly ClosesOn, string GivenHash, string? Hash, Money Available, Money Payable, Money Paid, long Faults)
    {
        public Verdict Verdict => GivenHash == Hash && Faults == 0 ? Verdict.InTheBooks : Verdict.NotSure;
    }

    private const string FindSql = """
        SELECT given.closes_on AS ClosesOn, given.hash AS GivenHash, p.hash AS Hash, COALESCE(p.available_cents, 0) AS Available,
               COALESCE(p.payable_cents, 0) AS Payable, COALESCE(p.paid_cents, 0) AS Paid,
               (SELECT COUNT(*) FROM ledger_faults WHERE cleared_at IS NULL) AS Faults
        FROM statement_codes given
        LEFT JOIN postings p ON p.budget_id = given.budget_id AND p.number = given.posting_number
        WHERE given.code = @code
        """;
}
