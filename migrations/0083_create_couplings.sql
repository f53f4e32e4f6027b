-- A coupling: a program of a provider that does what its office does. It has an account as a person has, so that what it does is found under its own name, and a secret of which this keeps the hash.
CREATE TABLE couplings (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES users (id),
    made_at TIMESTAMPTZ NOT NULL,
    -- The last day on which it works.
    ends_on DATE NOT NULL,
    used_at TIMESTAMPTZ,
    ended_by TEXT REFERENCES users (id),
    ended_at TIMESTAMPTZ,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);

CREATE INDEX couplings_by_provider ON couplings (provider_id, made_at);

-- What a coupling shows at each request, for a quarter of an hour: the program holds a secret and this table its hash.
CREATE TABLE coupling_tokens (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES couplings (user_id),
    -- With a space between them.
    scopes TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX coupling_tokens_by_end ON coupling_tokens (ends_at);

CREATE INDEX coupling_tokens_by_user ON coupling_tokens (user_id);
