-- The verslag of the investigation (2.3.2 lid 8): what was found on each of the law's seven points (lid 4, a to g), and the advice.
CREATE TABLE investigation_reports (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at TIMESTAMPTZ NOT NULL,
    written_on DATE NOT NULL,
    advice TEXT NOT NULL
);

CREATE TABLE investigation_findings (
    request_id TEXT NOT NULL REFERENCES investigation_reports (request_id),
    point TEXT NOT NULL CHECK (point IN ('a', 'b', 'c', 'd', 'e', 'f', 'g')),
    finding TEXT NOT NULL,
    PRIMARY KEY (request_id, point)
);

-- The aanvraag (2.3.2 lid 9), and the day by which the municipality must decide (2.3.5 lid 2).
CREATE TABLE applications (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    received_on DATE NOT NULL,
    decide_by DATE NOT NULL
);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    decided_by TEXT NOT NULL REFERENCES users (id),
    decided_at TIMESTAMPTZ NOT NULL,
    decided_on DATE NOT NULL,
    object_by DATE NOT NULL,
    reasons TEXT NOT NULL
);

CREATE INDEX decisions_by_request ON decisions (request_id);
