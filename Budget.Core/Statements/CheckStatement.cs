using Budget.Core.Ledger;
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

    /// <param name="MadeAt">When the paper was made first; none of a code that is not ours.</param>
    /// <param name="BookedSince">After that something was booked in the time of the paper: one that is made now says more.</param>
    public sealed record Answer(Verdict Verdict, DateTimeOffset? MadeAt, bool BookedSince);

    /// <summary>What stands on the paper as the balance it closes with, and on which day. Of a PGB nothing is reserved, and the paper does not say so.</summary>
    public sealed record Figures(DateOnly ClosesOn, Money Granted, Money Reserved, Money Spent, Money Available);

    public Task<Answer> Of(string code) => database.Read(async session => await Find(session, code) is { } found
        ? new Answer(found.Verdict, found.GivenAt, found.BookedSince == 1)
        : new Answer(Verdict.Unknown, null, BookedSince: false));

    /// <summary>Whether all of what was typed is what the paper with this code says; of a code that is not ours: no.</summary>
    public Task<bool> Agree(string code, Figures typed) => database.Read(async session =>
        await Find(session, code) is { Verdict: Verdict.InTheBooks } found && found.Figures == typed);

    private static Task<Row?> Find(Session session, string code) => session.FirstOrNone<Row>(FindSql, new { code });

    private sealed record Row(
        DateOnly ClosesOn, DateTimeOffset GivenAt, string GivenHash, string? Hash, Money Available, Money Reserved, Money Payable, Money Paid, long BookedSince, long Faults)
    {
        private Balance Balance => new(Available, Reserved, Payable, Paid);

        public Figures Figures => new(ClosesOn, Balance.Granted, Reserved, Balance.Spent, Available);

        public Verdict Verdict => GivenHash == Hash && Faults == 0 ? Verdict.InTheBooks : Verdict.NotSure;
    }

    private const string FindSql = """
        SELECT given.closes_on AS ClosesOn, given.given_at AS GivenAt, given.hash AS GivenHash, p.hash AS Hash, COALESCE(p.available_cents, 0) AS Available,
               COALESCE(p.reserved_cents, 0) AS Reserved, COALESCE(p.payable_cents, 0) AS Payable, COALESCE(p.paid_cents, 0) AS Paid,
               CAST(CASE
                   WHEN EXISTS (
                       SELECT 1
                       FROM postings later
                       WHERE later.budget_id = given.budget_id
                         AND later.number > given.posting_number
                         AND later.posted_on <= given.ends_on)
                   THEN 1 ELSE 0 END AS BIGINT) AS BookedSince,
               (SELECT COUNT(*) FROM ledger_faults WHERE cleared_at IS NULL) AS Faults
        FROM statement_codes given
        LEFT JOIN postings p ON p.budget_id = given.budget_id AND p.number = given.posting_number
        WHERE given.code = @code
        """;
}
