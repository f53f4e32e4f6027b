-- Who looked at what of whom and who did what, when, on whose behalf, on what ground and why: the fields of NEN 7513. Takes the place of audit_entries,
-- which knew deeds only. Never a name, BSN or amount; a reason that somebody typed is hidden under the resident's key.
CREATE TABLE traces (
    id TEXT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('look', 'do', 'refused')),
    -- The name of the question or the deed, and the number that people see of what it was about.
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    municipality_code TEXT NOT NULL,
    -- None from the command line.
    session_id TEXT,
    -- Whose file; none when it is nobody's.
    resident_id TEXT,
    on_behalf_of TEXT,
    basis TEXT NOT NULL CHECK (basis IN ('self', 'representative', 'mandate', 'task', 'consent', 'emergency', 'system', 'none')),
    reason TEXT NOT NULL
)
/*sqlite WITHOUT ROWID*/;

INSERT INTO traces (id, at, action, what, subject, user_id, role, municipality_code, session_id, resident_id, on_behalf_of, basis, reason)
SELECT id, at, 'do', deed, subject, user_id, role, municipality_code, NULL, resident_id, on_behalf_of,
       CASE WHEN on_behalf_of IS NOT NULL THEN 'representative' WHEN role = 'resident' THEN 'self' WHEN role = 'system' THEN 'system' ELSE 'task' END, ''
FROM audit_entries;

DROP TABLE audit_entries;

CREATE INDEX traces_by_resident ON traces (resident_id, id) WHERE resident_id IS NOT NULL;

CREATE INDEX traces_by_user ON traces (user_id, id);

-- Every ten minutes in which there were traces: how many, and the hash over all of them and over the block before. From then on none can be changed,
-- added or left out without Portal verify saying so. Ids are in the order of time.
CREATE TABLE trace_blocks (
    number BIGINT PRIMARY KEY CHECK (number > 0),
    until_id TEXT NOT NULL UNIQUE,
    trace_count BIGINT NOT NULL CHECK (trace_count > 0),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
);

/*sqlite
CREATE TRIGGER traces_refuse_update BEFORE UPDATE ON traces
BEGIN
    SELECT RAISE(ABORT, 'traces is append-only');
END;

CREATE TRIGGER traces_refuse_delete BEFORE DELETE ON traces
BEGIN
    SELECT RAISE(ABORT, 'traces is append-only');
END;

CREATE TRIGGER traces_refuse_replace BEFORE INSERT ON traces
WHEN EXISTS (SELECT 1 FROM traces WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'traces is append-only');
END;

CREATE TRIGGER trace_blocks_refuse_update BEFORE UPDATE ON trace_blocks
BEGIN
    SELECT RAISE(ABORT, 'trace_blocks is append-only');
END;

CREATE TRIGGER trace_blocks_refuse_delete BEFORE DELETE ON trace_blocks
BEGIN
    SELECT RAISE(ABORT, 'trace_blocks is append-only');
END;
*/
/*postgresql
CREATE TRIGGER traces_refuse_change BEFORE UPDATE OR DELETE ON traces
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER traces_refuse_truncate BEFORE TRUNCATE ON traces
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER trace_blocks_refuse_change BEFORE UPDATE OR DELETE ON trace_blocks
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER trace_blocks_refuse_truncate BEFORE TRUNCATE ON trace_blocks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/

-- What somebody should look at: a burst of looking, a refusal over and over, a decoy that was opened, an emergency. Seen by whom, when.
CREATE TABLE alerts (
    id TEXT PRIMARY KEY,
    raised_at TIMESTAMPTZ NOT NULL,
    municipality_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('burst', 'refused', 'decoy', 'emergency', 'sign-in', 'traces')),
    user_id TEXT NOT NULL,
    resident_id TEXT,
    amount BIGINT NOT NULL,
    seen_by TEXT REFERENCES users (id),
    seen_at TIMESTAMPTZ
);

CREATE INDEX alerts_by_municipality ON alerts (municipality_code, raised_at);

-- Files of people who do not exist, which nobody has any business in.
CREATE TABLE decoys (
    resident_id TEXT PRIMARY KEY REFERENCES residents (id),
    laid_by TEXT NOT NULL,
    laid_at TIMESTAMPTZ NOT NULL
);
