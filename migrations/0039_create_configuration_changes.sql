-- What an administrator changed in what a municipality offers and how it works: who, when, what was and what is. Never personal data.
CREATE TABLE configuration_changes (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    before_json TEXT NOT NULL,
    after_json TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES users (id),
    changed_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX configuration_changes_by_subject ON configuration_changes (municipality_code, what, subject, changed_at);

/*sqlite
CREATE TRIGGER configuration_changes_refuse_update BEFORE UPDATE ON configuration_changes
BEGIN
    SELECT RAISE(ABORT, 'configuration_changes is append-only');
END;

CREATE TRIGGER configuration_changes_refuse_delete BEFORE DELETE ON configuration_changes
BEGIN
    SELECT RAISE(ABORT, 'configuration_changes is append-only');
END;

CREATE TRIGGER configuration_changes_refuse_replace BEFORE INSERT ON configuration_changes
WHEN EXISTS (SELECT 1 FROM configuration_changes WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'configuration_changes is append-only');
END;
*/
/*postgresql
CREATE TRIGGER configuration_changes_refuse_change BEFORE UPDATE OR DELETE ON configuration_changes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER configuration_changes_refuse_truncate BEFORE TRUNCATE ON configuration_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
