-- A posting counts on its effective day: the day of the care, but never after the writing and never in a month that was closed before it.
-- What the row before it says anyway (previous_hash) is not kept twice; who is reversed is indexed only where somebody is; and the day's
-- postings are found without reading the others (docs/decisions/0003-how-postings-are-laid-out.md). The chain stays as it was.
/*sqlite
CREATE TABLE postings_anew (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('grant', 'reserve', 'release', 'invoice', 'claim', 'payment', 'expiry', 'reversal')),
    from_account TEXT NOT NULL CHECK (from_account IN ('fund', 'available', 'reserved', 'payable', 'paid')),
    to_account TEXT NOT NULL CHECK (to_account IN ('fund', 'available', 'reserved', 'payable', 'paid')),
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
    origin_kind TEXT NOT NULL CHECK (origin_kind IN ('decision', 'assignment', 'invoiceline', 'claim', 'correction')),
    origin_id TEXT NOT NULL,
    reverses_number BIGINT,
    actor_id TEXT NOT NULL,
    on_behalf_of TEXT,
    reason TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (budget_id, number),
    FOREIGN KEY (budget_id, reverses_number) REFERENCES postings (budget_id, number),
    CHECK (from_account <> to_account),
    CHECK (effective_on <= posted_on),
    CHECK ((reservation_id IS NULL) = (from_account <> 'reserved' AND to_account <> 'reserved')),
    CHECK ((reservation_id IS NULL) = (reservation_left_cents IS NULL)),
    CHECK ((kind = 'reversal') = (reverses_number IS NOT NULL))
) WITHOUT ROWID;

INSERT INTO postings_anew
SELECT budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, MIN(occurred_on, posted_on), posted_on, posted_at,
       available_cents, reserved_cents, payable_cents, paid_cents, reservation_id, reservation_left_cents, counterparty,
       origin_kind, origin_id, reverses_number, actor_id, on_behalf_of, reason, hash
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
*/
/*postgresql
ALTER TABLE postings DISABLE TRIGGER USER;

ALTER TABLE postings
    ADD COLUMN effective_on DATE,
    DROP COLUMN previous_hash,
    DROP CONSTRAINT postings_budget_id_reverses_number_key;

UPDATE postings
SET effective_on = LEAST(occurred_on, posted_on);

ALTER TABLE postings
    ALTER COLUMN effective_on SET NOT NULL,
    ADD CHECK (effective_on <= posted_on);

ALTER TABLE postings ENABLE TRIGGER USER;

DROP INDEX postings_by_origin;

DROP INDEX postings_by_reservation;
*/
-- One decision is granted once, one invoice line and one claim booked once. The end of a decision's period is its second posting.
CREATE UNIQUE INDEX postings_by_origin ON postings (origin_id)
    WHERE kind IN ('grant', 'invoice', 'claim');

CREATE UNIQUE INDEX postings_by_reversed ON postings (budget_id, reverses_number)
    WHERE reverses_number IS NOT NULL;

-- What moved since a day, without looking anything else up. By the instant within the day, so that the index grows at its end.
CREATE INDEX postings_by_day ON postings (posted_on, posted_at, effective_on, from_account, to_account, amount_cents);
