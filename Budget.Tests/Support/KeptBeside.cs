using Budget.Tests.Databases;

namespace Budget.Tests.Support;

/// <summary>What is kept beside what was written down, only to be found sooner: it has to say the same as the rows that it follows from.</summary>
internal static class KeptBeside
{
    public static async Task MustAgree(Town town)
    {
        foreach (var (what, kept, written) in Pairs)
        {
            Assert.That(await Rows.Of(town.ConnectionString, kept), Is.EqualTo(await Rows.Of(town.ConnectionString, written)), what);
        }
    }

    private static readonly (string What, string Kept, string Written)[] Pairs =
    [
        ("which lines wait in a run",
            "SELECT line_id || ' ' || run_id FROM payment_lines_waiting ORDER BY line_id",
            """
            SELECT part.line_id || ' ' || part.run_id
            FROM payment_run_lines part
            WHERE NOT EXISTS (SELECT 1 FROM payment_run_answers said WHERE said.run_id = part.run_id)
            ORDER BY part.line_id
            """),
        ("which lines are paid",
            "SELECT line_id || ' ' || run_id FROM paid_lines ORDER BY line_id",
            """
            SELECT kept.line_id || ' ' || kept.run_id
            FROM payment_bookings kept
            WHERE kept.posting_number IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = kept.budget_id AND back.reverses_number = kept.posting_number)
            ORDER BY kept.line_id
            """),
        ("what was claimed by month",
            "SELECT agreement_id || ' ' || substr(CAST(month AS TEXT), 1, 7) || ' ' || booked_cents || ' ' || waiting_cents || ' ' || waiting_lines || ' ' || parts FROM claimed_months WHERE booked_cents + waiting_lines > 0 ORDER BY agreement_id, month",
            """
            SELECT known.agreement_id || ' ' || known.month || ' ' || CAST(SUM(known.booked) AS BIGINT) || ' ' || CAST(SUM(known.waiting) AS BIGINT) || ' ' || CAST(SUM(known.waits) AS BIGINT) || ' ' || CAST(SUM(known.part) AS BIGINT)
            FROM (
                SELECT c.agreement_id, substr(CAST(c.starts_on AS TEXT), 1, 7) AS month, c.amount_cents AS booked, 0 AS waiting, 0 AS waits, CASE WHEN line.kind IN ('times', 'day') THEN 1 ELSE 0 END AS part
                FROM claims c
                LEFT JOIN claim_line_answers said ON said.claim_id = c.id
                LEFT JOIN claim_lines line ON line.id = said.line_id
                WHERE NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = c.budget_id AND back.reverses_number = c.posting_number)
                UNION ALL
                SELECT line.agreement_id, substr(CAST(line.starts_on AS TEXT), 1, 7), 0,
                    CASE WHEN EXISTS (SELECT 1 FROM departures gone WHERE gone.resident_id = line.resident_id AND gone.reason <> 'mistake' AND gone.last_on < line.starts_on
                        AND NOT EXISTS (SELECT 1 FROM departures later WHERE later.resident_id = gone.resident_id AND later.version > gone.version)) THEN 0 ELSE line.amount_cents END, 1, CASE WHEN line.kind IN ('times', 'day') THEN 1 ELSE 0 END
                FROM claim_lines line
                WHERE NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = line.id)
            ) known
            GROUP BY known.agreement_id, known.month
            ORDER BY known.agreement_id, known.month
            """),
        ("which claims wait for the SVB",
            "SELECT claim_id || ' ' || reference FROM svb_waiting ORDER BY claim_id",
            """
            SELECT line.claim_id || ' ' || line.reference
            FROM svb_order_lines line
            WHERE NOT EXISTS (SELECT 1 FROM svb_answer_lines word WHERE word.reference = line.reference AND word.counts = 1)
              AND NOT EXISTS (SELECT 1 FROM svb_withdrawals gone WHERE gone.order_id = line.order_id)
            ORDER BY line.claim_id
            """),
        ("of which claims something is to settle",
            "SELECT claim_id FROM claims_to_settle ORDER BY claim_id",
            """
            SELECT c.id
            FROM claims c
            LEFT JOIN postings back ON back.budget_id = c.budget_id AND back.reverses_number = c.posting_number
            WHERE CASE WHEN back.number IS NULL THEN c.amount_cents ELSE 0 END <> COALESCE((
                SELECT SUM(line.amount_cents)
                FROM svb_order_lines line
                JOIN svb_answer_lines paid ON paid.reference = line.reference AND paid.outcome = 'paid' AND paid.counts = 1
                WHERE line.claim_id = c.id
                  AND NOT EXISTS (SELECT 1 FROM svb_answer_lines returned WHERE returned.reference = line.reference AND returned.outcome = 'returned' AND returned.counts = 1)), 0)
            ORDER BY c.id
            """),
        ("of which PGBs something may go back",
            """
            SELECT due.budget_id || ' ' || CAST(due.last_on AS TEXT)
            FROM unused_to_return due
            JOIN postings last ON last.budget_id = due.budget_id AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = due.budget_id)
            WHERE last.available_cents > 0
            ORDER BY due.budget_id
            """,
            """
            SELECT b.id || ' ' || CAST(COALESCE((
                SELECT CASE WHEN d.decided_on > ending.ended_on THEN d.decided_on ELSE ending.ended_on END
                FROM decision_kinds ending
                JOIN decisions d ON d.id = ending.decision_id
                WHERE ending.earlier_budget_id = b.id
                  AND ending.ended_on IS NOT NULL), b.ends_on) AS TEXT)
            FROM budgets b
            JOIN postings last ON last.budget_id = b.id AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
            WHERE b.funding_form = 'personheld'
              AND last.available_cents > 0
            ORDER BY b.id
            """),
        // Whether one is held hangs on its number, which is hidden: HelperAccountTests holds that.
        ("which accounts of helpers wait for a look",
            "SELECT account_id FROM unseen_helper_accounts ORDER BY account_id",
            """
            SELECT account.id
            FROM helper_accounts account
            JOIN care_agreements agreement ON agreement.id = account.agreement_id
            WHERE (account.number > 1 OR agreement.proposal_id IS NULL OR EXISTS (SELECT 1 FROM agreement_proposals paper WHERE paper.id = agreement.proposal_id AND paper.identifier_hash = ''))
              AND NOT EXISTS (SELECT 1 FROM helper_account_looks seen WHERE seen.account_id = account.id)
              AND NOT EXISTS (SELECT 1 FROM residents gone WHERE gone.id = account.resident_id AND gone.name = '—')
            ORDER BY account.id
            """),
        ("which claims are paid",
            "SELECT claim_id || ' ' || reference FROM paid_claims ORDER BY claim_id",
            """
            SELECT kept.claim_id || ' ' || kept.reference
            FROM svb_payments kept
            WHERE NOT EXISTS (SELECT 1 FROM postings back WHERE back.budget_id = kept.budget_id AND back.reverses_number = kept.posting_number)
            ORDER BY kept.claim_id
            """),
        ("which requests are open",
            "SELECT request_id || ' ' || municipality_code FROM open_requests ORDER BY request_id",
            """
            SELECT file.id || ' ' || file.municipality_code
            FROM support_requests file
            WHERE NOT EXISTS (SELECT 1 FROM request_ends ended WHERE ended.request_id = file.id)
              AND NOT EXISTS (
                  SELECT 1
                  FROM decisions d
                  LEFT JOIN decision_kinds k ON k.decision_id = d.id
                  WHERE d.request_id = file.id
                    AND COALESCE(k.kind, 'grant') NOT IN ('temporary', 'withdraw', 'recovery'))
              AND NOT EXISTS (SELECT 1 FROM residents gone WHERE gone.id = file.resident_id AND gone.name = '—')
            ORDER BY file.id
            """),
        ("which shifts wait",
            "SELECT shift_id FROM open_shifts ORDER BY shift_id",
            "SELECT id FROM shifts WHERE id NOT IN (SELECT shift_id FROM shift_answers) ORDER BY id"),
        ("which disputes are open",
            "SELECT waits.dispute_id || ' ' || waits.budget_id || ' ' || CAST(waits.posting_number AS TEXT) || ' ' || CAST(waits.is_answered AS TEXT) FROM open_disputes waits ORDER BY waits.dispute_id",
            """
            SELECT dispute.id || ' ' || line.budget_id || ' ' || CAST(line.posting_number AS TEXT) || ' ' || CASE WHEN said.dispute_id IS NULL THEN '0' ELSE '1' END
            FROM disputes dispute
            JOIN invoice_lines line ON line.id = dispute.line_id
            LEFT JOIN dispute_answers said ON said.dispute_id = dispute.id
            WHERE NOT EXISTS (SELECT 1 FROM dispute_ends ending WHERE ending.dispute_id = dispute.id)
            ORDER BY dispute.id
            """),
        ("which care agreements wait",
            "SELECT proposal_id FROM open_agreements ORDER BY proposal_id",
            """
            SELECT proposal_id
            FROM agreement_steps signed
            WHERE kind = 'signed'
              AND NOT EXISTS (SELECT 1 FROM agreement_steps over WHERE over.proposal_id = signed.proposal_id AND over.kind NOT IN ('signed', 'agreed'))
              AND NOT EXISTS (SELECT 1 FROM agreement_proposals gone WHERE gone.id = signed.proposal_id AND gone.identifier = '')
            ORDER BY proposal_id
            """),
        ("in which household somebody lives",
            "SELECT id || ' ' || household_id FROM residents WHERE household_id IS NOT NULL ORDER BY id",
            Last("household_moves", "resident_id", "household_id")),
        ("who leads it",
            "SELECT id || ' ' || lead_id FROM households WHERE lead_id IS NOT NULL ORDER BY id",
            Last("case_leads", "household_id", "lead_id")),
    ];

    /// <summary>Of a history in versions: what the last row of each says.</summary>
    private static string Last(string history, string of, string says) => $"""
        SELECT entry.{of} || ' ' || entry.{says}
        FROM {history} entry
        WHERE NOT EXISTS (SELECT 1 FROM {history} later WHERE later.{of} = entry.{of} AND later.version > entry.version)
        ORDER BY entry.{of}
        """;
}
