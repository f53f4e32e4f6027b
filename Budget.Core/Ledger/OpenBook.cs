using System.Data.Common;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>What the last posting of a budget knows, and what is closed or wrong: all that is read before one is written behind it.</summary>
internal sealed record OpenBook(
    long? Number, Balance Balance, DateTimeOffset? PostedAt, string? Hash, AssignmentId? ReservationId, Money ReservationLeft,
    DateOnly? HeadDay, DateOnly? ClosedUntil, bool HasFaults, DateOnly? EndedOn)
{
    public static OpenBook Read(DbDataReader row)
    {
        var isEmpty = row.IsDBNull(0);
        return new OpenBook(
            isEmpty ? null : row.GetInt64(0),
            isEmpty ? Balance.Empty : new Balance(new(row.GetInt64(1)), new(row.GetInt64(2)), new(row.GetInt64(3)), new(row.GetInt64(4))),
            isEmpty ? null : SqlTypes.Instant(row.GetValue(5)),
            isEmpty ? null : row.GetString(6),
            row.IsDBNull(7) ? null : new AssignmentId(Guid.ParseExact(row.GetString(7), "D")),
            row.IsDBNull(8) ? Money.Zero : new Money(row.GetInt64(8)),
            row.IsDBNull(9) ? null : SqlTypes.Day(row.GetValue(9)),
            row.IsDBNull(10) ? null : SqlTypes.Day(row.GetValue(10)),
            row.GetInt64(11) != 0,
            row.IsDBNull(12) ? null : SqlTypes.Day(row.GetValue(12)));
    }

    public DateTimeOffset FirstOpenMoment => AfterEndOf(HeadDay > ClosedUntil || ClosedUntil is null ? HeadDay : ClosedUntil);

    private static DateTimeOffset AfterEndOf(DateOnly? day) =>
        day is { } over ? AmsterdamDay.At(over.AddDays(1), TimeOnly.MinValue) : DateTimeOffset.MinValue;

    // Two statements in one trip: on PostgreSQL the second sees what was committed while the first waited for the lock.
    public const string LockSql = """
        SELECT CAST(pg_advisory_xact_lock_shared(7266341) AS TEXT)
        FROM budgets
        WHERE id = $1
        FOR NO KEY UPDATE
        """;

    private const string BookSql = """
        SELECT last.number, last.available_cents, last.reserved_cents, last.payable_cents, last.paid_cents, last.posted_at, last.hash,
               last.reservation_id, last.reservation_left_cents,
               (SELECT MAX(day) FROM ledger_heads head WHERE head.municipality_code = b.municipality_code) AS head_day,
               (SELECT MAX(ends_on) FROM closed_months month WHERE month.municipality_code = b.municipality_code) AS closed_until,
               (SELECT COUNT(*) FROM ledger_faults WHERE cleared_at IS NULL) AS faults,
               (SELECT ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = b.id AND ending.ended_on IS NOT NULL) AS ended_on,
               b.id
        FROM budgets b
        LEFT JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        """;

    public const string OpenSql = $"""
        {BookSql}
        WHERE b.id = $1
        """;

    private static readonly string Each = string.Join(", ", Enumerable.Range(1, BudgetLedger.MostAtOnce).Select(place => FormattableString.Invariant($"${place}")));

    public static readonly string LockEachSql = $"""
        SELECT CAST(pg_advisory_xact_lock_shared(7266341) AS TEXT)
        FROM budgets
        WHERE id IN ({Each})
        ORDER BY id
        FOR NO KEY UPDATE
        """;

    public static readonly string OpenEachSql = $"""
        {BookSql}
        WHERE b.id IN ({Each})
        """;
}
