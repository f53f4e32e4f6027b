-- Four eyes: who wants a posting reversed proposes it, and somebody else of finance reverses it or says why not. The reversal seals its proposal. The
-- reason and the answer are hidden under the resident's key.
CREATE TABLE proposed_reversals (
    id TEXT PRIMARY KEY,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    posting_number BIGINT NOT NULL CHECK (posting_number > 0),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    outcome TEXT CHECK (outcome IN ('reversed', 'rejected', 'withdrawn')),
    decided_by TEXT REFERENCES users (id),
    decided_at TIMESTAMPTZ,
    -- Why not.
    answer TEXT NOT NULL,
    reversal_number BIGINT,
    CHECK ((outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)),
    -- The second lock on four eyes: nobody decides on an own proposal, other than to take it back.
    CHECK (outcome IS NULL OR (outcome = 'withdrawn') = (decided_by = proposed_by)),
    CHECK ((reversal_number IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'reversed'))
);

-- One at a time for a posting.
CREATE UNIQUE INDEX proposed_reversals_open ON proposed_reversals (budget_id, posting_number) WHERE outcome IS NULL;

CREATE INDEX proposed_reversals_by_budget ON proposed_reversals (budget_id);

/*sqlite
CREATE TRIGGER proposed_reversals_refuse_update BEFORE UPDATE ON proposed_reversals
WHEN OLD.outcome IS NOT NULL
    OR (NEW.id, NEW.budget_id, NEW.posting_number, NEW.amount_cents, NEW.reason, NEW.proposed_by, NEW.proposed_at)
    IS NOT (OLD.id, OLD.budget_id, OLD.posting_number, OLD.amount_cents, OLD.reason, OLD.proposed_by, OLD.proposed_at)
BEGIN
    SELECT RAISE(ABORT, 'proposed_reversals is append-only: what was decided stays as it was');
END;

CREATE TRIGGER proposed_reversals_refuse_replace BEFORE INSERT ON proposed_reversals
WHEN EXISTS (SELECT 1 FROM proposed_reversals
    WHERE id = NEW.id
       OR (budget_id = NEW.budget_id AND posting_number = NEW.posting_number AND outcome IS NOT 'rejected' AND outcome IS NOT 'withdrawn')
       OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'proposed_reversals is append-only');
END;

CREATE TRIGGER proposed_reversals_refuse_delete BEFORE DELETE ON proposed_reversals
BEGIN
    SELECT RAISE(ABORT, 'proposed_reversals is append-only');
END;
*/
/*postgresql
CREATE TRIGGER proposed_reversals_refuse_update BEFORE UPDATE ON proposed_reversals
    FOR EACH ROW WHEN (OLD.outcome IS NOT NULL
        OR to_jsonb(NEW) - '{outcome,decided_by,decided_at,answer,reversal_number}'::text[]
        <> to_jsonb(OLD) - '{outcome,decided_by,decided_at,answer,reversal_number}'::text[]) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER proposed_reversals_refuse_delete BEFORE DELETE ON proposed_reversals
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER proposed_reversals_refuse_truncate BEFORE TRUNCATE ON proposed_reversals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
