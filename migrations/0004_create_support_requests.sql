-- What is being typed; one per user and resident, gone once it is sent.
CREATE TABLE support_request_drafts (
    user_id TEXT NOT NULL REFERENCES users (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    content TEXT NOT NULL,
    -- Made with the draft and sent with it, from whichever tab: one draft becomes one request.
    send_key TEXT NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, resident_id)
);

-- The melding (Wmo 2015, 2.3.2 lid 1). The date by which the investigation must be done is written down when the request comes in.
CREATE TABLE support_requests (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    submitted_by TEXT NOT NULL REFERENCES users (id),
    submitted_at TIMESTAMPTZ NOT NULL,
    submitted_on DATE NOT NULL,
    investigate_by DATE NOT NULL,
    own_words TEXT NOT NULL,
    current_help TEXT NOT NULL,
    wished_support TEXT NOT NULL,
    wished_provider TEXT NOT NULL,
    wished_form TEXT NOT NULL CHECK (wished_form IN ('personfollowing', 'personheld', 'unsure'))
);

CREATE INDEX support_requests_by_resident ON support_requests (resident_id);
CREATE INDEX support_requests_by_municipality ON support_requests (municipality_code, submitted_on);

CREATE TABLE support_needs (
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    life_domain TEXT NOT NULL,
    goal TEXT NOT NULL,
    PRIMARY KEY (request_id, life_domain)
);
