-- A resident wants help of somebody who has no contract: a question to the municipality, with its answer. Name, reason and answer are hidden under the
-- resident's key.
CREATE TABLE provider_proposals (
    id TEXT PRIMARY KEY,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    name TEXT NOT NULL,
    why TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    outcome TEXT CHECK (outcome IN ('welcome', 'declined')),
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT REFERENCES users (id),
    answered_at TIMESTAMPTZ,
    CHECK ((outcome IS NULL) = (answered_at IS NULL)),
    CHECK ((outcome IS NULL) = (answered_by IS NULL))
);

CREATE INDEX provider_proposals_by_budget ON provider_proposals (budget_id, proposed_at);

CREATE INDEX provider_proposals_by_resident ON provider_proposals (resident_id);

-- At most one that waits for its answer.
CREATE UNIQUE INDEX provider_proposals_open ON provider_proposals (budget_id) WHERE outcome IS NULL;
