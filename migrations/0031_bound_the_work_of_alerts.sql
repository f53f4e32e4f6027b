-- Whoever is hasty leaves many traces, and to see that somebody should look at it must cost the same however many those are. The files that a member of staff
-- opened in the last hour, each once; only what the hour needs is kept.
CREATE TABLE files_opened (
    user_id TEXT NOT NULL,
    resident_id TEXT NOT NULL REFERENCES residents (id),
    opened_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, resident_id)
)
/*sqlite WITHOUT ROWID*/;

CREATE INDEX files_opened_by_time ON files_opened (user_id, opened_at);

CREATE INDEX traces_of_refusals ON traces (user_id, id) WHERE action = 'refused';

CREATE INDEX traces_of_searches ON traces (user_id, id) WHERE what = 'ResidentByBsn';

-- One more kind: searching BSN after BSN. And to see that the alert of this hour was raised, whoever else raised others.
/*sqlite
CREATE TABLE alerts_anew (
    id TEXT PRIMARY KEY,
    raised_at TIMESTAMPTZ NOT NULL,
    municipality_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('burst', 'refused', 'decoy', 'emergency', 'sign-in', 'traces', 'search')),
    user_id TEXT NOT NULL,
    resident_id TEXT,
    amount BIGINT NOT NULL,
    seen_by TEXT REFERENCES users (id),
    seen_at TIMESTAMPTZ
);

INSERT INTO alerts_anew (id, raised_at, municipality_code, kind, user_id, resident_id, amount, seen_by, seen_at)
SELECT id, raised_at, municipality_code, kind, user_id, resident_id, amount, seen_by, seen_at
FROM alerts;

DROP TABLE alerts;

ALTER TABLE alerts_anew RENAME TO alerts;

CREATE INDEX alerts_by_municipality ON alerts (municipality_code, raised_at);
*/
/*postgresql
ALTER TABLE alerts DROP CONSTRAINT alerts_kind_check;

ALTER TABLE alerts ADD CONSTRAINT alerts_kind_check
    CHECK (kind IN ('burst', 'refused', 'decoy', 'emergency', 'sign-in', 'traces', 'search'));
*/

CREATE INDEX alerts_by_user ON alerts (user_id, kind, raised_at);
