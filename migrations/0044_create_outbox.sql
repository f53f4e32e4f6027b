-- Whether somebody wants e-mail that says that there is something to read, where and in which language; off until there is an address that was confirmed.
-- Addresses and codes are hidden under the mail key of the installation: a user is no resident, and may have to do with several.
CREATE TABLE mail_wishes (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    -- Nothing: no e-mail.
    address TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    -- Kinds that are not wanted, with spaces between: a kind that is new is wanted by whoever wants e-mail.
    without_kinds TEXT NOT NULL,
    -- Letters on paper as well: staff sees it with the messages of a case.
    paper BIGINT NOT NULL CHECK (paper IN (0, 1)),
    changed_at TIMESTAMPTZ NOT NULL
);

-- An address that somebody says is theirs, until the code that was sent there comes back.
CREATE TABLE mail_codes (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    address TEXT NOT NULL,
    code TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL CHECK (tries >= 0)
);

-- E-mail that has to go out, written by the deed that it is about: who is told, of what kind of event, of which case. Never a name, an address or what it says.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    -- The number that people see of what it is about; none for a code.
    subject TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL CHECK (tries >= 0),
    -- Not before this moment. Who sends it moves this a little on first: until then it is nobody else's.
    next_try_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    given_up_at TIMESTAMPTZ,
    given_up_for TEXT CHECK (given_up_for IN ('refused', 'away')),
    CHECK ((given_up_at IS NULL) = (given_up_for IS NULL)),
    CHECK (sent_at IS NULL OR given_up_at IS NULL)
);

CREATE INDEX outbox_waiting ON outbox (next_try_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

CREATE INDEX outbox_given_up ON outbox (municipality_code, given_up_at) WHERE given_up_at IS NOT NULL;

CREATE INDEX outbox_by_user ON outbox (user_id, kind, subject);
