using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The faults that a verify of the whole installation found and that are not put right: as long as one stands, no money is booked
/// (<see cref="LedgerIsUnsoundException"/>). Who sees the books of one municipality, or sets it up, is told of every fault, for each stops all of
/// them; where it is, only of their own.
/// </summary>
public sealed class StandingFaults(Database database)
{
    /// <param name="Fault">None when it is in the books of another municipality.</param>
    public sealed record Answer(DateTimeOffset FoundAt, VerifyLedger.Fault? Fault)
    {
        public DateOnly FoundOn => AmsterdamDay.Of(FoundAt);
    }

    /// <returns>The oldest first, at most ten; nothing for others.</returns>
    public Task<IReadOnlyList<Answer>> Of(Actor actor) => database.Read<IReadOnlyList<Answer>>(async session => actor.MaySeeBooks || actor.MaySetUp
        ? [.. (await session.List<Row>(FaultsSql, new { actor.MunicipalityCode })).Select(row =>
            new Answer(row.FoundAt, row.Place is null || row.Why is null ? null : new VerifyLedger.Fault(row.Place, row.Why)))]
        : []);

    private sealed record Row(DateTimeOffset FoundAt, string? Place, string? Why);

    // "2026-000123/4" without the digits at its end and without the bar is the number of a budget.
    private const string FaultsSql = """
        SELECT f.found_at AS FoundAt, CASE WHEN f.is_elsewhere THEN NULL ELSE f.posting END AS Place,
               CASE WHEN f.is_elsewhere THEN NULL ELSE f.why END AS Why
        FROM (
            SELECT found_at, posting, why,
                   EXISTS (
                       SELECT 1
                       FROM budgets b
                       WHERE b.number = RTRIM(RTRIM(posting, '0123456789'), '/')
                         AND b.municipality_code <> @MunicipalityCode)
                   OR EXISTS (
                       SELECT 1
                       FROM municipalities m
                       WHERE posting LIKE m.code || '/%'
                         AND m.code <> @MunicipalityCode) AS is_elsewhere
            FROM ledger_faults
            WHERE cleared_at IS NULL
        ) f
        ORDER BY f.found_at
        LIMIT 10
        """;

    /// <summary>Whether one stands, for who watches the installation.</summary>
    public Task<bool> Any() => database.Read(async session => await session.Single<long>(CountSql) > 0);

    private const string CountSql = """
        SELECT COUNT(*)
        FROM ledger_faults
        WHERE cleared_at IS NULL
        """;
}
