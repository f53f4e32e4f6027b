-- Beside a contract: how long before it a resident says that the support goes elsewhere, and for how many years more the contract may be taken ("5 + 5").
CREATE TABLE contract_terms (
    contract_id TEXT PRIMARY KEY REFERENCES contracts (id),
    notice_days BIGINT NOT NULL CHECK (notice_days BETWEEN 0 AND 366),
    option_years BIGINT NOT NULL CHECK (option_years BETWEEN 0 AND 20),
    option_taken_on DATE
);

-- The rates that came after the one that was signed, each from a day on. Of two for the same day the later written counts: a rate that has not begun can
-- still be put right.
CREATE TABLE contract_rates (
    id TEXT PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    starts_on DATE NOT NULL,
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    because TEXT NOT NULL CHECK (because IN ('signed', 'indexation')),
    set_by TEXT NOT NULL REFERENCES users (id),
    set_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX contract_rates_by_contract ON contract_rates (contract_id, starts_on, id);

CREATE INDEX contracts_by_provider ON contracts (provider_id, municipality_code);
/*sqlite
CREATE TRIGGER contract_rates_refuse_update BEFORE UPDATE ON contract_rates
BEGIN
    SELECT RAISE(ABORT, 'contract_rates is append-only: what was declared at a rate stays as it was');
END;

CREATE TRIGGER contract_rates_refuse_delete BEFORE DELETE ON contract_rates
BEGIN
    SELECT RAISE(ABORT, 'contract_rates is append-only: what was declared at a rate stays as it was');
END;

CREATE TRIGGER contract_rates_refuse_replace BEFORE INSERT ON contract_rates
WHEN EXISTS (SELECT 1 FROM contract_rates WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'contract_rates is append-only: what was declared at a rate stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER contract_rates_refuse_change BEFORE UPDATE OR DELETE ON contract_rates
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
