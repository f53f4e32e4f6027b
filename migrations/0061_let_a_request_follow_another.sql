-- A request that goes on where the support of an earlier one ends: so it is known that the resident asked, and what was agreed before stands beside it.
CREATE TABLE request_follow_ups (
    request_id TEXT PRIMARY KEY REFERENCES support_requests (id),
    follows_id TEXT NOT NULL REFERENCES support_requests (id)
);

CREATE INDEX request_follow_ups_by_earlier ON request_follow_ups (follows_id);
