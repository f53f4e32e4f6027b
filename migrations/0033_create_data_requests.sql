-- What a resident asks about the own data: that something is put right (AVG art. 16; Wmo 2015, 5.3.2), or that the file is destroyed (5.3.5). Words are hidden under
-- the resident's key. Of a file that was destroyed the row stays, without words: who asked for it, who proposed it and who else confirmed it.
CREATE TABLE data_requests (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    kind TEXT NOT NULL CHECK (kind IN ('correction', 'destruction')),
    about TEXT NOT NULL CHECK (about IN ('name', 'bornon', 'request', 'report', 'decision', 'money', 'other', 'file')),
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at TIMESTAMPTZ NOT NULL,
    answer_by DATE NOT NULL,
    -- What is wrong, or why somebody wants the file gone; and what it should be.
    words TEXT NOT NULL,
    should_be TEXT NOT NULL,
    proposed_by TEXT REFERENCES users (id),
    proposed_at TIMESTAMPTZ,
    proposal TEXT NOT NULL,
    answered_by TEXT REFERENCES users (id),
    answered_at TIMESTAMPTZ,
    outcome TEXT CHECK (outcome IN ('agreed', 'refused')),
    answer TEXT NOT NULL,
    CHECK ((kind = 'destruction') = (about = 'file')),
    CHECK ((outcome IS NULL) = (answered_by IS NULL) AND (outcome IS NULL) = (answered_at IS NULL)),
    CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
    -- Four eyes, once more behind the deed.
    CHECK (kind <> 'destruction' OR outcome IS NULL OR outcome <> 'agreed' OR (proposed_by IS NOT NULL AND proposed_by <> answered_by))
);

CREATE INDEX data_requests_by_resident ON data_requests (resident_id, asked_at);

CREATE INDEX data_requests_open ON data_requests (municipality_code, answer_by) WHERE outcome IS NULL;

CREATE UNIQUE INDEX data_requests_one_destruction ON data_requests (resident_id) WHERE kind = 'destruction' AND outcome IS NULL;
