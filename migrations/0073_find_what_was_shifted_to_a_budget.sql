-- A declared line is held against what was granted and what was shifted to it since.
CREATE INDEX shifts_to_budget ON shifts (to_budget_id, id, amount_cents);
