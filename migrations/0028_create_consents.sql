-- With whom a resident shares what was said of one part of life: a provider with a running assignment, until a day; taken back at any moment.
CREATE TABLE consents (
    id TEXT PRIMARY KEY,
    resident_id TEXT NOT NULL REFERENCES residents (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    life_domain TEXT NOT NULL,
    ends_on DATE NOT NULL,
    given_by TEXT NOT NULL REFERENCES users (id),
    given_at TIMESTAMPTZ NOT NULL,
    withdrawn_by TEXT REFERENCES users (id),
    withdrawn_at TIMESTAMPTZ,
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);

-- One for a part of life; another day takes the place of the one before.
CREATE UNIQUE INDEX consents_standing ON consents (resident_id, provider_id, life_domain) WHERE withdrawn_at IS NULL;

-- A file that was opened without consent because it could not wait, by whom, why and until when. The resident is told, and says when it was read.
CREATE TABLE emergency_looks (
    id TEXT PRIMARY KEY,
    resident_id TEXT NOT NULL REFERENCES residents (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- Hidden under the resident's key.
    reason TEXT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    read_by TEXT REFERENCES users (id),
    read_at TIMESTAMPTZ,
    CHECK ((read_by IS NULL) = (read_at IS NULL))
);

CREATE INDEX emergency_looks_by_resident ON emergency_looks (resident_id, opened_at);
