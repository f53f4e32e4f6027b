-- Who lives together has one case lead. A household is one resident or more; it is made when it gets a lead or when somebody joins it.
CREATE TABLE households (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code)
);

-- In which household a resident lives from then on: the last version counts. Nothing of it is changed; what is about a file that is destroyed goes with it.
CREATE TABLE household_moves (
    resident_id TEXT NOT NULL REFERENCES residents (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    household_id TEXT NOT NULL REFERENCES households (id),
    moved_by TEXT NOT NULL REFERENCES users (id),
    moved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (resident_id, version)
);

CREATE INDEX household_moves_by_household ON household_moves (household_id, resident_id, version);

-- Who leads the cases of a household from then on, and why: the last version counts, as long as that account is open. The reason is one of a few, for what is typed
-- freely would have to be hidden under the key of one resident while it is about all of them.
CREATE TABLE case_leads (
    household_id TEXT NOT NULL REFERENCES households (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    lead_id TEXT NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL CHECK (reason IN ('taken', 'moved', 'absent', 'workload', 'knowledge', 'asked', 'left', 'other')),
    given_by TEXT NOT NULL REFERENCES users (id),
    given_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (household_id, version)
);

/*sqlite
CREATE TRIGGER household_moves_refuse_update BEFORE UPDATE ON household_moves
BEGIN
    SELECT RAISE(ABORT, 'household_moves is append-only: who lived where stays as it was');
END;

CREATE TRIGGER case_leads_refuse_update BEFORE UPDATE ON case_leads
BEGIN
    SELECT RAISE(ABORT, 'case_leads is append-only: who led a case stays as it was');
END;

CREATE TRIGGER case_leads_refuse_delete BEFORE DELETE ON case_leads
BEGIN
    SELECT RAISE(ABORT, 'case_leads is append-only: who led a case stays as it was');
END;

CREATE TRIGGER case_leads_refuse_replace BEFORE INSERT ON case_leads
WHEN EXISTS (SELECT 1 FROM case_leads WHERE (household_id = NEW.household_id AND version = NEW.version) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'case_leads is append-only: who led a case stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER household_moves_refuse_change BEFORE UPDATE ON household_moves
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER case_leads_refuse_change BEFORE UPDATE OR DELETE ON case_leads
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER case_leads_refuse_truncate BEFORE TRUNCATE ON case_leads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
