CREATE TABLE providers (
    id TEXT PRIMARY KEY,
    agb TEXT NOT NULL UNIQUE CHECK (length(agb) = 8),
    kvk TEXT NOT NULL CHECK (length(kvk) = 8),
    name TEXT NOT NULL,
    about_nl TEXT NOT NULL,
    about_en TEXT NOT NULL,
    phone TEXT NOT NULL
);

-- A provider offers one product in one municipality at one rate.
CREATE TABLE contracts (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES providers (id),
    municipality_code TEXT NOT NULL,
    product_code TEXT NOT NULL,
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    FOREIGN KEY (municipality_code, product_code) REFERENCES products (municipality_code, code)
);

CREATE INDEX contracts_by_product ON contracts (municipality_code, product_code);
