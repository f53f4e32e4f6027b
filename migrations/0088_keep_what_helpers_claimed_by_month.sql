-- What was claimed on each care agreement in each month, so that neither a forecast nor the page of a budget adds up every line there ever was. Worked out anew from the lines of that month by each deed that changes one, in the same
-- transaction.
CREATE TABLE claimed_months (
    agreement_id TEXT NOT NULL REFERENCES care_agreements (id),
    month DATE NOT NULL,
    -- Booked and not taken back.
    booked_cents BIGINT NOT NULL,
    -- Entered, and not answered by the holder.
    waiting_cents BIGINT NOT NULL,
    waiting_lines BIGINT NOT NULL,
    -- How many of both are a day or part of one: then more of that month may come.
    parts BIGINT NOT NULL,
    PRIMARY KEY (agreement_id, month)
);

INSERT INTO claimed_months (agreement_id, month, booked_cents, waiting_cents, waiting_lines, parts)
SELECT known.agreement_id, known.month, SUM(known.booked), 0, 0, 0
FROM (
    SELECT c.agreement_id, c.amount_cents AS booked,
        /*sqlite substr(c.starts_on, 1, 8) || '01' AS month */
        /*postgresql CAST(date_trunc('month', c.starts_on) AS DATE) AS month */
    FROM claims c
    WHERE NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number)
) known
GROUP BY known.agreement_id, known.month;

-- For the question whether the same hour was entered before: a line is never longer than a day and a night.
CREATE INDEX claim_lines_by_clock ON claim_lines (resident_id, from_at);
