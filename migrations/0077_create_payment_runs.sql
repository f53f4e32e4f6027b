-- What is paid to providers, with four eyes (docs/decisions/0018-payments.md). A run and its lines are what somebody proposed; the answer is what a colleague said; transfers and bookings are
-- what was kept of the run when it was approved. Money of a line: positive is paid, negative was paid before and taken back since, and is set off.
CREATE TABLE payment_runs (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    requested_on DATE NOT NULL,
    due_until DATE,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    UNIQUE (id, proposed_by)
);

CREATE INDEX payment_runs_by_town ON payment_runs (municipality_code, proposed_at);

CREATE TABLE payment_run_lines (
    run_id TEXT NOT NULL REFERENCES payment_runs (id),
    line_id TEXT NOT NULL REFERENCES invoice_lines (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents <> 0),
    PRIMARY KEY (run_id, line_id)
);

CREATE TABLE payment_run_answers (
    run_id TEXT PRIMARY KEY,
    outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'refused', 'withdrawn')),
    proposed_by TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES users (id),
    answered_at TIMESTAMPTZ NOT NULL,
    -- By which the bank answers.
    identification TEXT UNIQUE,
    -- Hash of the file as it stands here, hidden under the municipality's key.
    file_seal TEXT,
    file TEXT NOT NULL,
    FOREIGN KEY (run_id, proposed_by) REFERENCES payment_runs (id, proposed_by),
    CHECK ((outcome = 'withdrawn') = (answered_by = proposed_by)),
    CHECK ((outcome = 'approved') = (identification IS NOT NULL) AND (outcome = 'approved') = (file_seal IS NOT NULL) AND (outcome = 'approved') = (file <> ''))
);

