-- Somebody whom the resident invited into one case, to read along: a client supporter, a daughter, a neighbour. Read only, by name and never by right of office; ended by either at any moment.
CREATE TABLE case_supporters (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    -- Who it is, in the resident's own words. Hidden under the resident's key.
    label TEXT NOT NULL,
    -- A keyed fingerprint: the code itself stands nowhere.
    code_hash TEXT NOT NULL UNIQUE,
    code_until TIMESTAMPTZ NOT NULL,
    invited_by TEXT NOT NULL REFERENCES users (id),
    invited_at TIMESTAMPTZ NOT NULL,
    -- Reading along lasts no longer than this, whoever forgets it.
    ends_on DATE NOT NULL,
    -- Who took the invitation.
    user_id TEXT REFERENCES users (id),
    accepted_at TIMESTAMPTZ,
    -- None when the case itself was over.
    ended_by TEXT REFERENCES users (id),
    ended_at TIMESTAMPTZ,
    CHECK ((user_id IS NULL) = (accepted_at IS NULL)),
    CHECK (ended_by IS NULL OR ended_at IS NOT NULL)
);

CREATE INDEX case_supporters_by_request ON case_supporters (request_id, invited_at);

CREATE INDEX case_supporters_by_resident ON case_supporters (resident_id);

-- At most one of a person in a case at a time, and what somebody reads along with.
CREATE UNIQUE INDEX case_supporters_reading ON case_supporters (user_id, request_id) WHERE user_id IS NOT NULL AND ended_at IS NULL;
