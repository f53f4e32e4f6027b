-- A start or a stop that came by a message of which the operator took the file in was reported by the installation, which is no user.
/*sqlite
CREATE TABLE delivery_reports_anew (
    id TEXT PRIMARY KEY,
    assignment_id TEXT NOT NULL REFERENCES assignments (id),
    kind TEXT NOT NULL CHECK (kind IN ('started', 'stopped', 'nobody-came')),
    happened_on DATE NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('', 'planned', 'client', 'provider')),
    reported_by TEXT NOT NULL,
    reported_at TIMESTAMPTZ NOT NULL
);

INSERT INTO delivery_reports_anew
SELECT id, assignment_id, kind, happened_on, reason, reported_by, reported_at
FROM delivery_reports;

DROP TABLE delivery_reports;

ALTER TABLE delivery_reports_anew RENAME TO delivery_reports;

CREATE INDEX delivery_reports_by_assignment ON delivery_reports (assignment_id, id);

CREATE INDEX delivery_reports_of_nobody ON delivery_reports (assignment_id, id) WHERE kind = 'nobody-came';
*/
/*postgresql
ALTER TABLE delivery_reports DROP CONSTRAINT delivery_reports_reported_by_fkey;
*/
