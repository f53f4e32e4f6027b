-- What a resident says of a goal at a set moment: whether it is reached. Of a "no" the municipality says what it does now. Both are hidden under the resident's key.
CREATE TABLE goal_evaluations (
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    life_domain TEXT NOT NULL,
    asked_on DATE NOT NULL,
    reached TEXT NOT NULL CHECK (reached IN ('yes', 'partly', 'no')),
    words TEXT NOT NULL,
    said_by TEXT NOT NULL REFERENCES users (id),
    said_at TIMESTAMPTZ NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT REFERENCES users (id),
    answered_at TIMESTAMPTZ,
    PRIMARY KEY (request_id, life_domain, asked_on),
    FOREIGN KEY (request_id, life_domain) REFERENCES support_needs (request_id, life_domain),
    CHECK ((answered_by IS NULL) = (answered_at IS NULL))
);

-- What waits for an answer.
CREATE INDEX goal_evaluations_open ON goal_evaluations (said_at) WHERE reached = 'no' AND answered_at IS NULL;
