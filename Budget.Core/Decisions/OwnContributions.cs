using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>For which help a resident, or whom the resident represents, pays an own contribution, and how much: of what runs or is still to begin, at most 200. Computed; the CAK collects.</summary>
public sealed class OwnContributions(Database database)
{
    /// <param name="Cost">What was granted for it.</param>
    /// <param name="Follows">1 of a budget that goes on where another ended: the contribution went on too.</param>
    /// <param name="IsOwn">1 of help for who asks, and not for somebody whom that person represents.</param>
    public sealed record Help(string BudgetNumber, ResidentId ResidentId, string ResidentName, DateOnly? BornOn, string ProductNl, string ProductEn, string Category, DateOnly StartsOn, Money Cost, long Follows, long IsOwn)
    {
        /// <summary>From when it counts.</summary>
        public DateOnly FirstMonth => OwnContribution.FirstMonth(StartsOn);

        /// <summary>Today, or on its first day when that is later.</summary>
        public OwnContribution On(DateOnly today, bool oneWithoutPension) => OwnContribution.On(StartsOn > today ? StartsOn : today, Category, BornOn, oneWithoutPension, cost: Cost);
    }

    /// <summary>The help of one resident: one contribution a month, however much help.</summary>
    public sealed record OfResident(ResidentId ResidentId, string Name, IReadOnlyList<Help> Helps, DateOnly Today)
    {
        /// <summary>It is who asks.</summary>
        public bool IsOwn => Helps[0].IsOwn == 1;

        /// <summary>Whether this resident does not get a state pension yet.</summary>
        public bool IsYounger => Helps[0].BornOn is { } born && PensionAge.ReachedOn(born) > Today;

        /// <summary>The most that is asked for any of it; none when the fixed amount is asked for none of it.</summary>
        public OwnContribution? In(bool oneWithoutPension) =>
            Helps.Select(help => help.On(Today, oneWithoutPension)).Where(one => one.Exempt is null or "household").OrderByDescending(one => one.PerMonth?.Cents ?? 0).FirstOrDefault();
    }

    public sealed record Answer(IReadOnlyList<OfResident> Residents, DateOnly Today);

    public Task<Answer> Of(Actor actor) => database.LookThrough(actor, nameof(OwnContributions), async session => new Answer(
        [
            .. (await session.List<Help>(HelpSql, Access.Of(actor, session))).GroupBy(help => help.ResidentId)
                .Select(helps => new OfResident(helps.Key, helps.First().ResidentName, [.. helps], session.Today)),
        ],
        session.Today), OthersSql);

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM budgets file
        WHERE file.resident_id IN ({Access.Others})
        """;

    // What was ended before it began is no help.
    private const string HelpSql = $"""
        SELECT b.number AS BudgetNumber, r.id AS ResidentId, r.name AS ResidentName, r.born_on AS BornOn, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.category AS Category,
               b.starts_on AS StartsOn, grant_posting.amount_cents AS Cost,
               CASE WHEN EXISTS (SELECT 1 FROM decision_kinds opening WHERE opening.decision_id = b.decision_id AND opening.earlier_budget_id IS NOT NULL) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS Follows,
               CASE WHEN b.resident_id IN ({Access.Own}) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsOwn
        FROM budgets b
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings grant_posting ON grant_posting.budget_id = b.id AND grant_posting.number = 1
        WHERE b.resident_id IN ({Access.Mine})
          AND {LastDay.Sql} >= @Today
          AND {LastDay.Sql} >= b.starts_on
        ORDER BY r.search_name, b.starts_on, b.number
        LIMIT 200
        """;
}
