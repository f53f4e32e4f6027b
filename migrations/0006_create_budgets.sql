-- The personal budget that a decision opens: product, volume, rate and period as granted. Its money lives in postings only.
CREATE TABLE budgets (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    product_code TEXT NOT NULL,
    funding_form TEXT NOT NULL CHECK (funding_form IN ('personfollowing', 'personheld')),
    volume_hundredths BIGINT NOT NULL CHECK (volume_hundredths > 0),
    frequency TEXT NOT NULL CHECK (frequency IN ('week', 'month', 'total')),
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    FOREIGN KEY (municipality_code, product_code) REFERENCES products (municipality_code, code)
);

CREATE INDEX budgets_by_resident ON budgets (resident_id);
CREATE INDEX budgets_by_municipality ON budgets (municipality_code, number);
