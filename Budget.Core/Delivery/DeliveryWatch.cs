using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Invoices;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>What does not go as it should.</summary>
public enum DeliveryTrouble { NobodyCame, NoProvider, NoStart, NoAgreement }

/// <summary>
/// What was granted and does not arrive (the municipality answers for the result): a PVB for which nobody was chosen, or a PGB without a care agreement, fourteen days after the decision or
/// after the last one stopped; help that did not begin fourteen days after it should have, or after it was chosen; and help of which the resident says that nobody came. Worked out from what
/// was written down: a choice, an agreement, a start that was reported, a declaration of later days that was accepted, or a stop that ends the assignment takes it off the list by itself; that the help came after all a caseworker
/// may report too (<see cref="ReportStart"/>). Each with the name of who leads the case.
/// </summary>
public sealed class DeliveryWatch(Database database)
{
    public const int Days = 14;

    /// <summary>At most this many at once, the longest waiting first; of who came to nothing all are first.</summary>
    public const int Most = 200;

    /// <param name="Since">From when it was to be right: the decision, the day that help would begin, or the day that nobody came.</param>
    /// <param name="Assignment">The id of the assignment; none when there is none.</param>
    /// <param name="BeganOn">When it began, as was said before nobody came; none when that was never said.</param>
    /// <param name="HeldBy">The name of who leads the case; of who decided, when nobody leads it.</param>
    public sealed record Item(
        DeliveryTrouble Trouble, DateOnly Since, string RequestNumber, string BudgetNumber, string ResidentName, string ProductNl, string ProductEn,
        string? ProviderName, string? ProviderPhone, string HeldBy, string? Assignment, DateOnly? BeganOn);

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough<IReadOnlyList<Item>>(actor, nameof(DeliveryWatch), async session =>
        actor.Role is not (Role.Caseworker or Role.System) ? [] :
        [
            .. (await session.List<Row>(RowsSql, new { actor.MunicipalityCode, session.Today, Before = session.Today.AddDays(-Days), Most = (long)Most })).Select(row => row.ToItem()),
        ]);

    private sealed record Row(
        string Trouble, DateOnly Since, string RequestNumber, string BudgetNumber, string ResidentName, string ProductNl, string ProductEn,
        string? ProviderName, string? ProviderPhone, string HeldBy, string? Assignment, DateOnly? BeganOn)
    {
        public Item ToItem() => new(
            Enum.Parse<DeliveryTrouble>(Trouble), Since, RequestNumber, BudgetNumber, ResidentName, ProductNl, ProductEn, ProviderName, ProviderPhone, HeldBy, Assignment, BeganOn);
    }

    private const string OfBudget = "b.id, b.number, b.municipality_code, b.product_code, b.resident_id, b.decision_id, b.funding_form, b.ends_on";

    // That it stops on the last day it had anyway ends nothing: it says not that anybody came, nor that the resident chooses again.
    private const string SaysEnough = "(said.kind <> 'stopped' OR EXISTS (SELECT 1 FROM assignment_ends stop WHERE stop.assignment_id = a.id))";
    private const string LaterSaysEnough = "(later.kind <> 'stopped' OR EXISTS (SELECT 1 FROM assignment_ends stop WHERE stop.assignment_id = later.assignment_id))";

