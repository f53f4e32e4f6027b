using Budget.Core.HelperPayments;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>What was claimed on a care agreement, kept by month beside the lines: each deed that changes one works its month out anew, in the same transaction.</summary>
internal static class ClaimedMonths
{
    /// <param name="day">Any of the month in which the work was.</param>
    public static Task Recount(Session session, AgreementId agreement, DateOnly day)
    {
        var month = Period.MonthOf(day);
        return session.Execute(RecountSql, new { agreement, Month = month.StartsOn, month.EndsOn });
    }

    /// <summary>After a posting was reversed; of one that is no claim nothing happens.</summary>
    public static async Task AfterReversal(Session session, BudgetId budget, long posting)
    {
        if (await session.FirstOrNone<Claimed>(ClaimSql, new { budget, posting }) is { } claimed)
        {
            await Recount(session, claimed.AgreementId, claimed.StartsOn);
            await ClaimToPay.Recount(session, claimed.Id);
        }
    }

    private sealed record Claimed(ClaimId Id, AgreementId AgreementId, DateOnly StartsOn);

    private const string ClaimSql = """
        SELECT c.id AS Id, c.agreement_id AS AgreementId, c.starts_on AS StartsOn
        FROM postings p
        JOIN claims c ON c.id = p.origin_id
        WHERE p.budget_id = @budget
          AND p.number = @posting
          AND p.kind = 'claim'
        """;

    private const string RecountSql = """
        INSERT INTO claimed_months (agreement_id, month, booked_cents, waiting_cents, waiting_lines, parts)
        SELECT @agreement, @Month, COALESCE(SUM(known.booked), 0), COALESCE(SUM(known.waiting), 0), COALESCE(SUM(known.waits), 0), COALESCE(SUM(known.part), 0)
        FROM (
            SELECT c.amount_cents AS booked, 0 AS waiting, 0 AS waits, CASE WHEN line.kind IN ('times', 'day') THEN 1 ELSE 0 END AS part
            FROM claims c
            LEFT JOIN claim_line_answers said ON said.claim_id = c.id
            LEFT JOIN claim_lines line ON line.id = said.line_id
            WHERE c.agreement_id = @agreement
              AND c.starts_on >= @Month
              AND c.starts_on <= @EndsOn
              AND NOT EXISTS (
                  SELECT 1
                  FROM postings reversal
                  WHERE reversal.budget_id = c.budget_id
                    AND reversal.reverses_number = c.posting_number)
            UNION ALL
            SELECT 0, waits.amount_cents, 1, CASE WHEN waits.kind IN ('times', 'day') THEN 1 ELSE 0 END
            FROM claim_lines waits
            WHERE waits.agreement_id = @agreement
              AND waits.starts_on >= @Month
              AND waits.starts_on <= @EndsOn
              AND NOT EXISTS (
                  SELECT 1
                  FROM claim_line_answers said
                  WHERE said.line_id = waits.id)
        ) known
        WHERE 1 = 1
        ON CONFLICT (agreement_id, month) DO UPDATE
        SET booked_cents = excluded.booked_cents,
            waiting_cents = excluded.waiting_cents,
            waiting_lines = excluded.waiting_lines,
            parts = excluded.parts
        """;
}
