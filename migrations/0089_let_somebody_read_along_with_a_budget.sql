-- Somebody whom the resident invited reads along with one budget, or prepares hours for it too; beside those who read along with a case.
ALTER TABLE case_supporters ADD COLUMN budget_id TEXT REFERENCES budgets (id);

-- May enter hours that came on paper: they wait for the holder.
ALTER TABLE case_supporters ADD COLUMN may_prepare BIGINT NOT NULL DEFAULT 0 CHECK (may_prepare IN (0, 1));

DROP INDEX case_supporters_reading;

-- At most one of a person in a case, and in each of its budgets, at a time.
CREATE UNIQUE INDEX case_supporters_reading ON case_supporters (user_id, request_id, COALESCE(budget_id, '')) WHERE user_id IS NOT NULL AND ended_at IS NULL;

CREATE INDEX case_supporters_by_budget ON case_supporters (budget_id) WHERE budget_id IS NOT NULL;
