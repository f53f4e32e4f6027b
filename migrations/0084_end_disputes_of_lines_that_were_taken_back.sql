-- A dispute also ends when its line is taken back otherwise: by a credit of the provider, or by two people of finance. Who takes in a file may be the installation, which is no user.
/*sqlite
CREATE TABLE dispute_ends_anew (
    dispute_id TEXT PRIMARY KEY REFERENCES disputes (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('withdrawn', 'delivered', 'not-delivered', 'credited', 'corrected')),
    explanation TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at TIMESTAMPTZ NOT NULL,
    reversal_number BIGINT,
    CHECK ((outcome IN ('not-delivered', 'credited', 'corrected')) = (reversal_number IS NOT NULL))
);

INSERT INTO dispute_ends_anew
SELECT dispute_id, outcome, explanation, ended_by, ended_at, reversal_number
FROM dispute_ends;

DROP TABLE dispute_ends;

ALTER TABLE dispute_ends_anew RENAME TO dispute_ends;

CREATE TRIGGER dispute_ends_refuse_update BEFORE UPDATE ON dispute_ends
BEGIN
    SELECT RAISE(ABORT, 'dispute_ends is append-only: what was settled stays as it was');
END;

CREATE TRIGGER dispute_ends_refuse_delete BEFORE DELETE ON dispute_ends
BEGIN
    SELECT RAISE(ABORT, 'dispute_ends is append-only: what was settled stays as it was');
END;

CREATE TRIGGER dispute_ends_refuse_replace BEFORE INSERT ON dispute_ends
WHEN EXISTS (SELECT 1 FROM dispute_ends WHERE dispute_id = NEW.dispute_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'dispute_ends is append-only: what was settled stays as it was');
END;
*/
/*postgresql
ALTER TABLE dispute_ends DROP CONSTRAINT dispute_ends_outcome_check;

ALTER TABLE dispute_ends DROP CONSTRAINT dispute_ends_check;

ALTER TABLE dispute_ends DROP CONSTRAINT dispute_ends_ended_by_fkey;

ALTER TABLE dispute_ends ADD CONSTRAINT dispute_ends_outcome_check CHECK (outcome IN ('withdrawn', 'delivered', 'not-delivered', 'credited', 'corrected'));

ALTER TABLE dispute_ends ADD CONSTRAINT dispute_ends_check CHECK ((outcome IN ('not-delivered', 'credited', 'corrected')) = (reversal_number IS NOT NULL));
*/
-- Those of before, that nobody had to end.
INSERT INTO dispute_ends (dispute_id, outcome, explanation, ended_by, ended_at, reversal_number)
SELECT waits.dispute_id,
       CASE WHEN EXISTS (SELECT 1 FROM proposed_reversals approved WHERE approved.budget_id = reversal.budget_id AND approved.reversal_number = reversal.number) THEN 'corrected' ELSE 'credited' END,
       '', reversal.actor_id, reversal.posted_at, reversal.number
FROM open_disputes waits
JOIN postings reversal ON reversal.budget_id = waits.budget_id AND reversal.reverses_number = waits.posting_number;

DELETE FROM open_disputes
WHERE dispute_id IN (SELECT dispute_id FROM dispute_ends);
