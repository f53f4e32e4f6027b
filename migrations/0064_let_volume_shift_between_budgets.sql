-- Money of one budget that goes to another of the same arrangement, with the consent of both: a proposal, and what the other side said of it. What was agreed to is sealed by the two postings
-- (docs/decisions/0017), so neither row ever changes. Reason and answer are hidden under the resident's key.
CREATE TABLE shifts (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES support_requests (id),
    from_budget_id TEXT NOT NULL REFERENCES budgets (id),
    to_budget_id TEXT NOT NULL REFERENCES budgets (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    reason TEXT NOT NULL,
    -- Who proposed it: the resident's side or the municipality's. The other one agrees.
    side TEXT NOT NULL CHECK (side IN ('resident', 'caseworker')),
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    CHECK (from_budget_id <> to_budget_id)
);

CREATE INDEX shifts_by_request ON shifts (request_id);

CREATE TABLE shift_answers (
    shift_id TEXT PRIMARY KEY REFERENCES shifts (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('agreed', 'declined', 'withdrawn')),
    answer TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES users (id),
    answered_at TIMESTAMPTZ NOT NULL,
    -- The two postings, each in its own budget.
    from_number BIGINT,
    to_number BIGINT,
    CHECK ((outcome = 'agreed') = (from_number IS NOT NULL) AND (outcome = 'agreed') = (to_number IS NOT NULL))
);

/*sqlite
CREATE TABLE postings_anew (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL
        CHECK (kind = 'grant' OR kind = 'reserve' OR kind = 'release' OR kind = 'invoice'
            OR kind = 'claim' OR kind = 'payment' OR kind = 'expiry' OR kind = 'reversal' OR kind = 'shift'),
    from_account TEXT NOT NULL
        CHECK (from_account = 'fund' OR from_account = 'available' OR from_account = 'reserved' OR from_account = 'payable' OR from_account = 'paid'),
    to_account TEXT NOT NULL
        CHECK (to_account = 'fund' OR to_account = 'available' OR to_account = 'reserved' OR to_account = 'payable' OR to_account = 'paid'),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    occurred_on DATE NOT NULL,
    effective_on DATE NOT NULL,
    posted_on DATE NOT NULL,
    posted_at TIMESTAMPTZ NOT NULL,
    available_cents BIGINT NOT NULL CHECK (available_cents >= 0),
    reserved_cents BIGINT NOT NULL CHECK (reserved_cents >= 0),
    payable_cents BIGINT NOT NULL CHECK (payable_cents >= 0),
    paid_cents BIGINT NOT NULL CHECK (paid_cents >= 0),
    reservation_id TEXT,
    reservation_left_cents BIGINT CHECK (reservation_left_cents >= 0),
    counterparty TEXT NOT NULL,
    origin_kind TEXT NOT NULL
        CHECK (origin_kind = 'decision' OR origin_kind = 'assignment' OR origin_kind = 'invoiceline' OR origin_kind = 'claim' OR origin_kind = 'correction'
            OR origin_kind = 'shift'),
    origin_id TEXT NOT NULL,
    reverses_number BIGINT,
    actor_id TEXT NOT NULL,
    on_behalf_of TEXT,
    reason TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    seal TEXT CHECK (seal IS NULL OR length(seal) = 64),
    PRIMARY KEY (budget_id, number),
    FOREIGN KEY (budget_id, reverses_number) REFERENCES postings (budget_id, number),
    CHECK (from_account <> to_account),
    CHECK (effective_on <= posted_on),
    CHECK ((reservation_id IS NULL) = (from_account <> 'reserved' AND to_account <> 'reserved')),
    CHECK ((reservation_id IS NULL) = (reservation_left_cents IS NULL)),
    CHECK ((kind = 'reversal') = (reverses_number IS NOT NULL))
) WITHOUT ROWID;

INSERT INTO postings_anew
SELECT budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, effective_on, posted_on, posted_at,
       available_cents, reserved_cents, payable_cents, paid_cents, reservation_id, reservation_left_cents, counterparty,
       origin_kind, origin_id, reverses_number, actor_id, on_behalf_of, reason, hash, seal
FROM postings
ORDER BY budget_id, number;

DROP TABLE postings;

ALTER TABLE postings_anew RENAME TO postings;

CREATE TRIGGER postings_refuse_update BEFORE UPDATE ON postings
BEGIN
    SELECT RAISE(ABORT, 'postings are append-only: correct by a reversal');
END;

CREATE TRIGGER postings_refuse_delete BEFORE DELETE ON postings
BEGIN
    SELECT RAISE(ABORT, 'postings are append-only: correct by a reversal');
END;

CREATE TRIGGER postings_refuse_replace BEFORE INSERT ON postings
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM postings WHERE budget_id = NEW.budget_id)
BEGIN
    SELECT RAISE(ABORT, 'postings are append-only: only the next number can be written');
END;

CREATE UNIQUE INDEX postings_by_origin ON postings (origin_id)
    WHERE kind = 'grant' OR kind = 'invoice' OR kind = 'claim';

CREATE UNIQUE INDEX postings_by_reversed ON postings (budget_id, reverses_number)
    WHERE reverses_number IS NOT NULL;

CREATE INDEX postings_by_day ON postings (posted_on, posted_at, effective_on, from_account, to_account, amount_cents);
*/
/*sqlite
CREATE TRIGGER shifts_refuse_update BEFORE UPDATE ON shifts
BEGIN
    SELECT RAISE(ABORT, 'shifts is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER shifts_refuse_delete BEFORE DELETE ON shifts
BEGIN
    SELECT RAISE(ABORT, 'shifts is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER shifts_refuse_replace BEFORE INSERT ON shifts
WHEN EXISTS (SELECT 1 FROM shifts WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'shifts is append-only: what was proposed stays as it was');
END;

CREATE TRIGGER shift_answers_refuse_update BEFORE UPDATE ON shift_answers
BEGIN
    SELECT RAISE(ABORT, 'shift_answers is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER shift_answers_refuse_delete BEFORE DELETE ON shift_answers
BEGIN
    SELECT RAISE(ABORT, 'shift_answers is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER shift_answers_refuse_replace BEFORE INSERT ON shift_answers
WHEN EXISTS (SELECT 1 FROM shift_answers WHERE shift_id = NEW.shift_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'shift_answers is append-only: what was booked on it stays as it was');
END;
*/
/*postgresql
ALTER TABLE postings
    DROP CONSTRAINT postings_kind_check,
    DROP CONSTRAINT postings_origin_kind_check,
    ADD CONSTRAINT postings_kind_check CHECK (kind IN ('grant', 'reserve', 'release', 'invoice', 'claim', 'payment', 'expiry', 'reversal', 'shift')),
    ADD CONSTRAINT postings_origin_kind_check CHECK (origin_kind IN ('decision', 'assignment', 'invoiceline', 'claim', 'correction', 'shift'));

CREATE TRIGGER shifts_refuse_change BEFORE UPDATE OR DELETE ON shifts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER shift_answers_refuse_change BEFORE UPDATE OR DELETE ON shift_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
