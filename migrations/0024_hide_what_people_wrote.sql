-- BSNs and words are hidden, each resident's under a key of its own (docs/decisions/0008); a BSN is found by its keyed hash. What stands open from
-- before is hidden by the portal when it starts, because only the portal has the keys. A file that was destroyed keeps its row, for the books.
/*sqlite
CREATE TABLE residents_anew (
    id TEXT PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    bsn TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Folded by us (SearchName.Fold): the engines do not agree on what a lower-case letter is.
    search_name TEXT NOT NULL,
    born_on DATE,
    bsn_hash TEXT CHECK (length(bsn_hash) = 64),
    destroyed_at TIMESTAMPTZ,
    UNIQUE (municipality_code, bsn_hash)
);

INSERT INTO residents_anew (id, municipality_code, bsn, name, search_name, born_on)
SELECT id, municipality_code, bsn, name, search_name, born_on
FROM residents;

DROP TABLE residents;

ALTER TABLE residents_anew RENAME TO residents;

-- Of a line that was not booked the BSN alone may change: hidden when it stood open, or gone.
DROP TRIGGER invoice_lines_refuse_update;

CREATE TRIGGER invoice_lines_refuse_update BEFORE UPDATE ON invoice_lines
WHEN OLD.posting_number IS NOT NULL
    OR NOT (NEW.bsn = '' OR (NEW.bsn LIKE 'enc1:%' AND OLD.bsn NOT LIKE 'enc1:%'))
    OR (NEW.id, NEW.message_id, NEW.line_number, NEW.municipality_code, NEW.sender_agb, NEW.reference, NEW.previous_reference, NEW.assignment_number,
        NEW.assignment_id, NEW.category, NEW.product_code, NEW.starts_on, NEW.ends_on, NEW.volume, NEW.unit, NEW.rate_cents, NEW.amount_cents,
        NEW.debit_credit, NEW.return_codes, NEW.budget_id, NEW.posting_number)
    IS NOT (OLD.id, OLD.message_id, OLD.line_number, OLD.municipality_code, OLD.sender_agb, OLD.reference, OLD.previous_reference, OLD.assignment_number,
        OLD.assignment_id, OLD.category, OLD.product_code, OLD.starts_on, OLD.ends_on, OLD.volume, OLD.unit, OLD.rate_cents, OLD.amount_cents,
        OLD.debit_credit, OLD.return_codes, OLD.budget_id, OLD.posting_number)
BEGIN
    SELECT RAISE(ABORT, 'invoice_lines is append-only: what was booked on it stays as it was');
END;

-- Of a message that was answered the answer may be hidden when it stood open, and with it the hash of its file.
DROP TRIGGER declaration_messages_refuse_update;

CREATE TRIGGER declaration_messages_refuse_update BEFORE UPDATE ON declaration_messages
WHEN OLD.answer <> ''
    AND (NEW.answer NOT LIKE 'enc1:%' OR OLD.answer LIKE 'enc1:%'
        OR (NEW.id, NEW.municipality_code, NEW.sender_agb, NEW.identification, NEW.declaration_number, NEW.dated_on, NEW.starts_on, NEW.ends_on,
            NEW.line_count, NEW.rejected_count, NEW.submitted_cents, NEW.accepted_cents, NEW.received_by, NEW.received_at, NEW.received_on)
        IS NOT (OLD.id, OLD.municipality_code, OLD.sender_agb, OLD.identification, OLD.declaration_number, OLD.dated_on, OLD.starts_on, OLD.ends_on,
            OLD.line_count, OLD.rejected_count, OLD.submitted_cents, OLD.accepted_cents, OLD.received_by, OLD.received_at, OLD.received_on))
BEGIN
    SELECT RAISE(ABORT, 'declaration_messages is append-only: what was answered stays as it was');
END;
*/
/*postgresql
ALTER TABLE residents
    DROP CONSTRAINT residents_bsn_check,
    DROP CONSTRAINT residents_municipality_code_bsn_key,
    ALTER COLUMN born_on DROP NOT NULL,
    ADD COLUMN bsn_hash TEXT CHECK (length(bsn_hash) = 64),
    ADD COLUMN destroyed_at TIMESTAMPTZ,
    ADD UNIQUE (municipality_code, bsn_hash);

DROP TRIGGER invoice_lines_refuse_change ON invoice_lines;

CREATE TRIGGER invoice_lines_refuse_update BEFORE UPDATE ON invoice_lines
    FOR EACH ROW WHEN (OLD.posting_number IS NOT NULL
        OR NOT (NEW.bsn = '' OR (NEW.bsn LIKE 'enc1:%' AND OLD.bsn NOT LIKE 'enc1:%'))
        OR to_jsonb(NEW) - 'bsn' <> to_jsonb(OLD) - 'bsn') EXECUTE FUNCTION refuse_change();

CREATE TRIGGER invoice_lines_refuse_delete BEFORE DELETE ON invoice_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

DROP TRIGGER declaration_messages_refuse_update ON declaration_messages;

CREATE TRIGGER declaration_messages_refuse_update BEFORE UPDATE ON declaration_messages
    FOR EACH ROW WHEN (OLD.answer <> '' AND (NEW.answer NOT LIKE 'enc1:%' OR OLD.answer LIKE 'enc1:%'
        OR to_jsonb(NEW) - 'answer' - 'file_hash' <> to_jsonb(OLD) - 'answer' - 'file_hash')) EXECUTE FUNCTION refuse_change();
*/
-- What a run of `Portal retention` destroyed: counts and numbers of cases, no names.
CREATE TABLE retention_runs (
    id TEXT PRIMARY KEY,
    run_at TIMESTAMPTZ NOT NULL,
    files BIGINT NOT NULL CHECK (files >= 0),
    drafts BIGINT NOT NULL CHECK (drafts >= 0),
    report TEXT NOT NULL
);

-- Work that a migration leaves to the portal, because it takes keys; a row when it is done.
CREATE TABLE finished_steps (
    step TEXT PRIMARY KEY,
    done_at TIMESTAMPTZ NOT NULL
);
