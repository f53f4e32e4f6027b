-- What the bank said of our transfers: which were executed, and which it did not pay or sent back (docs/decisions/0018-payments.md). The bank's own words are hidden under the municipality's key.
CREATE TABLE bank_answers (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    kind TEXT NOT NULL CHECK (kind IN ('status', 'returns')),
    file_hash TEXT NOT NULL,
    identification TEXT NOT NULL,
    received_by TEXT NOT NULL REFERENCES users (id),
    received_at TIMESTAMPTZ NOT NULL,
    UNIQUE (municipality_code, file_hash)
);

CREATE TABLE bank_answer_transfers (
    answer_id TEXT NOT NULL REFERENCES bank_answers (id),
    end_to_end_id TEXT NOT NULL REFERENCES payment_transfers (end_to_end_id),
    -- The bank's own code; RTRN for money that came back.
    status TEXT NOT NULL,
    reasons TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (answer_id, end_to_end_id)
);

CREATE INDEX bank_answer_transfers_by_transfer ON bank_answer_transfers (end_to_end_id);

-- A transfer fails once: its lines are to be paid again.
CREATE TABLE payment_failures (
    end_to_end_id TEXT PRIMARY KEY REFERENCES payment_transfers (end_to_end_id),
    answer_id TEXT NOT NULL REFERENCES bank_answers (id)
);

/*sqlite
CREATE TRIGGER bank_answers_refuse_update BEFORE UPDATE ON bank_answers
BEGIN
    SELECT RAISE(ABORT, 'bank_answers is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER bank_answers_refuse_delete BEFORE DELETE ON bank_answers
BEGIN
    SELECT RAISE(ABORT, 'bank_answers is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER bank_answers_refuse_replace BEFORE INSERT ON bank_answers
WHEN EXISTS (SELECT 1 FROM bank_answers WHERE id = NEW.id OR (municipality_code = NEW.municipality_code AND file_hash = NEW.file_hash) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'bank_answers is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER bank_answer_transfers_refuse_update BEFORE UPDATE ON bank_answer_transfers
BEGIN
    SELECT RAISE(ABORT, 'bank_answer_transfers is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER bank_answer_transfers_refuse_delete BEFORE DELETE ON bank_answer_transfers
BEGIN
    SELECT RAISE(ABORT, 'bank_answer_transfers is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER bank_answer_transfers_refuse_replace BEFORE INSERT ON bank_answer_transfers
WHEN EXISTS (SELECT 1 FROM bank_answer_transfers WHERE (answer_id = NEW.answer_id AND end_to_end_id = NEW.end_to_end_id) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'bank_answer_transfers is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER payment_failures_refuse_update BEFORE UPDATE ON payment_failures
BEGIN
    SELECT RAISE(ABORT, 'payment_failures is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER payment_failures_refuse_delete BEFORE DELETE ON payment_failures
BEGIN
    SELECT RAISE(ABORT, 'payment_failures is append-only: what the bank said stays as it was');
END;

CREATE TRIGGER payment_failures_refuse_replace BEFORE INSERT ON payment_failures
WHEN EXISTS (SELECT 1 FROM payment_failures WHERE end_to_end_id = NEW.end_to_end_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'payment_failures is append-only: what the bank said stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER bank_answers_refuse_change BEFORE UPDATE OR DELETE ON bank_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_answers_refuse_truncate BEFORE TRUNCATE ON bank_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_answer_transfers_refuse_change BEFORE UPDATE OR DELETE ON bank_answer_transfers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_answer_transfers_refuse_truncate BEFORE TRUNCATE ON bank_answer_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_failures_refuse_change BEFORE UPDATE OR DELETE ON payment_failures
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_failures_refuse_truncate BEFORE TRUNCATE ON payment_failures
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
