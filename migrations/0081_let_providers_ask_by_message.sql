-- A provider asks for an assignment (WMO315) or for a change of what it gives (WMO317), and a caseworker answers. What it asks is hidden: under the key of the resident, or of the municipality when
-- nobody here has that BSN; then it goes with the answer.
CREATE TABLE provider_requests (
    id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES iwmo_messages_in (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    kind TEXT NOT NULL CHECK (kind IN ('allocation', 'change')),
    resident_id TEXT REFERENCES residents (id),
    budget_id TEXT REFERENCES budgets (id),
    content TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_on DATE NOT NULL,
    answer_by DATE NOT NULL,
    investigated_by TEXT REFERENCES users (id),
    investigated_at TIMESTAMPTZ,
    outcome TEXT CHECK (outcome IN ('refused', 'allotted')),
    -- A code of iWmo (RedenAfwijzingVerzoek); of a refusal only.
    reason TEXT,
    answered_by TEXT REFERENCES users (id),
    answered_at TIMESTAMPTZ,
    CHECK ((outcome IS NULL) = (answered_by IS NULL) AND (outcome IS NULL) = (answered_at IS NULL))
);

-- What waits for an answer; what was answered is passed over.
CREATE INDEX provider_requests_open ON provider_requests (municipality_code, answer_by) WHERE outcome IS NULL;

CREATE INDEX provider_requests_by_resident ON provider_requests (resident_id);

CREATE INDEX provider_requests_by_budget ON provider_requests (budget_id, provider_id);
