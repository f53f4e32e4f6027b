using Budget.Core.Budgets;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>
/// What waits of the PGBs of a municipality, of help until the end of a year: hours that no holder answered, and help that was approved and that the SVB, from the day on which it pays by our files, did not pay. To look at before that year is
/// closed: a budget that is over gives back what is left, and then hours that are approved later find no money.
/// </summary>
public sealed class WaitsOfYear(Database database)
{
    /// <param name="Lines">How many lines of hours, or how many claims.</param>
    public sealed record Part(long Lines, Money Amount);

    public sealed record Answer(Part Hours, Part ToPay);

    /// <returns>None for who may not see the municipality's books.</returns>
    public Task<Answer?> Of(Actor actor, int year) => database.Read(async session =>
    {
        if (!actor.MaySeeBooks)
        {
            return null;
        }

        var until = new { actor.MunicipalityCode, LastDay = new DateOnly(year, 12, 31) };
        return new Answer(await session.Single<Part>(HoursSql, until), await session.Single<Part>(ToPaySql, until));
    });

    // By month, as they are kept beside the lines; of what is over by then, because only that gives back.
    private const string HoursSql = $"""
        SELECT CAST(COALESCE(SUM(waits.waiting_lines), 0) AS BIGINT) AS Lines, CAST(COALESCE(SUM(waits.waiting_cents), 0) AS BIGINT) AS Amount
        FROM budgets b
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        JOIN claimed_months waits ON waits.agreement_id = agreement.id
        WHERE b.municipality_code = @MunicipalityCode
          AND waits.month <= @LastDay
          AND waits.waiting_lines > 0
          AND {LastDay.ToReturnSql} <= @LastDay
        """;

    private const string ToPaySql = """
        SELECT COUNT(*) AS Lines, CAST(COALESCE(SUM(c.amount_cents), 0) AS BIGINT) AS Amount
        FROM claims_to_settle due
        JOIN claims c ON c.id = due.claim_id
        JOIN svb_starts begun ON begun.municipality_code = due.municipality_code AND begun.starts_on <= c.submitted_on
        WHERE due.municipality_code = @MunicipalityCode
          AND c.starts_on <= @LastDay
          AND NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = c.budget_id AND back.reverses_number = c.posting_number)
        """;
}
