-- A reablement route: support that gets less step by step while somebody learns to do it again. The steps add up to the volume in total that the decision grants (docs/decisions/0016); a budget without
-- steps is a line like any other.
CREATE TABLE reablement_steps (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    step BIGINT NOT NULL CHECK (step BETWEEN 1 AND 6),
    weeks BIGINT NOT NULL CHECK (weeks BETWEEN 1 AND 26),
    weekly_volume_hundredths BIGINT NOT NULL CHECK (weekly_volume_hundredths > 0),
    PRIMARY KEY (budget_id, step)
);
/*sqlite
CREATE TRIGGER reablement_steps_refuse_update BEFORE UPDATE ON reablement_steps
BEGIN
    SELECT RAISE(ABORT, 'reablement_steps is append-only: what was granted stays as it was');
END;

CREATE TRIGGER reablement_steps_refuse_delete BEFORE DELETE ON reablement_steps
BEGIN
    SELECT RAISE(ABORT, 'reablement_steps is append-only: what was granted stays as it was');
END;

CREATE TRIGGER reablement_steps_refuse_replace BEFORE INSERT ON reablement_steps
WHEN EXISTS (SELECT 1 FROM reablement_steps WHERE (budget_id = NEW.budget_id AND step = NEW.step) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'reablement_steps is append-only: what was granted stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER reablement_steps_refuse_change BEFORE UPDATE OR DELETE ON reablement_steps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
