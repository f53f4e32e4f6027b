-- The ledger of a municipality at the end of a day, written down in one row: what stood on its accounts, and one hash over the last posting
-- of every budget (docs/decisions/0006-the-chain-and-its-daily-head.md). Once written, nothing can be posted on that day any more.
CREATE TABLE ledger_heads (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    day DATE NOT NULL,
    budgets BIGINT NOT NULL CHECK (budgets >= 0),
    postings BIGINT NOT NULL CHECK (postings >= 0),
    available_cents BIGINT NOT NULL CHECK (available_cents >= 0),
    reserved_cents BIGINT NOT NULL CHECK (reserved_cents >= 0),
    payable_cents BIGINT NOT NULL CHECK (payable_cents >= 0),
    paid_cents BIGINT NOT NULL CHECK (paid_cents >= 0),
    root TEXT NOT NULL CHECK (length(root) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (municipality_code, day)
) /*sqlite WITHOUT ROWID */;
/*sqlite
CREATE TRIGGER ledger_heads_refuse_update BEFORE UPDATE ON ledger_heads
BEGIN
    SELECT RAISE(ABORT, 'ledger_heads is append-only');
END;

CREATE TRIGGER ledger_heads_refuse_delete BEFORE DELETE ON ledger_heads
BEGIN
    SELECT RAISE(ABORT, 'ledger_heads is append-only');
END;

CREATE TRIGGER ledger_heads_refuse_replace BEFORE INSERT ON ledger_heads
WHEN EXISTS (SELECT 1 FROM ledger_heads WHERE municipality_code = NEW.municipality_code AND day >= NEW.day)
BEGIN
    SELECT RAISE(ABORT, 'ledger_heads is append-only: days are written in order');
END;
*/
/*postgresql
CREATE TRIGGER ledger_heads_refuse_change BEFORE UPDATE OR DELETE ON ledger_heads
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_heads_refuse_truncate BEFORE TRUNCATE ON ledger_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
