-- The account of a municipality (no provider) or of a provider in it. An account number that is changed by one person is how towns are robbed: a colleague of who wrote it down confirms it, and the latest
-- that was confirmed counts (docs/decisions/0018-payments.md). The number is hidden under the municipality's key.
CREATE TABLE bank_accounts (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    provider_id TEXT REFERENCES providers (id),
    holder TEXT NOT NULL,
    iban TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    UNIQUE (id, proposed_by)
);

CREATE INDEX bank_accounts_by_owner ON bank_accounts (municipality_code, provider_id);

CREATE TABLE bank_account_answers (
    account_id TEXT PRIMARY KEY,
    outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'refused', 'withdrawn')),
    proposed_by TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES users (id),
    answered_at TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (account_id, proposed_by) REFERENCES bank_accounts (id, proposed_by),
    -- The second lock on four eyes: nobody answers an own proposal, other than to take it back.
    CHECK ((outcome = 'withdrawn') = (answered_by = proposed_by))
);

/*sqlite
CREATE TRIGGER bank_accounts_refuse_update BEFORE UPDATE ON bank_accounts
BEGIN
    SELECT RAISE(ABORT, 'bank_accounts is append-only: a new account is written down anew');
END;

CREATE TRIGGER bank_accounts_refuse_delete BEFORE DELETE ON bank_accounts
BEGIN
    SELECT RAISE(ABORT, 'bank_accounts is append-only: a new account is written down anew');
END;

CREATE TRIGGER bank_accounts_refuse_replace BEFORE INSERT ON bank_accounts
WHEN EXISTS (SELECT 1 FROM bank_accounts WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'bank_accounts is append-only: a new account is written down anew');
END;

CREATE TRIGGER bank_account_answers_refuse_update BEFORE UPDATE ON bank_account_answers
BEGIN
    SELECT RAISE(ABORT, 'bank_account_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER bank_account_answers_refuse_delete BEFORE DELETE ON bank_account_answers
BEGIN
    SELECT RAISE(ABORT, 'bank_account_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER bank_account_answers_refuse_replace BEFORE INSERT ON bank_account_answers
WHEN EXISTS (SELECT 1 FROM bank_account_answers WHERE account_id = NEW.account_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'bank_account_answers is append-only: what was answered stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER bank_accounts_refuse_change BEFORE UPDATE OR DELETE ON bank_accounts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_accounts_refuse_truncate BEFORE TRUNCATE ON bank_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_account_answers_refuse_change BEFORE UPDATE OR DELETE ON bank_account_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_account_answers_refuse_truncate BEFORE TRUNCATE ON bank_account_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
