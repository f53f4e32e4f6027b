-- A resident says of an accepted line that it is not so. While the dispute is open the line is set aside: it is not paid. What was written is hidden under the resident's key.
CREATE TABLE disputes (
    id TEXT PRIMARY KEY,
    line_id TEXT NOT NULL UNIQUE REFERENCES invoice_lines (id),
    reason TEXT NOT NULL CHECK (reason IN ('not-delivered', 'less-delivered', 'other')),
    explanation TEXT NOT NULL,
    disputed_by TEXT NOT NULL REFERENCES users (id),
    disputed_at TIMESTAMPTZ NOT NULL
);

-- How it ended: the resident took it back, or the municipality settled it for one of the two.
CREATE TABLE dispute_ends (
    dispute_id TEXT PRIMARY KEY REFERENCES disputes (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('withdrawn', 'delivered', 'not-delivered')),
    explanation TEXT NOT NULL,
    ended_by TEXT NOT NULL REFERENCES users (id),
    ended_at TIMESTAMPTZ NOT NULL
);
