-- How long a municipality gives help at once (2.3.3) and takes to answer an objection (Awb 7:10: six weeks, twelve with a committee). No row: the usual terms.
CREATE TABLE decision_terms (
    municipality_code TEXT PRIMARY KEY REFERENCES municipalities (code),
    temporary_weeks BIGINT NOT NULL CHECK (temporary_weeks BETWEEN 1 AND 26),
    objection_weeks BIGINT NOT NULL CHECK (objection_weeks IN (6, 12))
);
