-- On what ground somebody acts for a resident. Of what existed before, and of whom nobody says otherwise, it is the law: then the resident cannot take anything away here.
ALTER TABLE resident_access ADD COLUMN ground TEXT NOT NULL DEFAULT 'law' CHECK (ground IN ('law', 'curator', 'mentor', 'trustee', 'parent', 'mandate'));

-- Which acts a mandate leaves out, with a space between them; empty when it leaves out none. Of another ground it says nothing. Who said so and when stands in the traces.
ALTER TABLE resident_access ADD COLUMN left_out TEXT NOT NULL DEFAULT '';

CREATE INDEX resident_access_representatives ON resident_access (resident_id) WHERE kind = 'representative';
