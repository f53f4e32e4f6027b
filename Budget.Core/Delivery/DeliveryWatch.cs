using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Invoices;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>What does not go as it should.</summary>
public enum DeliveryTrouble { NobodyCame, NoProvider, NoStart }

/// <summary>
/// What was granted and does not arrive (the municipality answers for the result): a PVB for which nobody was chosen fourteen days after the decision or
/// after the last provider stopped, help that did not begin fourteen days after it should have, and help of which the resident says that nobody came. Worked out from what was written
/// down: a choice, a start that was reported, a declaration that was accepted, or a stop takes it off the list by itself. Each with the name of who decided.
/// </summary>
public sealed class DeliveryWatch(Database database)
{
    public const int Days = 14;

    /// <summary>At most this many at once, the longest waiting first; of who came to nothing all are first.</summary>
    public const int Most = 200;

    /// <param name="Since">From when it was to be right: the decision, the day that help would begin, or the day that nobody came.</param>
    /// <param name="HeldBy">The name of who has it.</param>
    public sealed record Item(
        DeliveryTrouble Trouble, DateOnly Since, string RequestNumber, string BudgetNumber, string ResidentName, string ProductNl, string ProductEn,
        string? ProviderName, string? ProviderPhone, string HeldBy);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(DeliveryWatch), async session =>
        actor.Role is not (Role.Caseworker or Role.System) ? [] :
        [
            .. (await session.List<Row>(RowsSql, new { actor.MunicipalityCode, session.Today, Before = session.Today.AddDays(-Days), Most = (long)Most })).Select(row => row.ToItem()),
        ]);

    private sealed record Row(
        string Trouble, DateOnly Since, string RequestNumber, string BudgetNumber, string ResidentName, string ProductNl, string ProductEn,
        string? ProviderName, string? ProviderPhone, string HeldBy)
    {
        public Item ToItem() => new(
            Enum.Parse<DeliveryTrouble>(Trouble), Since, RequestNumber, BudgetNumber, ResidentName, ProductNl, ProductEn, ProviderName, ProviderPhone, HeldBy);
    }

    // The last that was said of an assignment; what was said and what was declared both show that somebody came.
    private const string RowsSql = $"""
        WITH granted AS (
            SELECT b.id, b.number, b.municipality_code, b.product_code, b.resident_id, b.starts_on, d.decided_on, d.decided_by, d.request_id
            FROM budgets b
            JOIN decisions d ON d.id = b.decision_id
            JOIN residents r ON r.id = b.resident_id
            WHERE b.municipality_code = @MunicipalityCode
              AND b.funding_form = 'personfollowing'
              AND b.ends_on >= @Today
              AND r.destroyed_at IS NULL
        ), chosen AS (
            SELECT granted.id AS budget_id, a.id AS assignment_id, a.provider_id, a.chosen_at,
                   CASE WHEN wish.wished_on > a.starts_on THEN wish.wished_on ELSE a.starts_on END AS begins_on,
                   last.kind, last.happened_on
            FROM granted
            JOIN assignments a ON a.budget_id = granted.id AND {AssignmentOfToday.Sql}
            LEFT JOIN start_wishes wish ON wish.assignment_id = a.id
            LEFT JOIN delivery_reports last ON last.assignment_id = a.id
                AND last.id = (SELECT MAX(newest.id) FROM delivery_reports newest WHERE newest.assignment_id = a.id)
        ), troubles AS (
            SELECT 'NobodyCame' AS trouble, chosen.happened_on AS since, chosen.budget_id, chosen.provider_id
            FROM chosen
            WHERE chosen.kind = 'nobody-came'
            UNION ALL
            SELECT 'NoStart', chosen.begins_on, chosen.budget_id, chosen.provider_id
            FROM chosen
            WHERE chosen.kind IS NULL
              AND chosen.begins_on < @Before
              AND NOT EXISTS (
                  SELECT 1
                  FROM invoice_lines line
                  WHERE line.assignment_id = chosen.assignment_id
                    AND {StandingDebit.Sql})
            UNION ALL
            SELECT 'NoProvider', waiting.since, waiting.id, NULL
            FROM (
                SELECT granted.id,
                       COALESCE((
                           SELECT MAX(ended.ended_on)
                           FROM assignments a
                           JOIN assignment_ends ended ON ended.assignment_id = a.id
                           WHERE a.budget_id = granted.id
                             AND ended.ended_on > granted.decided_on), granted.decided_on) AS since
                FROM granted
                WHERE NOT EXISTS (SELECT 1 FROM chosen WHERE chosen.budget_id = granted.id)) waiting
            WHERE waiting.since < @Before
        )
        SELECT troubles.trouble AS Trouble, troubles.since AS Since, request.number AS RequestNumber, granted.number AS BudgetNumber, r.name AS ResidentName,
               p.name_nl AS ProductNl, p.name_en AS ProductEn, provider.name AS ProviderName, provider.phone AS ProviderPhone, u.name AS HeldBy
        FROM troubles
        JOIN granted ON granted.id = troubles.budget_id
        JOIN support_requests request ON request.id = granted.request_id
        JOIN residents r ON r.id = granted.resident_id
        JOIN products p ON p.municipality_code = granted.municipality_code AND p.code = granted.product_code
        JOIN users u ON u.id = granted.decided_by
        LEFT JOIN providers provider ON provider.id = troubles.provider_id
        WHERE NOT EXISTS (SELECT 1 FROM decoys decoy WHERE decoy.resident_id = granted.resident_id)
        ORDER BY CASE troubles.trouble WHEN 'NobodyCame' THEN 0 ELSE 1 END, troubles.since, granted.number
        LIMIT @Most
        """;
}
