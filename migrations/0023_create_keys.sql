-- Keys, each wrapped by a master key that is not in the database (docs/decisions/0008): "master-key-name:base64". Without the master key a copy of
-- the database says no BSN and no word that a resident wrote.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    wrapped TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);

-- One key per resident: when it is destroyed, so is all that was written under it, also in every backup.
CREATE TABLE resident_keys (
    resident_id TEXT PRIMARY KEY REFERENCES residents (id),
    wrapped TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);
