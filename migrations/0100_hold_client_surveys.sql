-- The yearly survey among those who have support (Wmo 2015, 2.5.1). What was answered is kept as one sum of everybody's answers and one list of everybody's words, in the row of the survey: there is no row of one
-- answer, and who looks at the row before and after somebody answered needs the keys to see what was added (docs/decisions/0039-nobody-knows-who-answered-what.md).
CREATE TABLE client_surveys (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    -- About the support in this year.
    year BIGINT NOT NULL CHECK (year BETWEEN 2015 AND 2999),
    last_on DATE NOT NULL,
    opened_by TEXT NOT NULL REFERENCES users (id),
    opened_at TIMESTAMPTZ NOT NULL,
    answered BIGINT NOT NULL DEFAULT 0 CHECK (answered >= 0),
    -- How often each answer was given to each statement, in the order of their names, and what was written, in the order of the alphabet; hidden under the key of the municipality as one text of a length that
    -- says nothing. Empty when nobody answered.
    answers TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (municipality_code, year)
)
/*sqlite WITHOUT ROWID*/;

-- Who answered, so that one answers once and is asked no more. Not what; when is among the traces of the file, and with the key of the form.
CREATE TABLE survey_participants (
    municipality_code TEXT NOT NULL,
    year BIGINT NOT NULL,
    resident_id TEXT NOT NULL REFERENCES residents (id),
    PRIMARY KEY (municipality_code, year, resident_id),
    FOREIGN KEY (municipality_code, year) REFERENCES client_surveys (municipality_code, year)
)
/*sqlite WITHOUT ROWID*/;

CREATE INDEX survey_participants_by_resident ON survey_participants (resident_id);
