-- A month that finance has closed, with what stood on the accounts by the day of the care at its end. Nothing counts in it any more: what
-- comes later counts on the first open day. A year is closed with the balance of each of its budgets: the next year opens with those.
CREATE TABLE closed_months (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    ends_on DATE NOT NULL,
    postings BIGINT NOT NULL CHECK (postings >= 0),
    available_cents BIGINT NOT NULL,
    reserved_cents BIGINT NOT NULL,
    payable_cents BIGINT NOT NULL,
    paid_cents BIGINT NOT NULL,
    closed_by TEXT NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_code, ends_on)
) /*sqlite WITHOUT ROWID */;

CREATE TABLE closed_years (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    year BIGINT NOT NULL,
    budgets BIGINT NOT NULL CHECK (budgets >= 0),
    available_cents BIGINT NOT NULL CHECK (available_cents >= 0),
    reserved_cents BIGINT NOT NULL CHECK (reserved_cents >= 0),
    payable_cents BIGINT NOT NULL CHECK (payable_cents >= 0),
    paid_cents BIGINT NOT NULL CHECK (paid_cents >= 0),
    closed_by TEXT NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_code, year)
) /*sqlite WITHOUT ROWID */;

-- The closing balance of one budget in one year: the balance after its last posting of that year, and that posting's hash.
CREATE TABLE year_balances (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    year BIGINT NOT NULL,
    posting_number BIGINT NOT NULL,
    available_cents BIGINT NOT NULL CHECK (available_cents >= 0),
    reserved_cents BIGINT NOT NULL CHECK (reserved_cents >= 0),
    payable_cents BIGINT NOT NULL CHECK (payable_cents >= 0),
    paid_cents BIGINT NOT NULL CHECK (paid_cents >= 0),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (budget_id, year),
    FOREIGN KEY (budget_id, posting_number) REFERENCES postings (budget_id, number)
) /*sqlite WITHOUT ROWID */;
/*sqlite
CREATE TRIGGER closed_months_refuse_update BEFORE UPDATE ON closed_months
BEGIN
    SELECT RAISE(ABORT, 'closed_months is append-only');
END;

CREATE TRIGGER closed_months_refuse_delete BEFORE DELETE ON closed_months
BEGIN
    SELECT RAISE(ABORT, 'closed_months is append-only');
END;

CREATE TRIGGER closed_months_refuse_replace BEFORE INSERT ON closed_months
WHEN EXISTS (SELECT 1 FROM closed_months WHERE municipality_code = NEW.municipality_code AND ends_on >= NEW.ends_on)
BEGIN
    SELECT RAISE(ABORT, 'closed_months is append-only: months are closed in order');
END;

CREATE TRIGGER closed_years_refuse_update BEFORE UPDATE ON closed_years
BEGIN
    SELECT RAISE(ABORT, 'closed_years is append-only');
END;

CREATE TRIGGER closed_years_refuse_delete BEFORE DELETE ON closed_years
BEGIN
    SELECT RAISE(ABORT, 'closed_years is append-only');
END;

CREATE TRIGGER closed_years_refuse_replace BEFORE INSERT ON closed_years
WHEN EXISTS (SELECT 1 FROM closed_years WHERE municipality_code = NEW.municipality_code AND year >= NEW.year)
BEGIN
    SELECT RAISE(ABORT, 'closed_years is append-only: years are closed in order');
END;

CREATE TRIGGER year_balances_refuse_update BEFORE UPDATE ON year_balances
BEGIN
    SELECT RAISE(ABORT, 'year_balances is append-only');
END;

CREATE TRIGGER year_balances_refuse_delete BEFORE DELETE ON year_balances
BEGIN
    SELECT RAISE(ABORT, 'year_balances is append-only');
END;

CREATE TRIGGER year_balances_refuse_replace BEFORE INSERT ON year_balances
WHEN EXISTS (SELECT 1 FROM year_balances WHERE budget_id = NEW.budget_id AND year >= NEW.year)
BEGIN
    SELECT RAISE(ABORT, 'year_balances is append-only: years are closed in order');
END;
*/
/*postgresql
CREATE TRIGGER closed_months_refuse_change BEFORE UPDATE OR DELETE ON closed_months
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER closed_months_refuse_truncate BEFORE TRUNCATE ON closed_months
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER closed_years_refuse_change BEFORE UPDATE OR DELETE ON closed_years
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER closed_years_refuse_truncate BEFORE TRUNCATE ON closed_years
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER year_balances_refuse_change BEFORE UPDATE OR DELETE ON year_balances
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER year_balances_refuse_truncate BEFORE TRUNCATE ON year_balances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
