-- The toewijzing: this provider delivers this provision. Its number (at most 9 digits) is what the provider declares on.
CREATE TABLE assignments (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 999999999),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    chosen_by TEXT NOT NULL REFERENCES users (id),
    chosen_at TIMESTAMPTZ NOT NULL,
    UNIQUE (municipality_code, number),
    UNIQUE (budget_id)
);

CREATE INDEX assignments_by_provider ON assignments (provider_id);
