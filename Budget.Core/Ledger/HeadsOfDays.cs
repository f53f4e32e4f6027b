using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The heads of a municipality's days as they were written down, to compare with one that somebody kept
/// (docs/decisions/0006-the-chain-and-its-daily-head.md). With the hash before it, anybody can compute a head's own again.
/// </summary>
public sealed class HeadsOfDays(Database database)
{
    /// <param name="Previous">The hash of the head before; none for the first.</param>
    public sealed record Head(
        DateOnly Day, long Budgets, long Postings, Money Available, Money Reserved, Money Payable, Money Paid, string Root, DateOnly? ClosedUntil, long? ClosedYear,
        string? Previous, string Hash, DateTimeOffset WrittenAt)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    /// <summary>The head of a day, or the last before it when nothing was posted on the day; none for who may not see the municipality's books.</summary>
    public Task<Head?> UpTo(Actor actor, DateOnly day) => database.Read(async session =>
        actor.MaySeeBooks ? await session.FirstOrNone<Head>(UpToSql, new { actor.MunicipalityCode, day }) : null);

    /// <summary>All of them, in the order of the days; nothing for who may not see the municipality's books.</summary>
    public Task<IReadOnlyList<Head>> All(Actor actor) => database.Read(async session =>
        actor.MaySeeBooks ? await session.List<Head>(AllSql, new { actor.MunicipalityCode }) : []);

    private const string HeadSql = """
        SELECT head.day AS Day, head.budgets AS Budgets, head.postings AS Postings, head.available_cents AS Available,
               head.reserved_cents AS Reserved, head.payable_cents AS Payable, head.paid_cents AS Paid, head.root AS Root,
               head.closed_until AS ClosedUntil, head.closed_year AS ClosedYear,
               (SELECT earlier.hash
                FROM ledger_heads earlier
                WHERE earlier.municipality_code = head.municipality_code
                  AND earlier.day < head.day
                ORDER BY earlier.day DESC
                LIMIT 1) AS Previous,
               head.hash AS Hash, head.written_at AS WrittenAt
        FROM ledger_heads head
        WHERE head.municipality_code = @MunicipalityCode
        """;

    private const string UpToSql = $"""
        {HeadSql}
          AND head.day <= @day
        ORDER BY head.day DESC
        LIMIT 1
        """;

    private const string AllSql = $"""
        {HeadSql}
        ORDER BY head.day
        """;
}
