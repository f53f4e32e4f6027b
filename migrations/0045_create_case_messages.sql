-- What is written in a case: between the resident (or who represents the resident) and the municipality, and beside it between the resident and each provider that gives the support.
CREATE TABLE case_messages (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    -- None: with the municipality.
    provider_id TEXT REFERENCES providers (id),
    side TEXT NOT NULL CHECK (side IN ('resident', 'municipality', 'provider')),
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at TIMESTAMPTZ NOT NULL,
    -- The day of it, as a file is kept until so many years after the last thing in it.
    written_on DATE NOT NULL,
    -- Hidden under the resident's key.
    words TEXT NOT NULL,
    -- When somebody of the other side first read it.
    read_at TIMESTAMPTZ,
    CHECK (CASE side WHEN 'municipality' THEN provider_id IS NULL WHEN 'provider' THEN provider_id IS NOT NULL ELSE TRUE END)
);

CREATE INDEX case_messages_by_request ON case_messages (request_id, written_at);

CREATE INDEX case_messages_by_resident ON case_messages (resident_id);

CREATE INDEX case_messages_by_writer ON case_messages (written_by, written_at);

CREATE INDEX case_messages_by_municipality ON case_messages (municipality_code, written_at) WHERE provider_id IS NULL;

CREATE INDEX case_messages_by_provider ON case_messages (provider_id, written_at) WHERE provider_id IS NOT NULL;

-- What staff has not read: few rows, however many there have been.
CREATE INDEX case_messages_unread ON case_messages (municipality_code, provider_id) WHERE read_at IS NULL AND side = 'resident';

-- Who read what somebody of another side wrote, and when: each for oneself, because a resident and a representative do not read for one another.
CREATE TABLE message_reads (
    message_id TEXT NOT NULL REFERENCES case_messages (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    read_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (message_id, user_id)
);
