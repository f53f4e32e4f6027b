-- A list of more than two words behind IN makes SQLite build a small tree of them for each row that is written, four times a posting: a third of
-- what the row costs (docs/decisions/0003-how-postings-are-laid-out.md). Written as comparisons it does not. PostgreSQL does so by itself.
/*sqlite
CREATE TABLE postings_anew (
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL
        CHECK (kind = 'grant' OR kind = 'reserve' OR kind = 'release' OR kind = 'invoice'
            OR kind = 'claim' OR kind = 'payment' OR kind = 'expiry' OR kind = 'reversal'),
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
        CHECK (origin_kind = 'decision' OR origin_kind = 'assignment' OR origin_kind = 'invoiceline' OR origin_kind = 'claim' OR origin_kind = 'correction'),
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
SELECT budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, effective_on, posted_on, posted_at,
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

CREATE UNIQUE INDEX postings_by_origin ON postings (origin_id)
    WHERE kind = 'grant' OR kind = 'invoice' OR kind = 'claim';

CREATE UNIQUE INDEX postings_by_reversed ON postings (budget_id, reverses_number)
    WHERE reverses_number IS NOT NULL;

CREATE INDEX postings_by_day ON postings (posted_on, posted_at, effective_on, from_account, to_account, amount_cents);
*/
