-- The zorgovereenkomst of a PGB holder with a helper: a professional, a freelancer or someone from the own network.
CREATE TABLE care_agreements (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    helper_name TEXT NOT NULL,
    helper_kind TEXT NOT NULL CHECK (helper_kind IN ('professional', 'freelancer', 'network')),
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    monthly_volume_hundredths BIGINT NOT NULL CHECK (monthly_volume_hundredths > 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    approved_by TEXT NOT NULL,
    approved_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX care_agreements_by_budget ON care_agreements (budget_id);

-- One month of a helper's work, forwarded by the holder and booked. A month is claimed once per agreement, and once more when the
-- posting was reversed: the deed sees to that while it holds the budget's lock.
CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL REFERENCES care_agreements (id),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    volume_hundredths BIGINT NOT NULL CHECK (volume_hundredths > 0),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    submitted_by TEXT NOT NULL REFERENCES users (id),
    submitted_at TIMESTAMPTZ NOT NULL,
    submitted_on DATE NOT NULL,
    budget_id TEXT NOT NULL,
    posting_number BIGINT NOT NULL,
    FOREIGN KEY (budget_id, posting_number) REFERENCES postings (budget_id, number)
);

CREATE INDEX claims_by_agreement ON claims (agreement_id, starts_on);
