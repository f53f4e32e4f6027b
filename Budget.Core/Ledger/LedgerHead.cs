using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The ledger of one municipality at the end of a day, in one row: how much stood on its accounts, and one hash over the last posting of
/// every budget. Each head holds the hash of the one before it; whoever kept one of them can prove everything up to that day
/// (docs/decisions/0006-the-chain-and-its-daily-head.md).
/// </summary>
/// <param name="ClosedUntil">The last day of the last month that was closed by the end of this day; none when none was.</param>
/// <param name="ClosedYear">The last year that was; 0 when none was, nothing in a head from before heads said so.</param>
public sealed record LedgerHead(
    string MunicipalityCode, DateOnly Day, long Budgets, long Postings, Money Available, Money Reserved, Money Payable, Money Paid, string Root, string Hash,
    DateOnly? ClosedUntil = null, long? ClosedYear = null)
{
    public Balance Balance => new(Available, Reserved, Payable, Paid);

    /// <param name="lastHashes">The hash of the last posting of each budget, in the order of the budgets' ids.</param>
    public static string RootOf(IEnumerable<string> lastHashes) =>
        Convert.ToHexStringLower(MerkleTree.Root([.. lastHashes.Select(Convert.FromHexString)]));

    /// <param name="previousHash">The hash of the head before, <see cref="Posting.NoHash"/> for the first.</param>
    public static string HashOf(string previousHash, string municipalityCode, DateOnly day, long budgets, long postings, Balance balance, string root,
        DateOnly? closedUntil, long? closedYear)
    {
        var sheet = new HashSheet(stackalloc byte[512]);
        sheet.Add(previousHash);
        sheet.Add(municipalityCode);
        sheet.Add(day);
        sheet.Add(budgets);
        sheet.Add(postings);
        sheet.Add(balance.Available.Cents);
        sheet.Add(balance.Reserved.Cents);
        sheet.Add(balance.Payable.Cents);
        sheet.Add(balance.Paid.Cents);
        sheet.Add(root);
        if (closedYear is not null)
        {
            sheet.Add(closedUntil ?? DateOnly.MinValue);
            sheet.Add(closedYear);
        }

        return sheet.Hash();
    }

    /// <summary>The last head at or before a day; none when there is none yet.</summary>
    internal static Task<LedgerHead?> UpTo(Session session, string municipalityCode, DateOnly day) =>
        session.FirstOrNone<LedgerHead>(UpToSql, new { municipalityCode, day });

    /// <summary>
    /// Now, but never on a day whose head was written (a clock may have been set back): when a period is closed, the heads from then on say so.
    /// </summary>
    internal static async Task<DateTimeOffset> FirstMomentAfterLast(Session session, string municipalityCode)
    {
        var open = await UpTo(session, municipalityCode, DateOnly.MaxValue) is { } last
            ? AmsterdamDay.At(last.Day.AddDays(1), TimeOnly.MinValue)
            : DateTimeOffset.MinValue;
        return session.Now > open ? session.Now : open;
    }

    private const string UpToSql = """
        SELECT municipality_code AS MunicipalityCode, day AS Day, budgets AS Budgets, postings AS Postings, available_cents AS Available,
               reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid, root AS Root, hash AS Hash,
               closed_until AS ClosedUntil, closed_year AS ClosedYear
        FROM ledger_heads
        WHERE municipality_code = @municipalityCode
          AND day <= @day
        ORDER BY day DESC
        LIMIT 1
        """;
}
