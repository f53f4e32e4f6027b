-- The neighbourhoods of a municipality, each with its centre in metres of the Dutch grid (Rijksdriehoek), so that what is near can come first. One that has
-- ended is chosen no more, and stays where it is for who chose it before.
CREATE TABLE neighbourhoods (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    x BIGINT NOT NULL CHECK (x BETWEEN 0 AND 300000),
    y BIGINT NOT NULL CHECK (y BETWEEN 300000 AND 625000),
    ended_on DATE,
    PRIMARY KEY (municipality_code, code)
)
/*sqlite WITHOUT ROWID*/;

-- Where somebody lives, when that somebody said so: the code of a neighbourhood of the own municipality.
ALTER TABLE residents ADD COLUMN neighbourhood TEXT;
