using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>The assignments of the provider that this user works for: whom, what, at which rate today, how much is left; at most 200. Nobody else's.</summary>
public sealed class AssignmentsOfProvider(Database database)
{
    /// <param name="IsRunning">1 while support is given: then there is a page of the client.</param>
    /// <param name="ClientLeaves">1 when the client goes elsewhere or stops on a day that is not over.</param>
    /// <param name="Gone">"died" or "moved", on <paramref name="GoneOn"/>: nothing is declared of later days.</param>
    public sealed record Row(
        AssignmentId Id, long IsRunning, long ClientLeaves, long Number, string MunicipalityName, string ResidentName, string ProductCode, string ProductNl, string ProductEn, string Unit,
        Money Rate, DateOnly StartsOn, DateOnly EndsOn, Money? Reserved, Money? Left, DateOnly? WishedOn, long Reports, string? Gone, DateOnly? GoneOn)
    {
        /// <summary>Nobody said anything of it yet: the client waits to hear when the help begins.</summary>
        public bool IsNew => IsRunning == 1 && Reports == 0;
    }

    public Task<IReadOnlyList<Row>> Of(Actor actor) => database.LookThrough(actor, nameof(AssignmentsOfProvider), session => session.List<Row>(RowsSql, new { actor.ProviderId, session.Today, RateOn = session.Today }));

    private const string RowsSql = $"""
        SELECT a.id AS Id, CASE WHEN COALESCE(ended.ended_on, a.ends_on) >= @Today AND COALESCE(ended.ended_on, a.ends_on) >= a.starts_on THEN 1 ELSE 0 END AS IsRunning,
               CASE WHEN ended.reason IN ('client', 'other-provider') AND ended.ended_on >= @Today AND ended.ended_on >= a.starts_on THEN 1 ELSE 0 END AS ClientLeaves, a.number AS Number, m.name AS MunicipalityName, r.name AS ResidentName, p.code AS ProductCode,
               p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit, {ContractRate.OfAssignment} AS Rate, a.starts_on AS StartsOn, COALESCE(ended.ended_on, a.ends_on) AS EndsOn,
               (SELECT first.amount_cents
                FROM postings first
                WHERE first.budget_id = a.budget_id
                  AND first.reservation_id = a.id
                  AND first.kind = 'reserve'
                ORDER BY first.number
                LIMIT 1) AS Reserved,
               {LeftOfAssignment.Sql} AS "Left",
               wish.wished_on AS WishedOn, (SELECT COUNT(*) FROM delivery_reports said WHERE said.assignment_id = a.id) AS Reports,
               gone.reason AS Gone, gone.last_on AS GoneOn
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN municipalities m ON m.code = a.municipality_code
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        LEFT JOIN start_wishes wish ON wish.assignment_id = a.id
        {Departure.Join}
        WHERE a.provider_id = @ProviderId
        ORDER BY COALESCE(ended.ended_on, a.ends_on) DESC, a.number DESC
        LIMIT 200
        """;
}
