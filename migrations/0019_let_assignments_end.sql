-- The resident may stop with a provider or take another: the assignment ends, what it will not need any more is released, and a next one may
-- begin. At most one assignment of a budget stands at a time: the deed sees to that while it holds the budget's lock.
/*sqlite
CREATE TABLE assignments_anew (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 999999999),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    provider_id TEXT NOT NULL REFERENCES providers (id),
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    chosen_by TEXT NOT NULL REFERENCES users (id),
    chosen_at TIMESTAMPTZ NOT NULL,
    UNIQUE (municipality_code, number)
);

INSERT INTO assignments_anew
SELECT id, number, municipality_code, budget_id, contract_id, provider_id, rate_cents, starts_on, ends_on, chosen_by, chosen_at
FROM assignments;

DROP TABLE assignments;

ALTER TABLE assignments_anew RENAME TO assignments;

CREATE INDEX assignments_by_provider ON assignments (provider_id);

CREATE TRIGGER assignments_refuse_update BEFORE UPDATE ON assignments
BEGIN
    SELECT RAISE(ABORT, 'assignments is append-only: what was booked on it stays as it was');
END;

CREATE TRIGGER assignments_refuse_delete BEFORE DELETE ON assignments
BEGIN
    SELECT RAISE(ABORT, 'assignments is append-only: what was booked on it stays as it was');
END;
*/
/*postgresql
ALTER TABLE assignments DROP CONSTRAINT assignments_budget_id_key;
*/
CREATE INDEX assignments_by_budget ON assignments (budget_id, number);

CREATE TABLE assignment_ends (
    assignment_id TEXT PRIMARY KEY REFERENCES assignments (id),
    ended_on DATE NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('client', 'provider', 'municipality', 'other-provider')),
    ended_by TEXT NOT NULL,
    ended_at TIMESTAMPTZ NOT NULL
);
/*sqlite
CREATE TRIGGER assignment_ends_refuse_update BEFORE UPDATE ON assignment_ends
BEGIN
    SELECT RAISE(ABORT, 'assignment_ends is append-only: what was released on it stays as it was');
END;

CREATE TRIGGER assignment_ends_refuse_delete BEFORE DELETE ON assignment_ends
BEGIN
    SELECT RAISE(ABORT, 'assignment_ends is append-only: what was released on it stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER assignment_ends_refuse_change BEFORE UPDATE OR DELETE ON assignment_ends
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
*/
