-- What providers said of sessions that are over, as hashes, for as long as it could be played again: by then somebody may have begun a new session there.
CREATE TABLE logout_words (
    hash TEXT PRIMARY KEY,
    heard_at TIMESTAMPTZ NOT NULL
);
