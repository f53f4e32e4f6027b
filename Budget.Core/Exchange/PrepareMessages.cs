using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Iwmo;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>
/// Makes the allocations (WMO301) that wait for a provider: of each assignment that is not over one when it was made, and one when it ends before its time or never ran. They follow from the assignment; from now
/// on they are kept as they are, and whoever fetches them again gets the same. At most <see cref="Most"/> at a time.
/// </summary>
public sealed class PrepareMessages(Database database)
{
    public const int Most = 200;

    /// <summary>What is over longer than the protocol gives for declaring it (the end of the next month) is told to nobody any more.</summary>
    private const int DaysAfter = 62;

    /// <returns>How many were made.</returns>
    public Task<Outcome<int>> Do(Actor actor, IdempotencyKey key) => database.Once<int>(actor, key, nameof(PrepareMessages), "", async session =>
    {
        if (actor is not { Role: Role.ProviderStaff, ProviderId: { } provider })
        {
            return Refusal.NotAllowed;
        }

        // Two colleagues who ask at the same time make each once.
        await ProviderLock.Take(session, provider);
        var waiting = await session.List<AllocationRow>(WaitingSql, new { ProviderId = provider, Since = Since(session), SinceAt = SinceAt(session), Most = (long)Most });
        foreach (var row in waiting)
        {
            var key = row.Key(session);
            var client = row.Client(key);
            var product = row.Product(await Reference(session, provider, row));
            await OutgoingMessages.Keep(
                session, new(MessageKind.Allocation, row.MunicipalityCode, provider, row.ProviderAgb, row.ResidentId, row.Id, row.About), key,
                (text, header) => WriteAllocation.Write(text, new Allocation(header, client, NameUse.Own, AddressKind.Registered, [product])));
        }

        await Trace.Write(session, actor, nameof(PrepareMessages), subject: "");
        return waiting.Count;
    });

    internal static DateOnly Since(Session session) => session.Today.AddDays(-DaysAfter);

    /// <summary>The same for an end that was written late, of a day long past: from when it was written on.</summary>
    internal static DateTimeOffset SinceAt(Session session) => session.Now.AddDays(-DaysAfter);

    /// <summary>Of the question that this answers (WMO315), when the provider asked before it was chosen. A question is answered once: what was allotted after it before has its reference.</summary>
    private static async Task<string?> Reference(Session session, ProviderId provider, AllocationRow row) =>
        await session.FirstOrNone<Asked>(AskedSql, new { row.BudgetId, provider, row.ChosenAt, row.MunicipalityCode }) is { } asked
        && await RequestRow.Find(session, Actor.System(row.MunicipalityCode), Guid.Parse(asked.Id)) is { } found
            ? (await found.Shown(session))?.Reference
            : null;

    private sealed record Asked(string Id);

    private const string AskedSql = """
        SELECT asked.id AS Id
        FROM provider_requests asked
        WHERE asked.budget_id = @BudgetId
          AND asked.provider_id = @provider
          AND asked.kind = 'allocation'
          AND asked.municipality_code = @MunicipalityCode
          AND asked.asked_at <= @ChosenAt
          AND asked.outcome IS NULL
          AND NOT EXISTS (
              SELECT 1
              FROM assignments earlier
              WHERE earlier.budget_id = asked.budget_id
                AND earlier.provider_id = asked.provider_id
                AND earlier.chosen_at >= asked.asked_at
                AND earlier.chosen_at < @ChosenAt)
        ORDER BY asked.asked_at DESC
        LIMIT 1
        """;

    /// <summary>What has to be told and was not: of assignments as "a", with their end as "ended" and what is told as "what".</summary>
    internal const string WaitingFrom = """
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        JOIN (SELECT 'new' AS about UNION ALL SELECT 'end' AS about) what ON what.about = 'new' OR ended.ended_on < a.ends_on
        """;

    internal const string WaitingWhere = """
        a.provider_id = @ProviderId
          AND r.destroyed_at IS NULL
          AND (COALESCE(ended.ended_on, a.ends_on) >= @Since OR ended.ended_at >= @SinceAt)
          AND NOT EXISTS (SELECT 1 FROM iwmo_messages_out made WHERE made.assignment_id = a.id AND made.about = what.about)
        """;

    private const string WaitingSql = $"""
        SELECT a.id AS Id, what.about AS About, a.number AS Number, a.municipality_code AS MunicipalityCode, a.budget_id AS BudgetId, provider.agb AS ProviderAgb, r.id AS ResidentId,
               own.wrapped AS Wrapped, r.bsn AS Bsn, r.name AS Name, r.born_on AS BornOn, p.category AS Category, p.code AS ProductCode, p.unit AS Unit, b.volume_hundredths AS Volume,
               b.frequency AS Frequency, a.rate_cents AS Rate, a.starts_on AS StartsOn, a.ends_on AS EndsOn, a.chosen_at AS ChosenAt, ended.ended_on AS EndedOn, ended.reason AS Reason,
               ended.ended_at AS EndedAt, gone.reason AS Gone,
               (SELECT ending.ground
                FROM decision_kinds ending
                JOIN decisions d ON d.id = ending.decision_id
                WHERE ending.earlier_budget_id = a.budget_id
                  AND ending.ended_on IS NOT NULL
                  AND d.decided_at = ended.ended_at) AS Ground,
               (SELECT CAST(SUM(put.amount_cents) AS BIGINT)
                FROM postings put
                WHERE put.budget_id = a.budget_id
                  AND put.reservation_id = a.id
                  AND put.kind = 'reserve') AS Reserved
        {WaitingFrom}
        JOIN providers provider ON provider.id = a.provider_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN resident_keys own ON own.resident_id = r.id
        {Departure.Join}
        WHERE {WaitingWhere}
        ORDER BY a.chosen_at, a.number, what.about DESC
        LIMIT @Most
        """;
}
