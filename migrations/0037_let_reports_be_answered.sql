-- The resident answers a report before anything follows from it (Wmo 2015, 2.3.2 lid 8). One that is not agreed with is given again, in a next version;
-- the earlier one stays as it was given. What people of the municipality are still writing stands apart.
/*sqlite
CREATE TABLE reports_anew (
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at TIMESTAMPTZ NOT NULL,
    written_on DATE NOT NULL,
    advice TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    -- What was done with what the resident said of the version before; hidden.
    reply TEXT NOT NULL,
    PRIMARY KEY (request_id, version)
);

INSERT INTO reports_anew
SELECT request_id, written_by, written_at, written_on, advice, 1, ''
FROM investigation_reports;

CREATE TABLE findings_anew (
    request_id TEXT NOT NULL,
    point TEXT NOT NULL CHECK (point IN ('a', 'b', 'c', 'd', 'e', 'f', 'g')),
    finding TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (request_id, version, point),
    FOREIGN KEY (request_id, version) REFERENCES reports_anew (request_id, version)
);

INSERT INTO findings_anew
SELECT request_id, point, finding, 1
FROM investigation_findings;

DROP TABLE investigation_findings;

DROP TABLE investigation_reports;

ALTER TABLE reports_anew RENAME TO investigation_reports;

ALTER TABLE findings_anew RENAME TO investigation_findings;
*/
/*postgresql
ALTER TABLE investigation_findings
    DROP CONSTRAINT investigation_findings_request_id_fkey,
    DROP CONSTRAINT investigation_findings_pkey,
    ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE investigation_reports
    DROP CONSTRAINT investigation_reports_pkey,
    ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CHECK (version >= 1),
    ADD COLUMN reply TEXT NOT NULL DEFAULT '';

ALTER TABLE investigation_reports
    ALTER COLUMN version DROP DEFAULT,
    ALTER COLUMN reply DROP DEFAULT,
    ADD PRIMARY KEY (request_id, version);

ALTER TABLE investigation_findings
    ALTER COLUMN version DROP DEFAULT,
    ADD PRIMARY KEY (request_id, version, point),
    ADD FOREIGN KEY (request_id, version) REFERENCES investigation_reports (request_id, version);
*/

-- What the resident, or who represents the resident, says of a version; once.
CREATE TABLE report_answers (
    request_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('agree', 'remarks', 'disagree')),
    -- Hidden under the resident's key.
    remarks TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES users (id),
    answered_at TIMESTAMPTZ NOT NULL,
    answered_on DATE NOT NULL,
    PRIMARY KEY (request_id, version),
    FOREIGN KEY (request_id, version) REFERENCES investigation_reports (request_id, version)
);

-- A report while it is being written, by whoever works on the case. Whoever saves says which revision was read: nobody writes over what somebody else saved.
CREATE TABLE report_drafts (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    -- Hidden under the resident's key.
    content TEXT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 1),
    saved_by TEXT NOT NULL REFERENCES users (id),
    saved_at TIMESTAMPTZ NOT NULL
);
