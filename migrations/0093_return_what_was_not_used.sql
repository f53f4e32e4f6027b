-- Of which PGBs may something be left that goes back to the municipality: kept beside, with the day from which the terms for claiming count, so that nobody looks through every budget there ever was. A row comes with the budget, gets
-- another day with a decision that ends it, goes when the portal gave back what was left, and comes again with a correction after that (docs/decisions/0031-the-account-of-a-year.md).
CREATE TABLE unused_to_return (
    budget_id TEXT PRIMARY KEY REFERENCES budgets (id),
    last_on DATE NOT NULL
);

CREATE INDEX unused_to_return_by_day ON unused_to_return (last_on);

INSERT INTO unused_to_return (budget_id, last_on)
SELECT b.id,
    COALESCE((
        SELECT CASE WHEN d.decided_on > ending.ended_on THEN d.decided_on ELSE ending.ended_on END
        FROM decision_kinds ending
        JOIN decisions d ON d.id = ending.decision_id
        WHERE ending.earlier_budget_id = b.id
          AND ending.ended_on IS NOT NULL), b.ends_on)
FROM budgets b
WHERE b.funding_form = 'personheld';

-- What was claimed on a budget, for the account of a year and for what is left when it ends.
CREATE INDEX claims_by_budget ON claims (budget_id, posting_number);
