-- A by-law may let the holder of a PGB spend something without giving an account (vrij besteedbaar bedrag): an amount a year, or a part of the budget in whole percents. Nothing where it has none, as in all rules before this.
ALTER TABLE held_rules ADD COLUMN free_cents BIGINT NOT NULL DEFAULT 0 CHECK (free_cents >= 0);

ALTER TABLE held_rules ADD COLUMN free_percent BIGINT NOT NULL DEFAULT 0 CHECK (free_percent >= 0 AND free_percent <= 100);
