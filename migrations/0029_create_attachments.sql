-- Papers that somebody sent along with a request: what they are is told by their bytes, and name and content are hidden under the resident's key.
CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png')),
    size BIGINT NOT NULL CHECK (size > 0),
    content TEXT NOT NULL,
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX attachments_by_request ON attachments (request_id);

CREATE INDEX attachments_by_resident ON attachments (resident_id);
