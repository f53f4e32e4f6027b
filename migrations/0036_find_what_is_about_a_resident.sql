-- What is asked of one resident or one person is found by it: the page of one's own data, the zip with everything, retention.
CREATE INDEX decisions_by_resident ON decisions (resident_id);

CREATE INDEX resident_access_by_resident ON resident_access (resident_id);

CREATE INDEX sessions_by_acts_for ON sessions (acts_for) WHERE acts_for IS NOT NULL;

CREATE INDEX data_requests_by_asker ON data_requests (asked_by, asked_at);

CREATE INDEX consents_by_resident ON consents (resident_id, provider_id);
