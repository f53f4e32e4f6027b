-- Who is signed in, with what, and until when. The cookie holds a secret and this table its hash: what ends here is dead wherever the cookie is.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES users (id),
    -- DigiD Machtigen: the one resident for whom this session may act, for as long as it lasts. Then the user's own files stay closed.
    acts_for TEXT REFERENCES residents (id),
    means TEXT NOT NULL CHECK (means IN ('demo', 'digid', 'eherkenning', 'staff')),
    assurance TEXT NOT NULL,
    -- "Firefox, Android": enough to know one's own devices by, no more.
    device TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    -- The fingerprint of issuer and sid, by which the provider ends it (OpenID Connect Back-Channel Logout 1.0); the id_token, wrapped, for the way out.
    provider_session TEXT,
    id_token TEXT,
    -- The BSN, wrapped, of somebody whom no municipality here knows yet: until the introduction is over.
    introduces TEXT
);

CREATE INDEX sessions_by_end ON sessions (ends_at);

CREATE INDEX sessions_by_user ON sessions (user_id, ends_at);

CREATE INDEX sessions_by_provider_session ON sessions (provider_session) WHERE provider_session IS NOT NULL;

-- A blocked account has no sessions and gets none.
ALTER TABLE users ADD COLUMN blocked_at TIMESTAMPTZ;

-- By what an account is recognised at sign-in: the fingerprint of a BSN, or of issuer and subject.
CREATE TABLE user_identities (
    fingerprint TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id)
);

-- A form that was sent when its session was over: kept, wrapped, until the same person has signed in again.
CREATE TABLE parked_forms (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    acts_for TEXT,
    path TEXT NOT NULL,
    content TEXT NOT NULL,
    parked_at TIMESTAMPTZ NOT NULL
);
