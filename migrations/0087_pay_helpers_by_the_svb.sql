-- What the SVB pays to helpers of PGBs, by a file (docs/decisions/0027-helpers-are-paid-by-the-svb.md). An order is a file that was made; its lines are what is to be paid, or what was paid too much and is set off; what came back is a
-- file of answers, of which each line counts or is for people to look at. Nothing of it is changed.
CREATE TABLE helper_accounts (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL REFERENCES care_agreements (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    -- Counted from 1 within an agreement; the last counts.
    number BIGINT NOT NULL CHECK (number >= 1),
    -- Hidden under the resident's key, like the account itself.
    holder TEXT NOT NULL,
    iban TEXT NOT NULL,
    set_by TEXT NOT NULL REFERENCES users (id),
    on_behalf_of TEXT REFERENCES residents (id),
    set_at TIMESTAMPTZ NOT NULL,
    UNIQUE (agreement_id, number)
);

CREATE INDEX helper_accounts_by_resident ON helper_accounts (resident_id);

-- What a caseworker said of an account that a holder gave: to one that is not trusted nothing is paid.
CREATE TABLE helper_account_looks (
    account_id TEXT PRIMARY KEY REFERENCES helper_accounts (id),
    is_trusted BIGINT NOT NULL CHECK (is_trusted IN (0, 1)),
    seen_by TEXT NOT NULL REFERENCES users (id),
    seen_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX helper_account_looks_by_day ON helper_account_looks (seen_at);

-- Which accounts nobody looked at, kept beside; that of an agreement which the municipality approved was looked at then.
CREATE TABLE unseen_helper_accounts (
    account_id TEXT PRIMARY KEY REFERENCES helper_accounts (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id)
);

CREATE INDEX unseen_helper_accounts_by_town ON unseen_helper_accounts (municipality_code);

-- From which day on the SVB pays by our files: what was approved before was paid otherwise. Said once.
CREATE TABLE svb_starts (
    municipality_code TEXT PRIMARY KEY REFERENCES municipalities (code),
    starts_on DATE NOT NULL,
    set_by TEXT NOT NULL REFERENCES users (id),
    set_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE svb_orders (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    made_by TEXT NOT NULL REFERENCES users (id),
    made_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX svb_orders_by_town ON svb_orders (municipality_code, made_at);

CREATE TABLE svb_order_lines (
    -- The number of the order and that of the line: by it the SVB answers. Later ones sort behind earlier ones.
    reference TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES svb_orders (id),
    claim_id TEXT NOT NULL REFERENCES claims (id),
    account_id TEXT NOT NULL REFERENCES helper_accounts (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    -- Less than nothing: paid before, taken back since, and set off.
    amount_cents BIGINT NOT NULL CHECK (amount_cents <> 0),
    -- The line of the file as it was sent, hidden under the resident's key: it goes with the file of the resident.
    content TEXT NOT NULL
);

CREATE INDEX svb_order_lines_by_order ON svb_order_lines (order_id, reference);

CREATE INDEX svb_order_lines_by_claim ON svb_order_lines (claim_id, reference);

CREATE INDEX svb_order_lines_by_resident ON svb_order_lines (resident_id);

CREATE INDEX svb_order_lines_by_account ON svb_order_lines (account_id);

CREATE TABLE svb_answers (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    file_hash TEXT NOT NULL,
    received_by TEXT NOT NULL REFERENCES users (id),
    received_at TIMESTAMPTZ NOT NULL,
    UNIQUE (municipality_code, file_hash)
);

CREATE TABLE svb_answer_lines (
    answer_id TEXT NOT NULL REFERENCES svb_answers (id),
    reference TEXT NOT NULL REFERENCES svb_order_lines (reference),
    outcome TEXT NOT NULL CHECK (outcome IN ('paid', 'refused', 'returned')),
    said_on DATE NOT NULL,
    -- Why it was not paid, as we name it; empty of what was paid.
    reason TEXT NOT NULL,
    -- 0: it says otherwise than what it said before, and is for people.
    counts BIGINT NOT NULL CHECK (counts IN (0, 1)),
    PRIMARY KEY (answer_id, reference),
    CHECK ((outcome = 'paid') = (reason = ''))
);

CREATE INDEX svb_answer_lines_by_reference ON svb_answer_lines (reference);

CREATE UNIQUE INDEX svb_answer_lines_that_count ON svb_answer_lines (reference, outcome) WHERE counts = 1;

-- What was booked of a line that was paid, when the claim still stood.
CREATE TABLE svb_payments (
    reference TEXT PRIMARY KEY REFERENCES svb_order_lines (reference),
    answer_id TEXT NOT NULL REFERENCES svb_answers (id),
    claim_id TEXT NOT NULL REFERENCES claims (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    budget_id TEXT NOT NULL,
    posting_number BIGINT NOT NULL,
    FOREIGN KEY (budget_id, posting_number) REFERENCES postings (budget_id, number)
);

CREATE INDEX svb_payments_by_claim ON svb_payments (claim_id);

CREATE INDEX svb_payments_by_posting ON svb_payments (budget_id, posting_number);

-- The second lock behind the rules: a claim waits in one order at a time, and is paid once until that payment is reversed.
CREATE TABLE svb_waiting (
    claim_id TEXT PRIMARY KEY REFERENCES claims (id),
    reference TEXT NOT NULL UNIQUE REFERENCES svb_order_lines (reference)
);

CREATE TABLE paid_claims (
    claim_id TEXT PRIMARY KEY REFERENCES claims (id),
    reference TEXT NOT NULL REFERENCES svb_order_lines (reference)
);

-- Of which claims there is something to settle with the SVB, or will be once it answers: kept beside, so that nobody looks through every claim there ever was.
CREATE TABLE claims_to_settle (
    claim_id TEXT PRIMARY KEY REFERENCES claims (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    resident_id TEXT NOT NULL REFERENCES residents (id)
);

CREATE INDEX claims_to_settle_by_town ON claims_to_settle (municipality_code);

CREATE INDEX claims_to_settle_by_resident ON claims_to_settle (resident_id);

INSERT INTO claims_to_settle (claim_id, municipality_code, resident_id)
SELECT c.id, b.municipality_code, b.resident_id
FROM claims c
JOIN budgets b ON b.id = c.budget_id
WHERE NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number);

/*sqlite
CREATE TRIGGER helper_accounts_refuse_update BEFORE UPDATE ON helper_accounts
BEGIN
    SELECT RAISE(ABORT, 'helper_accounts is append-only: an account stays as it was given');
END;

CREATE TRIGGER helper_accounts_refuse_delete BEFORE DELETE ON helper_accounts
BEGIN
    SELECT RAISE(ABORT, 'helper_accounts is append-only: an account stays as it was given');
END;

CREATE TRIGGER helper_accounts_refuse_replace BEFORE INSERT ON helper_accounts
WHEN EXISTS (SELECT 1 FROM helper_accounts WHERE id = NEW.id OR (agreement_id = NEW.agreement_id AND number = NEW.number) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'helper_accounts is append-only: an account stays as it was given');
END;

CREATE TRIGGER helper_account_looks_refuse_update BEFORE UPDATE ON helper_account_looks
BEGIN
    SELECT RAISE(ABORT, 'helper_account_looks is append-only: what was seen stays seen');
END;

CREATE TRIGGER helper_account_looks_refuse_delete BEFORE DELETE ON helper_account_looks
BEGIN
    SELECT RAISE(ABORT, 'helper_account_looks is append-only: what was seen stays seen');
END;

CREATE TRIGGER helper_account_looks_refuse_replace BEFORE INSERT ON helper_account_looks
WHEN EXISTS (SELECT 1 FROM helper_account_looks WHERE account_id = NEW.account_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'helper_account_looks is append-only: what was seen stays seen');
END;

CREATE TRIGGER svb_orders_refuse_update BEFORE UPDATE ON svb_orders
BEGIN
    SELECT RAISE(ABORT, 'svb_orders is append-only: what was sent stays as it was');
END;

CREATE TRIGGER svb_orders_refuse_delete BEFORE DELETE ON svb_orders
BEGIN
    SELECT RAISE(ABORT, 'svb_orders is append-only: what was sent stays as it was');
END;

CREATE TRIGGER svb_orders_refuse_replace BEFORE INSERT ON svb_orders
WHEN EXISTS (SELECT 1 FROM svb_orders WHERE id = NEW.id OR number = NEW.number OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_orders is append-only: what was sent stays as it was');
END;

CREATE TRIGGER svb_order_lines_refuse_update BEFORE UPDATE ON svb_order_lines
BEGIN
    SELECT RAISE(ABORT, 'svb_order_lines is append-only: what was sent stays as it was');
END;

CREATE TRIGGER svb_order_lines_refuse_delete BEFORE DELETE ON svb_order_lines
BEGIN
    SELECT RAISE(ABORT, 'svb_order_lines is append-only: what was sent stays as it was');
END;

CREATE TRIGGER svb_order_lines_refuse_replace BEFORE INSERT ON svb_order_lines
WHEN EXISTS (SELECT 1 FROM svb_order_lines WHERE reference = NEW.reference OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_order_lines is append-only: what was sent stays as it was');
END;

CREATE TRIGGER svb_answers_refuse_update BEFORE UPDATE ON svb_answers
BEGIN
    SELECT RAISE(ABORT, 'svb_answers is append-only: what the SVB said stays as it was');
END;

CREATE TRIGGER svb_answers_refuse_delete BEFORE DELETE ON svb_answers
BEGIN
    SELECT RAISE(ABORT, 'svb_answers is append-only: what the SVB said stays as it was');
END;

CREATE TRIGGER svb_answers_refuse_replace BEFORE INSERT ON svb_answers
WHEN EXISTS (SELECT 1 FROM svb_answers WHERE id = NEW.id OR (municipality_code = NEW.municipality_code AND file_hash = NEW.file_hash) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_answers is append-only: what the SVB said stays as it was');
END;

CREATE TRIGGER svb_answer_lines_refuse_update BEFORE UPDATE ON svb_answer_lines
BEGIN
    SELECT RAISE(ABORT, 'svb_answer_lines is append-only: what the SVB said stays as it was');
END;

CREATE TRIGGER svb_answer_lines_refuse_delete BEFORE DELETE ON svb_answer_lines
BEGIN
    SELECT RAISE(ABORT, 'svb_answer_lines is append-only: what the SVB said stays as it was');
END;

CREATE TRIGGER svb_answer_lines_refuse_replace BEFORE INSERT ON svb_answer_lines
WHEN EXISTS (SELECT 1 FROM svb_answer_lines WHERE (answer_id = NEW.answer_id AND reference = NEW.reference) OR (counts = 1 AND NEW.counts = 1 AND reference = NEW.reference AND outcome = NEW.outcome) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_answer_lines is append-only: what the SVB said stays as it was');
END;

CREATE TRIGGER svb_payments_refuse_update BEFORE UPDATE ON svb_payments
BEGIN
    SELECT RAISE(ABORT, 'svb_payments is append-only: what was paid stays as it was');
END;

CREATE TRIGGER svb_payments_refuse_delete BEFORE DELETE ON svb_payments
BEGIN
    SELECT RAISE(ABORT, 'svb_payments is append-only: what was paid stays as it was');
END;

CREATE TRIGGER svb_payments_refuse_replace BEFORE INSERT ON svb_payments
WHEN EXISTS (SELECT 1 FROM svb_payments WHERE reference = NEW.reference OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_payments is append-only: what was paid stays as it was');
END;

CREATE TRIGGER svb_starts_refuse_update BEFORE UPDATE ON svb_starts
BEGIN
    SELECT RAISE(ABORT, 'svb_starts is append-only: it was said once');
END;

CREATE TRIGGER svb_starts_refuse_delete BEFORE DELETE ON svb_starts
BEGIN
    SELECT RAISE(ABORT, 'svb_starts is append-only: it was said once');
END;

CREATE TRIGGER svb_starts_refuse_replace BEFORE INSERT ON svb_starts
WHEN EXISTS (SELECT 1 FROM svb_starts WHERE municipality_code = NEW.municipality_code OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_starts is append-only: it was said once');
END;
*/
/*postgresql
CREATE TRIGGER svb_starts_refuse_change BEFORE UPDATE OR DELETE ON svb_starts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_starts_refuse_truncate BEFORE TRUNCATE ON svb_starts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_accounts_refuse_change BEFORE UPDATE OR DELETE ON helper_accounts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_accounts_refuse_truncate BEFORE TRUNCATE ON helper_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_account_looks_refuse_change BEFORE UPDATE OR DELETE ON helper_account_looks
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_account_looks_refuse_truncate BEFORE TRUNCATE ON helper_account_looks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_orders_refuse_change BEFORE UPDATE OR DELETE ON svb_orders
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_orders_refuse_truncate BEFORE TRUNCATE ON svb_orders
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_order_lines_refuse_change BEFORE UPDATE OR DELETE ON svb_order_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_order_lines_refuse_truncate BEFORE TRUNCATE ON svb_order_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_answers_refuse_change BEFORE UPDATE OR DELETE ON svb_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_answers_refuse_truncate BEFORE TRUNCATE ON svb_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_answer_lines_refuse_change BEFORE UPDATE OR DELETE ON svb_answer_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_answer_lines_refuse_truncate BEFORE TRUNCATE ON svb_answer_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_payments_refuse_change BEFORE UPDATE OR DELETE ON svb_payments
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_payments_refuse_truncate BEFORE TRUNCATE ON svb_payments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
