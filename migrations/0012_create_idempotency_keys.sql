-- The first answer to each keyed deed, for as long as the deed's result is kept.
CREATE TABLE idempotency_keys (
    user_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    deed TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
);

-- Numbers that people see, counted without gaps: "request-2026", "budget-2026", "assignment-0406".
CREATE TABLE number_series (
    series TEXT PRIMARY KEY,
    last_number BIGINT NOT NULL
);
