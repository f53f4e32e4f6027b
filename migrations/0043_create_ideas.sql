-- What residents say that their neighbourhood needs, or what they offer it themselves: the community decides what is needed. Shown to others of the municipality, without a name,
-- once somebody there has read it. Words are hidden under the resident's key, also what the municipality says to them.
CREATE TABLE ideas (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    kind TEXT NOT NULL CHECK (kind IN ('need', 'offer')),
    words TEXT NOT NULL,
    told_by TEXT NOT NULL REFERENCES users (id),
    told_at TIMESTAMPTZ NOT NULL,
    is_shown TEXT CHECK (is_shown IN ('yes', 'no')),
    -- Why others do not see it.
    why_not TEXT NOT NULL,
    judged_by TEXT REFERENCES users (id),
    judged_at TIMESTAMPTZ,
    outcome TEXT CHECK (outcome IN ('facilitated', 'declined')),
    answer TEXT NOT NULL,
    answered_by TEXT REFERENCES users (id),
    answered_at TIMESTAMPTZ,
    CHECK ((is_shown IS NULL) = (judged_by IS NULL) AND (is_shown IS NULL) = (judged_at IS NULL)),
    CHECK ((outcome IS NULL) = (answered_by IS NULL) AND (outcome IS NULL) = (answered_at IS NULL)),
    CHECK (outcome IS NULL OR is_shown = 'yes')
);

CREATE INDEX ideas_by_municipality ON ideas (municipality_code, told_at);

CREATE INDEX ideas_by_resident ON ideas (resident_id, told_at);

-- Who joins in.
CREATE TABLE idea_joiners (
    idea_id TEXT NOT NULL REFERENCES ideas (id) ON DELETE CASCADE,
    resident_id TEXT NOT NULL REFERENCES residents (id),
    joined_by TEXT NOT NULL REFERENCES users (id),
    joined_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (idea_id, resident_id)
)
/*sqlite WITHOUT ROWID*/;

CREATE INDEX idea_joiners_by_resident ON idea_joiners (resident_id);
