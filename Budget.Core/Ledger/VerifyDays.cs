using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// That the index of the days holds what the postings say: trial balances and closings are added up from it alone, and a bit that falls over there
/// changes no posting. Added up as fingerprints, as the origins are (<see cref="VerifyOrigins"/>). PostgreSQL reads whichever tree it likes, so
/// there is no such question; its own check is the extension amcheck.
/// </summary>
internal static class VerifyDays
{
    /// <returns>None where an index cannot be asked by name.</returns>
    public static ulong? Sum(Session session, string municipality, Fingerprint fingerprint)
    {
        if (!session.NamesIndexes)
        {
            return null;
        }

        var sum = 0UL;
        using var row = session.Rows(DaysSql, ("@Municipality", municipality));
        while (row.Next())
        {
            // What cannot be read is missing from the sum, and so found.
            if (row.DayOf(2) is { } postedOn && row.DayOf(4) is { } effectiveOn
                && StoredNames.Parse<Account>(row.Text(5)) is { } from && StoredNames.Parse<Account>(row.Text(6)) is { } to)
            {
                sum += fingerprint.Of(fingerprint.Of(row.Text(0)), row.Number(1), postedOn, row.Instant(3), effectiveOn, from, to, row.Number(7));
            }
        }

        return sum;
    }

    /// <summary>Every index against its table, as SQLite itself compares them; PostgreSQL is not asked.</summary>
    public static async Task<VerifyLedger.Fault?> EveryIndex(Session session) =>
        session.NamesIndexes && await session.Single<string>(IntegritySql) != "ok"
            ? new VerifyLedger.Fault("-", "an index does not hold what its table says (PRAGMA integrity_check)")
            : null;

    private const string IntegritySql = "PRAGMA integrity_check(1)";

    private const string DaysSql = """
        SELECT budget_id, number, posted_on, posted_at, effective_on, from_account, to_account, amount_cents
        FROM postings /*sqlite INDEXED BY postings_by_day */
        WHERE @Municipality = '' OR budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality)
        """;
}
