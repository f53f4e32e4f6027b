-- The bezwaar against a decision (Awb chapter 6 and 7), in the resident's own words, hidden under the resident's key; and the decision on it, once.
CREATE TABLE objections (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    objected_by TEXT NOT NULL REFERENCES users (id),
    objected_at TIMESTAMPTZ NOT NULL,
    objected_on DATE NOT NULL,
    words TEXT NOT NULL,
    -- Why it comes after its term; empty when it does not.
    late_reason TEXT NOT NULL,
    decide_by DATE NOT NULL,
    decided_by TEXT REFERENCES users (id),
    decided_at TIMESTAMPTZ,
    outcome TEXT CHECK (outcome IN ('founded', 'partly', 'unfounded')),
    answer TEXT NOT NULL,
    CHECK ((outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL))
);

CREATE INDEX objections_by_resident ON objections (resident_id, objected_at);

CREATE INDEX objections_open ON objections (municipality_code, decide_by) WHERE outcome IS NULL;
