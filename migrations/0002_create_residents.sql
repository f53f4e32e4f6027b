CREATE TABLE residents (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    bsn TEXT NOT NULL CHECK (length(bsn) = 9),
    name TEXT NOT NULL,
    -- Folded by us (SearchName.Fold): the engines do not agree on what a lower-case letter is.
    search_name TEXT NOT NULL,
    born_on DATE NOT NULL,
    UNIQUE (municipality_code, bsn)
);

-- Someone who signs in. provider_id is filled for staff of a provider, municipality_code for everybody else.
CREATE TABLE users (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('resident', 'caseworker', 'finance', 'providerstaff', 'administrator', 'auditor')),
    municipality_code TEXT NOT NULL,
    provider_id TEXT
);

-- Whose file a user may open: one's own, or somebody's whom one represents. Ownership in every WHERE clause comes from here.
CREATE TABLE resident_access (
    user_id TEXT NOT NULL REFERENCES users (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    kind TEXT NOT NULL CHECK (kind IN ('self', 'representative')),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    PRIMARY KEY (user_id, resident_id)
);
