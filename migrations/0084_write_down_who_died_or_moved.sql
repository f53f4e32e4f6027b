-- A resident died or moved away: the last day for which this municipality gives support. Of more than one version the last counts; 'mistake' says that the one before was not so. Nothing of it is changed; what is
-- about a file that is destroyed goes with it.
CREATE TABLE departures (
    resident_id TEXT NOT NULL REFERENCES residents (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    reason TEXT NOT NULL CHECK (reason IN ('died', 'moved', 'mistake')),
    last_on DATE,
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at TIMESTAMPTZ NOT NULL,
    written_on DATE NOT NULL,
    PRIMARY KEY (resident_id, version),
    CHECK ((reason = 'mistake') = (last_on IS NULL))
);

/*sqlite
CREATE TRIGGER departures_refuse_update BEFORE UPDATE ON departures
BEGIN
    SELECT RAISE(ABORT, 'departures is append-only: what was written down stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER departures_refuse_change BEFORE UPDATE ON departures
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
