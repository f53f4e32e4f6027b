-- What the council reads about half a year, counted once and not again: what is written down, put right or destroyed afterwards changes nothing in it, or the difference between two files would be what
-- happened to one resident. With what is too small hidden, so that there is nothing in it that was not on the page (docs/decisions/0039-nobody-knows-who-answered-what.md).
CREATE TABLE council_figures (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    year BIGINT NOT NULL,
    half BIGINT NOT NULL CHECK (half IN (1, 2)),
    counted_on DATE NOT NULL,
    -- Lists and waiting times, as JSON.
    shown TEXT NOT NULL,
    PRIMARY KEY (municipality_code, year, half)
)
/*sqlite WITHOUT ROWID*/;
