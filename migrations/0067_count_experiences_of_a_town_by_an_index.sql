-- What residents say of providers is counted for the municipality at hand: its own rows are found by an index, however many others there are in the installation.
ALTER TABLE experiences ADD COLUMN municipality_code TEXT NOT NULL DEFAULT '';

UPDATE experiences
SET municipality_code = (SELECT r.municipality_code FROM residents r WHERE r.id = experiences.resident_id);

DROP INDEX experiences_by_provider;

CREATE INDEX experiences_by_town ON experiences (municipality_code, provider_id, resident_id, said_at, assignment_id, helps);
