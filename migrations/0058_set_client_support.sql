-- Who gives independent client support in a municipality (Wmo 2015, 2.2.4 and 2.3.2 lid 3): free, beside the resident and not beside the municipality.
CREATE TABLE client_support (
    municipality_code TEXT PRIMARY KEY REFERENCES municipalities (code),
    name TEXT NOT NULL CHECK (name <> ''),
    phone TEXT NOT NULL CHECK (phone <> ''),
    about_nl TEXT NOT NULL CHECK (about_nl <> ''),
    -- Where somebody wrote it.
    about_en TEXT NOT NULL
);
