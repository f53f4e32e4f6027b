-- The ledger. A posting moves a positive amount from one account of a budget to another, so the books balance by construction.
-- Postings of one budget are numbered without gaps; each carries the balances after it and the hash of the one before it
-- (docs/decisions/0003-how-postings-are-laid-out.md). The CHECKs are the second lock behind the rules in BudgetLedger.
CREATE TABLE postings (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('grant', 'reserve', 'release', 'invoice', 'claim', 'payment', 'expiry', 'reversal')),
    from_account TEXT NOT NULL CHECK (from_account IN ('fund', 'available', 'reserved', 'payable', 'paid')),
    to_account TEXT NOT NULL CHECK (to_account IN ('fund', 'available', 'reserved', 'payable', 'paid')),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    occurred_on DATE NOT NULL,
    posted_on DATE NOT NULL,
    posted_at TIMESTAMPTZ NOT NULL,
    available_cents BIGINT NOT NULL CHECK (available_cents >= 0),
    reserved_cents BIGINT NOT NULL CHECK (reserved_cents >= 0),
    payable_cents BIGINT NOT NULL CHECK (payable_cents >= 0),
    paid_cents BIGINT NOT NULL CHECK (paid_cents >= 0),
    reservation_id TEXT,
    reservation_left_cents BIGINT CHECK (reservation_left_cents >= 0),
    counterparty TEXT NOT NULL,
    origin_kind TEXT NOT NULL CHECK (origin_kind IN ('decision', 'assignment', 'invoiceline', 'claim', 'correction')),
    origin_id TEXT NOT NULL,
    reverses_number BIGINT,
    actor_id TEXT NOT NULL,
    on_behalf_of TEXT,
    reason TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (budget_id, number),
    UNIQUE (budget_id, reverses_number),
    FOREIGN KEY (budget_id, reverses_number) REFERENCES postings (budget_id, number),
    CHECK (from_account <> to_account),
    CHECK ((reservation_id IS NULL) = (from_account <> 'reserved' AND to_account <> 'reserved')),
    CHECK ((reservation_id IS NULL) = (reservation_left_cents IS NULL)),
    CHECK ((kind = 'reversal') = (reverses_number IS NOT NULL))
) /*sqlite WITHOUT ROWID */;

-- One decision, one invoice line, one claim is booked once.
CREATE UNIQUE INDEX postings_by_origin ON postings (origin_kind, origin_id)
    WHERE reverses_number IS NULL AND origin_kind IN ('decision', 'invoiceline', 'claim');

CREATE INDEX postings_by_reservation ON postings (reservation_id, number)
    WHERE reservation_id IS NOT NULL;

/*sqlite
CREATE TRIGGER postings_refuse_update BEFORE UPDATE ON postings
BEGIN
    SELECT RAISE(ABORT, 'postings are append-only: correct by a reversal');
END;

CREATE TRIGGER postings_refuse_delete BEFORE DELETE ON postings
BEGIN
    SELECT RAISE(ABORT, 'postings are append-only: correct by a reversal');
END;

-- INSERT OR REPLACE would take a posting's place without a delete that a trigger sees.
CREATE TRIGGER postings_refuse_replace BEFORE INSERT ON postings
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM postings WHERE budget_id = NEW.budget_id)
BEGIN
    SELECT RAISE(ABORT, 'postings are append-only: only the next number can be written');
END;
*/
/*postgresql
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: correct by a reversal', TG_TABLE_NAME;
END $$;

CREATE TRIGGER postings_refuse_change BEFORE UPDATE OR DELETE ON postings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER postings_refuse_truncate BEFORE TRUNCATE ON postings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
