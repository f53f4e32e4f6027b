-- What a municipality put aside for a calendar year and a product category of iWmo. An amount is never changed: the one that was set last counts, the earlier ones stay with who, when and why
-- (docs/decisions/0036-what-a-fund-has.md). Nobody who is helped is named here.
CREATE TABLE fund_budgets (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    year BIGINT NOT NULL,
    category TEXT NOT NULL CHECK (length(category) = 2),
    number BIGINT NOT NULL CHECK (number >= 1),
    amount_cents BIGINT NOT NULL CHECK (amount_cents >= 0),
    reason TEXT NOT NULL CHECK (reason <> ''),
    -- As in closed_months: the installation may set it too, and is no user.
    set_by TEXT NOT NULL,
    set_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_code, year, category, number)
);

/*sqlite
CREATE TRIGGER fund_budgets_refuse_update BEFORE UPDATE ON fund_budgets
BEGIN
    SELECT RAISE(ABORT, 'fund_budgets is append-only: an amount stays as it was set');
END;

CREATE TRIGGER fund_budgets_refuse_delete BEFORE DELETE ON fund_budgets
BEGIN
    SELECT RAISE(ABORT, 'fund_budgets is append-only: an amount stays as it was set');
END;

CREATE TRIGGER fund_budgets_refuse_replace BEFORE INSERT ON fund_budgets
WHEN EXISTS (SELECT 1 FROM fund_budgets
    WHERE (municipality_code = NEW.municipality_code AND year = NEW.year AND category = NEW.category AND number = NEW.number)
       OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'fund_budgets is append-only: an amount stays as it was set');
END;
*/
/*postgresql
CREATE TRIGGER fund_budgets_refuse_change BEFORE UPDATE OR DELETE ON fund_budgets
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER fund_budgets_refuse_truncate BEFORE TRUNCATE ON fund_budgets
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
