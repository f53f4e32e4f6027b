-- What a provider says of itself in a municipality, for who chooses. Its people keep it; whether it was admitted lightly, as an initiative of residents, the
-- municipality says. Where it is: metres of the national grid (RD).
CREATE TABLE provider_profiles (
    provider_id TEXT NOT NULL REFERENCES providers (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    languages TEXT NOT NULL DEFAULT '',
    accessibility TEXT NOT NULL DEFAULT '',
    specialisms TEXT NOT NULL DEFAULT '',
    special_products TEXT NOT NULL DEFAULT '',
    waiting_weeks BIGINT CHECK (waiting_weeks BETWEEN 0 AND 104),
    waiting_said_on DATE,
    address TEXT NOT NULL DEFAULT '',
    x_metres BIGINT,
    y_metres BIGINT,
    is_light BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (provider_id, municipality_code),
    CHECK ((waiting_weeks IS NULL) = (waiting_said_on IS NULL)),
    CHECK ((x_metres IS NULL) = (y_metres IS NULL))
);
