-- What `verify` found wrong. As long as one is not cleared by a verify that finds the ledger sound, no money is booked.
CREATE TABLE ledger_faults (
    id TEXT PRIMARY KEY,
    found_at TIMESTAMPTZ NOT NULL,
    posting TEXT NOT NULL,
    why TEXT NOT NULL,
    cleared_at TIMESTAMPTZ
);

CREATE INDEX ledger_faults_open ON ledger_faults (found_at)
    WHERE cleared_at IS NULL;
