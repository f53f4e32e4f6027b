-- A key and a trace are found by their own name: on SQLite the row can stand in that tree itself, instead of in a second one beside it.
/*sqlite
CREATE TABLE keys_anew (
    user_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    deed TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
) WITHOUT ROWID;

INSERT INTO keys_anew
SELECT user_id, idempotency_key, deed, content_hash, answer, done_at
FROM idempotency_keys;

DROP TABLE idempotency_keys;

ALTER TABLE keys_anew RENAME TO idempotency_keys;

CREATE TABLE audit_anew (
    id TEXT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    municipality_code TEXT NOT NULL,
    resident_id TEXT,
    on_behalf_of TEXT,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO audit_anew
SELECT id, at, user_id, role, municipality_code, resident_id, on_behalf_of, deed, subject
FROM audit_entries;

DROP TABLE audit_entries;

ALTER TABLE audit_anew RENAME TO audit_entries;

CREATE INDEX audit_entries_by_resident ON audit_entries (resident_id, at);

CREATE TRIGGER audit_entries_refuse_update BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit_entries is append-only');
END;

CREATE TRIGGER audit_entries_refuse_delete BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit_entries is append-only');
END;

CREATE TRIGGER audit_entries_refuse_replace BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'audit_entries is append-only');
END;
*/
