-- Who may send declarations for a provider: nobody, until somebody said so. The last row of a person counts; the ones before are its history.
CREATE TABLE provider_rights (
    user_id TEXT NOT NULL REFERENCES users (id),
    number BIGINT NOT NULL CHECK (number > 0),
    may TEXT NOT NULL CHECK (may IN ('read', 'submit')),
    set_by TEXT NOT NULL,
    set_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, number)
);
/*sqlite
CREATE TRIGGER provider_rights_refuse_update BEFORE UPDATE ON provider_rights
BEGIN
    SELECT RAISE(ABORT, 'provider_rights is append-only: another right is another row');
END;

CREATE TRIGGER provider_rights_refuse_delete BEFORE DELETE ON provider_rights
BEGIN
    SELECT RAISE(ABORT, 'provider_rights is append-only: another right is another row');
END;

CREATE TRIGGER provider_rights_refuse_replace BEFORE INSERT ON provider_rights
WHEN EXISTS (SELECT 1 FROM provider_rights WHERE (user_id = NEW.user_id AND number = NEW.number) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'provider_rights is append-only: another right is another row');
END;
*/
/*postgresql
CREATE TRIGGER provider_rights_refuse_change BEFORE UPDATE OR DELETE ON provider_rights
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER provider_rights_refuse_truncate BEFORE TRUNCATE ON provider_rights
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
