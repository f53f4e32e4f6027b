-- In which household a resident lives today and who leads its cases, beside the rows that say how that came: both are asked of everything on a worklist, and are the last of those rows. Written in the
-- same transaction as they are.
ALTER TABLE residents ADD COLUMN household_id TEXT REFERENCES households (id);

ALTER TABLE households ADD COLUMN lead_id TEXT REFERENCES users (id);

UPDATE residents
SET household_id = (SELECT move.household_id FROM household_moves move WHERE move.resident_id = residents.id ORDER BY move.version DESC LIMIT 1);

UPDATE households
SET lead_id = (SELECT lead.lead_id FROM case_leads lead WHERE lead.household_id = households.id ORDER BY lead.version DESC LIMIT 1);

CREATE INDEX residents_by_household ON residents (household_id);
