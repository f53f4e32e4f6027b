-- What else a resident says when asking: what one can do oneself, what those who help need themselves, what was tried, and whether it can wait (Wmo 2015,
-- 2.3.2 lid 4, b to d, and 2.3.3). All hidden under the resident's key, but that it is urgent: the worklist is ordered by it.
ALTER TABLE support_requests ADD COLUMN own_strength TEXT NOT NULL DEFAULT '';

ALTER TABLE support_requests ADD COLUMN carer_needs TEXT NOT NULL DEFAULT '';

ALTER TABLE support_requests ADD COLUMN tried TEXT NOT NULL DEFAULT '';

ALTER TABLE support_requests ADD COLUMN urgent_because TEXT NOT NULL DEFAULT '';

-- None of a request from before it was asked.
ALTER TABLE support_requests ADD COLUMN is_urgent BIGINT CHECK (is_urgent IN (0, 1));

-- A request that the resident took back before anything was decided.
CREATE TABLE request_ends (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    ended_by TEXT NOT NULL REFERENCES users (id),
    ended_at TIMESTAMPTZ NOT NULL,
    ended_on DATE NOT NULL
);

-- The persoonlijk plan (2.3.2 lid 2): what the resident thinks is needed, and from whom. Handed in again, the last one counts and the earlier ones stay.
CREATE TABLE personal_plans (
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    -- Hidden under the resident's key.
    words TEXT NOT NULL,
    handed_in_by TEXT NOT NULL REFERENCES users (id),
    handed_in_at TIMESTAMPTZ NOT NULL,
    handed_in_on DATE NOT NULL,
    PRIMARY KEY (request_id, version)
);

-- The ingebrekestelling (Awb 4:17 lid 3): the resident says in writing that the municipality is late with its decision. Two weeks later it has to pay, or a
-- court can be asked to set a term.
CREATE TABLE default_notices (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    given_by TEXT NOT NULL REFERENCES users (id),
    given_at TIMESTAMPTZ NOT NULL,
    given_on DATE NOT NULL,
    decide_by DATE NOT NULL
);
