-- Organisations whose people sign in as those of a provider do and who give no support themselves, admitted by a municipality for what they do there: a practice of family doctors reports.
CREATE TABLE provider_kinds (
    provider_id TEXT NOT NULL REFERENCES providers (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    kind TEXT NOT NULL CHECK (kind IN ('doctor')),
    PRIMARY KEY (provider_id, municipality_code, kind)
)
/*sqlite WITHOUT ROWID*/;

-- What a family doctor reports of somebody who agrees to it (Wmo 2015, 2.3.2 lid 1: on behalf of the resident). Who it is and what is seen are hidden: under the key of the
-- municipality until a caseworker links it to a file, and under the resident's from then on.
CREATE TABLE concerns (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    reported_by TEXT NOT NULL REFERENCES users (id),
    reported_at TIMESTAMPTZ NOT NULL,
    reported_on DATE NOT NULL,
    -- Who it is about: empty once it was picked up, when the file says so or nobody needs it any more.
    name TEXT NOT NULL,
    bsn TEXT NOT NULL,
    born TEXT NOT NULL,
    address TEXT NOT NULL,
    words TEXT NOT NULL,
    resident_id TEXT REFERENCES residents (id),
    linked_by TEXT REFERENCES users (id),
    linked_at TIMESTAMPTZ,
    picked_up_by TEXT REFERENCES users (id),
    picked_up_at TIMESTAMPTZ,
    picked_up_on DATE,
    CHECK ((resident_id IS NULL) = (linked_by IS NULL) AND (resident_id IS NULL) = (linked_at IS NULL)),
    CHECK ((picked_up_by IS NULL) = (picked_up_at IS NULL) AND (picked_up_by IS NULL) = (picked_up_on IS NULL))
);

CREATE INDEX concerns_waiting ON concerns (municipality_code, reported_on) WHERE picked_up_at IS NULL;

CREATE INDEX concerns_by_municipality ON concerns (municipality_code, picked_up_on);

CREATE INDEX concerns_by_provider ON concerns (provider_id, reported_at);

CREATE INDEX concerns_by_resident ON concerns (resident_id);

CREATE INDEX concerns_by_reporter ON concerns (reported_by, reported_at);