    // First what this can be about at all, each by an index of its own (of a town's budgets nearly all go well), and only of that whatever else there is to know. What was said last of
    // an assignment counts; what was said and what was declared both show that somebody came. Whether an
    // assignment is that of today is counted: an EXISTS beside an OR lets PostgreSQL work it out for all there are.
    private const string TroublesSql = $"""
        WITH suspect AS MATERIALIZED (
            SELECT {OfBudget}, CAST(NULL AS TEXT) AS assignment_id, CAST(NULL AS TEXT) AS provider_id, CAST(NULL AS DATE) AS assigned_from, CAST(NULL AS DATE) AS nobody_came_on
            FROM budgets b
            WHERE b.municipality_code = @MunicipalityCode
              AND b.funding_form = 'personfollowing'
              AND b.ends_on >= @Today
              AND NOT EXISTS (
                  SELECT 1
                  FROM assignments a
                  WHERE a.budget_id = b.id
                    AND a.ends_on >= @Today
                    AND NOT EXISTS (SELECT 1 FROM assignment_ends past WHERE past.assignment_id = a.id AND past.ended_on < @Today))
            UNION ALL
            SELECT {OfBudget}, NULL, NULL, CAST(NULL AS DATE), CAST(NULL AS DATE)
            FROM budgets b
            WHERE b.municipality_code = @MunicipalityCode
              AND b.funding_form = 'personheld'
              AND b.ends_on >= @Today
              AND NOT EXISTS (SELECT 1 FROM care_agreements agreement WHERE agreement.budget_id = b.id AND {AgreementEnd.Of} >= @Today)
            UNION ALL
            SELECT {OfBudget}, a.id, a.provider_id, a.starts_on, CAST(NULL AS DATE)
            FROM assignments a
            JOIN budgets b ON b.id = a.budget_id
            WHERE a.municipality_code = @MunicipalityCode
              AND a.ends_on >= @Today
              AND a.starts_on < @Before
              AND NOT EXISTS (
                  SELECT 1
                  FROM delivery_reports said
                  WHERE said.assignment_id = a.id
                    AND {SaysEnough})
              AND NOT EXISTS (
                  SELECT 1
                  FROM invoice_lines line
                  WHERE line.assignment_id = a.id
                    AND {StandingDebit.Sql})
            UNION ALL
            SELECT {OfBudget}, a.id, a.provider_id, a.starts_on, said.happened_on
            FROM delivery_reports said
            CROSS JOIN assignments a
            CROSS JOIN budgets b
            WHERE said.kind = 'nobody-came'
              AND a.id = said.assignment_id
              AND b.id = a.budget_id
              AND a.municipality_code = @MunicipalityCode
              AND a.ends_on >= @Today
              AND NOT EXISTS (
                  SELECT 1
                  FROM delivery_reports later
                  WHERE later.assignment_id = said.assignment_id
                    AND later.id > said.id
                    AND {LaterSaysEnough})
              AND NOT EXISTS (
                  SELECT 1
                  FROM invoice_lines line
                  WHERE line.assignment_id = a.id
                    AND line.ends_on > said.happened_on
                    AND {StandingDebit.Sql})
        ), troubles AS MATERIALIZED (
            SELECT b.id AS budget_id, b.number, b.municipality_code, b.product_code, b.resident_id, d.request_id, d.decided_by, b.provider_id, b.assignment_id,
                   CASE WHEN b.funding_form = 'personheld' THEN 'NoAgreement' WHEN b.assignment_id IS NULL THEN 'NoProvider' WHEN b.nobody_came_on IS NULL THEN 'NoStart' ELSE 'NobodyCame' END AS trouble,
                   CASE
                       WHEN b.funding_form = 'personheld' THEN COALESCE((
                           SELECT MAX({AgreementEnd.Of})
                           FROM care_agreements agreement
                           WHERE agreement.budget_id = b.id
                             AND {AgreementEnd.Of} > d.decided_on), d.decided_on)
                       WHEN b.assignment_id IS NULL THEN COALESCE((
                           SELECT MAX(COALESCE(ended.ended_on, earlier.ends_on))
                           FROM assignments earlier
                           LEFT JOIN assignment_ends ended ON ended.assignment_id = earlier.id
                           WHERE earlier.budget_id = b.id
                             AND COALESCE(ended.ended_on, earlier.ends_on) > d.decided_on), d.decided_on)
                       WHEN b.nobody_came_on IS NOT NULL THEN b.nobody_came_on
                       ELSE (
                           SELECT MAX(expected.day)
                           FROM (
                               SELECT b.assigned_from AS day
                               UNION ALL
                               SELECT wish.wished_on
                               FROM start_wishes wish
                               WHERE wish.assignment_id = b.assignment_id
                               UNION ALL
                               SELECT MIN(chosen.posted_on)
                               FROM postings chosen
                               WHERE chosen.budget_id = b.id
                                 AND chosen.reservation_id = b.assignment_id) expected)
                   END AS since
            FROM suspect b
            JOIN decisions d ON d.id = b.decision_id
            WHERE {LastDay.Sql} >= @Today
              AND (b.assignment_id IS NULL OR (SELECT COUNT(*) FROM assignments a WHERE a.id = b.assignment_id AND {AssignmentOfToday.Sql}) = 1)
        )
        """;

    private const string RowsSql = $"""
        {TroublesSql}
        SELECT troubles.trouble AS Trouble, troubles.since AS Since, request.number AS RequestNumber, troubles.number AS BudgetNumber, who.name AS ResidentName,
               p.name_nl AS ProductNl, p.name_en AS ProductEn, provider.name AS ProviderName, provider.phone AS ProviderPhone, COALESCE(holder.name, u.name) AS HeldBy, troubles.assignment_id AS Assignment,
               (SELECT MAX(said.happened_on)
                FROM delivery_reports said
                WHERE said.assignment_id = troubles.assignment_id
                  AND said.kind = 'started'
                  AND NOT EXISTS (SELECT 1 FROM delivery_reports again WHERE again.assignment_id = said.assignment_id AND again.kind = 'started' AND again.id > said.id)) AS BeganOn
        FROM troubles
        JOIN support_requests request ON request.id = troubles.request_id
        JOIN residents who ON who.id = troubles.resident_id
        JOIN products p ON p.municipality_code = troubles.municipality_code AND p.code = troubles.product_code
        JOIN users u ON u.id = troubles.decided_by
        LEFT JOIN providers provider ON provider.id = troubles.provider_id
        {CaseLead.Joins}
        WHERE (troubles.trouble = 'NobodyCame' OR troubles.since < @Before)
          AND who.destroyed_at IS NULL
          AND troubles.resident_id NOT IN ({Decoys.Residents})
        ORDER BY CASE troubles.trouble WHEN 'NobodyCame' THEN 0 ELSE 1 END, troubles.since, troubles.number
        LIMIT @Most
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>).</summary>
    internal const string TasksSql = $"""
        SELECT found.kind, found.number, found.number AS target, found.resident_id, found.since AS due, CAST(NULL AS TIMESTAMPTZ) AS since, found.days, found.urgent
        FROM (
            {TroublesSql}
            SELECT CASE troubles.trouble WHEN 'NobodyCame' THEN 'nobody-came' WHEN 'NoStart' THEN 'no-start' WHEN 'NoAgreement' THEN 'no-agreement' ELSE 'no-provider' END AS kind,
                   request.number, troubles.resident_id, troubles.since, CASE troubles.trouble WHEN 'NobodyCame' THEN 0 ELSE 14 END AS days, COALESCE(request.is_urgent, 0) AS urgent
            FROM troubles
            JOIN support_requests request ON request.id = troubles.request_id
            WHERE troubles.trouble = 'NobodyCame' OR troubles.since < @Before
        ) found
        """;
}