CREATE TABLE payment_transfers (
    end_to_end_id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES payment_runs (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    from_account_id TEXT NOT NULL REFERENCES bank_accounts (id),
    to_account_id TEXT NOT NULL REFERENCES bank_accounts (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    -- Hash over its bookings: which line for how much.
    parts_seal TEXT NOT NULL CHECK (length(parts_seal) = 64)
);

CREATE INDEX payment_transfers_by_run ON payment_transfers (run_id);

CREATE INDEX payment_transfers_by_provider ON payment_transfers (provider_id);

CREATE INDEX payment_transfers_by_account ON payment_transfers (to_account_id);

CREATE TABLE payment_bookings (
    run_id TEXT NOT NULL,
    line_id TEXT NOT NULL,
    end_to_end_id TEXT NOT NULL REFERENCES payment_transfers (end_to_end_id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents <> 0),
    -- What was paid of a line that stands; nothing of one that was taken back: its invoice was reversed already.
    budget_id TEXT,
    posting_number BIGINT,
    PRIMARY KEY (run_id, line_id),
    FOREIGN KEY (run_id, line_id) REFERENCES payment_run_lines (run_id, line_id),
    FOREIGN KEY (budget_id, posting_number) REFERENCES postings (budget_id, number),
    CHECK ((budget_id IS NULL) = (posting_number IS NULL)),
    CHECK (posting_number IS NULL OR amount_cents > 0)
);

CREATE INDEX payment_bookings_by_line ON payment_bookings (line_id);

CREATE INDEX payment_bookings_by_transfer ON payment_bookings (end_to_end_id);

-- The second lock behind the rules: a line waits in one run at a time, and is paid once until that payment is reversed.
CREATE TABLE payment_lines_waiting (
    line_id TEXT PRIMARY KEY REFERENCES invoice_lines (id),
    run_id TEXT NOT NULL REFERENCES payment_runs (id)
);

CREATE INDEX payment_lines_waiting_by_run ON payment_lines_waiting (run_id);

CREATE TABLE paid_lines (
    line_id TEXT PRIMARY KEY REFERENCES invoice_lines (id),
    run_id TEXT NOT NULL REFERENCES payment_runs (id)
);

-- Who took the file of a run along first, so that the command does not send it once more.
CREATE TABLE payment_files_fetched (
    run_id TEXT PRIMARY KEY REFERENCES payment_runs (id),
    fetched_by TEXT NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL
);

/*sqlite
CREATE TRIGGER payment_runs_refuse_update BEFORE UPDATE ON payment_runs
BEGIN
    SELECT RAISE(ABORT, 'payment_runs is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER payment_runs_refuse_delete BEFORE DELETE ON payment_runs
BEGIN
    SELECT RAISE(ABORT, 'payment_runs is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER payment_runs_refuse_replace BEFORE INSERT ON payment_runs
WHEN EXISTS (SELECT 1 FROM payment_runs WHERE id = NEW.id OR number = NEW.number OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'payment_runs is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER payment_run_lines_refuse_update BEFORE UPDATE ON payment_run_lines
BEGIN
    SELECT RAISE(ABORT, 'payment_run_lines is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER payment_run_lines_refuse_delete BEFORE DELETE ON payment_run_lines
BEGIN
    SELECT RAISE(ABORT, 'payment_run_lines is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER payment_run_lines_refuse_replace BEFORE INSERT ON payment_run_lines
WHEN EXISTS (SELECT 1 FROM payment_run_lines WHERE (run_id = NEW.run_id AND line_id = NEW.line_id) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'payment_run_lines is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER payment_run_answers_refuse_update BEFORE UPDATE ON payment_run_answers
BEGIN
    SELECT RAISE(ABORT, 'payment_run_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER payment_run_answers_refuse_delete BEFORE DELETE ON payment_run_answers
BEGIN
    SELECT RAISE(ABORT, 'payment_run_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER payment_run_answers_refuse_replace BEFORE INSERT ON payment_run_answers
WHEN EXISTS (SELECT 1 FROM payment_run_answers WHERE run_id = NEW.run_id OR identification = NEW.identification OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'payment_run_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER payment_transfers_refuse_update BEFORE UPDATE ON payment_transfers
BEGIN
    SELECT RAISE(ABORT, 'payment_transfers is append-only: what was paid stays as it was');
END;

CREATE TRIGGER payment_transfers_refuse_delete BEFORE DELETE ON payment_transfers
BEGIN
    SELECT RAISE(ABORT, 'payment_transfers is append-only: what was paid stays as it was');
END;

CREATE TRIGGER payment_transfers_refuse_replace BEFORE INSERT ON payment_transfers
WHEN EXISTS (SELECT 1 FROM payment_transfers WHERE end_to_end_id = NEW.end_to_end_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'payment_transfers is append-only: what was paid stays as it was');
END;

CREATE TRIGGER payment_bookings_refuse_update BEFORE UPDATE ON payment_bookings
BEGIN
    SELECT RAISE(ABORT, 'payment_bookings is append-only: what was paid stays as it was');
END;

CREATE TRIGGER payment_bookings_refuse_delete BEFORE DELETE ON payment_bookings
BEGIN
    SELECT RAISE(ABORT, 'payment_bookings is append-only: what was paid stays as it was');
END;

CREATE TRIGGER payment_bookings_refuse_replace BEFORE INSERT ON payment_bookings
WHEN EXISTS (SELECT 1 FROM payment_bookings WHERE (run_id = NEW.run_id AND line_id = NEW.line_id) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'payment_bookings is append-only: what was paid stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER payment_runs_refuse_change BEFORE UPDATE OR DELETE ON payment_runs
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_runs_refuse_truncate BEFORE TRUNCATE ON payment_runs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_run_lines_refuse_change BEFORE UPDATE OR DELETE ON payment_run_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_run_lines_refuse_truncate BEFORE TRUNCATE ON payment_run_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_run_answers_refuse_change BEFORE UPDATE OR DELETE ON payment_run_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_run_answers_refuse_truncate BEFORE TRUNCATE ON payment_run_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_transfers_refuse_change BEFORE UPDATE OR DELETE ON payment_transfers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_transfers_refuse_truncate BEFORE TRUNCATE ON payment_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_bookings_refuse_change BEFORE UPDATE OR DELETE ON payment_bookings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_bookings_refuse_truncate BEFORE TRUNCATE ON payment_bookings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
