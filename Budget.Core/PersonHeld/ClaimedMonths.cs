using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
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

    /// <summary>After it was written down that the holder died or moved, or that this was a mistake: what waits of later days can never be paid, and is on its way no more, or is again.</summary>
    public static async Task AfterDeparture(Session session, Actor actor, ResidentId resident)
    {
        var waiting = await session.List<Claimed>(WaitingSql, new { resident });
        if (waiting.Count == 0)
        {
            return;
        }

        // Behind the rows of all budgets at once, as whoever books or reverses on one: a month is counted by one at a time, and nobody waits for somebody who waits for him.
        await BudgetLedger.OpenAll(session, actor, await session.List<BudgetId>(BudgetsSql, new { resident }));
        foreach (var waits in waiting)
        {
            await Recount(session, waits.AgreementId, waits.StartsOn);
        }
    }

    /// <summary>After a claim was taken back.</summary>
    public static async Task AfterReversal(Session session, ClaimId claim)
    {
        // A ledger can be written without what it was booked on.
        if (await session.FirstOrNone<Claimed>(ClaimSql, new { claim }) is { } claimed)
        {
            await Recount(session, claimed.AgreementId, claimed.StartsOn);
            await ClaimToPay.Recount(session, claim);
        }
    }

    private sealed record Claimed(AgreementId AgreementId, DateOnly StartsOn);

    private const string WaitingSql = """
        SELECT DISTINCT claimed.agreement_id AS AgreementId, claimed.month AS StartsOn
        FROM budgets b
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        JOIN claimed_months claimed ON claimed.agreement_id = agreement.id
        WHERE b.resident_id = @resident
          AND claimed.waiting_lines > 0
        """;

    private const string BudgetsSql = """
        SELECT id
        FROM budgets
        WHERE resident_id = @resident
        """;

    private const string ClaimSql = """
        SELECT agreement_id AS AgreementId, starts_on AS StartsOn
        FROM claims
        WHERE id = @claim
        """;

    // What waits of days behind the last of a holder who died or moved is a line to answer, and no money that is on its way.
    private const string RecountSql = $"""
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
            SELECT 0,
                   CASE WHEN {Departure.IsBeforeLine} THEN 0 ELSE line.amount_cents END,
                   1, CASE WHEN line.kind IN ('times', 'day') THEN 1 ELSE 0 END
            FROM claim_lines line
            WHERE line.agreement_id = @agreement
              AND line.starts_on >= @Month
              AND line.starts_on <= @EndsOn
              AND NOT EXISTS (
                  SELECT 1
                  FROM claim_line_answers said
                  WHERE said.line_id = line.id)
        ) known
        WHERE 1 = 1
        ON CONFLICT (agreement_id, month) DO UPDATE
        SET booked_cents = excluded.booked_cents,
            waiting_cents = excluded.waiting_cents,
            waiting_lines = excluded.waiting_lines,
            parts = excluded.parts
        """;
}
