-- One plan over all life domains: what there is, who gives it and who pays. Only the municipality's own lines have a budget, and with it figures. What and who are hidden under the
-- resident's key. A line that ends stays.
CREATE TABLE plan_lines (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    life_domain TEXT NOT NULL,
    what TEXT NOT NULL,
    who TEXT NOT NULL,
    paid_by TEXT NOT NULL CHECK (paid_by IN ('wmo', 'zvw', 'wlz', 'youth', 'self', 'nobody')),
    budget_id TEXT REFERENCES budgets (id),
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at TIMESTAMPTZ NOT NULL,
    ended_by TEXT REFERENCES users (id),
    ended_at TIMESTAMPTZ,
    CHECK ((paid_by = 'wmo') = (budget_id IS NOT NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);

CREATE INDEX plan_lines_by_request ON plan_lines (request_id, id);

-- A budget stands once in a part of life.
CREATE UNIQUE INDEX plan_lines_by_budget ON plan_lines (budget_id, life_domain) WHERE budget_id IS NOT NULL AND ended_at IS NULL;
