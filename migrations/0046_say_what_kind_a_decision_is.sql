-- What a decision does, beside the decision as it was sealed: grant (whole or in part), refuse, help at once for a few weeks (2.3.3), extend, revise or withdraw
-- (2.3.10) an earlier budget, or recover what was had by wrong data (2.4.1). A decision without a row is a grant of before. Rows of a municipality stand in one
-- order, each sealed with the one before it (docs/decisions/0013-kinds-of-decisions-and-what-they-do-to-money.md).
CREATE TABLE decision_kinds (
    decision_id TEXT PRIMARY KEY REFERENCES decisions (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    place BIGINT NOT NULL CHECK (place >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('grant', 'partlygrant', 'refuse', 'temporary', 'extend', 'revise', 'withdraw', 'recovery')),
    ground TEXT,
    -- The budget that is followed, ended or recovered from.
    earlier_budget_id TEXT REFERENCES budgets (id),
    -- The last day of that budget, when this decision ends it before its time.
    ended_on DATE,
    receivable_cents BIGINT CHECK (receivable_cents > 0),
    pay_by DATE,
    seal TEXT NOT NULL CHECK (length(seal) = 64),
    UNIQUE (municipality_code, place),
    CHECK ((kind IN ('revise', 'withdraw')) = (ended_on IS NOT NULL)),
    CHECK ((kind IN ('extend', 'revise', 'withdraw', 'recovery')) = (earlier_budget_id IS NOT NULL)),
    CHECK ((kind = 'recovery') = (receivable_cents IS NOT NULL)),
    CHECK ((kind = 'recovery') = (pay_by IS NOT NULL)),
    CHECK (ground IS NOT NULL OR kind IN ('grant', 'temporary', 'extend', 'revise'))
);

-- A budget ends before its time once.
CREATE UNIQUE INDEX decision_kinds_ending ON decision_kinds (earlier_budget_id) WHERE ended_on IS NOT NULL;

CREATE INDEX decision_kinds_by_earlier_budget ON decision_kinds (earlier_budget_id);
/*sqlite
CREATE TRIGGER decision_kinds_refuse_update BEFORE UPDATE ON decision_kinds
BEGIN
    SELECT RAISE(ABORT, 'decision_kinds is append-only: a decision stays as it was taken');
END;

CREATE TRIGGER decision_kinds_refuse_delete BEFORE DELETE ON decision_kinds
BEGIN
    SELECT RAISE(ABORT, 'decision_kinds is append-only: a decision stays as it was taken');
END;

CREATE TRIGGER decision_kinds_refuse_replace BEFORE INSERT ON decision_kinds
WHEN EXISTS (SELECT 1 FROM decision_kinds
    WHERE decision_id = NEW.decision_id
       OR (municipality_code = NEW.municipality_code AND place = NEW.place)
       OR (ended_on IS NOT NULL AND NEW.ended_on IS NOT NULL AND earlier_budget_id = NEW.earlier_budget_id)
       OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'decision_kinds is append-only: a decision stays as it was taken');
END;
*/
/*postgresql
CREATE TRIGGER decision_kinds_refuse_change BEFORE UPDATE OR DELETE ON decision_kinds
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
