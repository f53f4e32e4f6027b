-- Who takes part in what there is for everybody. A name is shown to who offers it only when the resident said so in the very form; who left is shown to nobody.
CREATE TABLE offer_sign_ups (
    id TEXT PRIMARY KEY,
    provision_id TEXT NOT NULL REFERENCES general_provisions (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    shares_name TEXT NOT NULL CHECK (shares_name IN ('yes', 'no')),
    signed_up_by TEXT NOT NULL REFERENCES users (id),
    signed_up_at TIMESTAMPTZ NOT NULL,
    left_by TEXT REFERENCES users (id),
    left_at TIMESTAMPTZ,
    CHECK ((left_by IS NULL) = (left_at IS NULL))
);

-- Once at a time; also what is counted against the places.
CREATE UNIQUE INDEX offer_sign_ups_standing ON offer_sign_ups (provision_id, resident_id) WHERE left_at IS NULL;

CREATE INDEX offer_sign_ups_by_resident ON offer_sign_ups (resident_id, signed_up_at);
