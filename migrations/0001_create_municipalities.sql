-- A municipality is a configuration, not a fork: several live in one installation and never meet.
CREATE TABLE municipalities (
    code TEXT PRIMARY KEY CHECK (length(code) = 4),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL
);

-- What a municipality can grant. Category, code and unit are iWmo's; the rates are the by-law's, in cents per unit.
CREATE TABLE products (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 5),
    category TEXT NOT NULL CHECK (length(category) = 2),
    unit TEXT NOT NULL CHECK (unit IN ('01', '04', '14', '16', '82', '83', '84')),
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    PRIMARY KEY (municipality_code, code)
);
