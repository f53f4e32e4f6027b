-- Which papers were made: who holds one asks with its code whether its figures are those of the ledger (docs/decisions/0034-a-code-on-each-paper.md). Of who asked for it, nothing; the figures stand in the posting.
CREATE TABLE statement_codes (
    code TEXT PRIMARY KEY,
    budget_id TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    closes_on DATE NOT NULL,
    -- The last posting that it rests on, and its hash on that day.
    posting_number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (budget_id, posting_number) REFERENCES postings (budget_id, number)
);

/*sqlite
CREATE TRIGGER statement_codes_refuse_update BEFORE UPDATE ON statement_codes
BEGIN
    SELECT RAISE(ABORT, 'statement_codes is append-only: a paper that was made was made');
END;

CREATE TRIGGER statement_codes_refuse_delete BEFORE DELETE ON statement_codes
BEGIN
    SELECT RAISE(ABORT, 'statement_codes is append-only: a paper that was made was made');
END;

CREATE TRIGGER statement_codes_refuse_replace BEFORE INSERT ON statement_codes
WHEN EXISTS (SELECT 1 FROM statement_codes WHERE code = NEW.code OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'statement_codes is append-only: a paper that was made was made');
END;
*/
/*postgresql
CREATE TRIGGER statement_codes_refuse_change BEFORE UPDATE OR DELETE ON statement_codes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER statement_codes_refuse_truncate BEFORE TRUNCATE ON statement_codes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
