-- That the help of an assignment began or stopped, as its provider or its resident said; or that nobody came. The last that was said counts.
CREATE TABLE delivery_reports (
    id TEXT PRIMARY KEY,
    assignment_id TEXT NOT NULL REFERENCES assignments (id),
    kind TEXT NOT NULL CHECK (kind IN ('started', 'stopped', 'nobody-came')),
    happened_on DATE NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('', 'planned', 'client', 'provider')),
    reported_by TEXT NOT NULL REFERENCES users (id),
    reported_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX delivery_reports_by_assignment ON delivery_reports (assignment_id, id);

-- Whether it helps, of who has or had that provider. The words are hidden under the resident's key and shown to nobody else; others see the numbers.
CREATE TABLE experiences (
    assignment_id TEXT PRIMARY KEY REFERENCES assignments (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    helps TEXT NOT NULL CHECK (helps IN ('yes', 'partly', 'no')),
    words TEXT NOT NULL,
    said_by TEXT NOT NULL REFERENCES users (id),
    said_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX experiences_by_provider ON experiences (provider_id, resident_id, said_at);

CREATE INDEX experiences_by_resident ON experiences (resident_id);
