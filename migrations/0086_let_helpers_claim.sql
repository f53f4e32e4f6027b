-- What a helper says was worked, line by line: with times, in units of a day, or a whole month at once. The holder answers each line by itself, and a line that was approved is a row of claims, booked in the same transaction; so one bad line
-- holds up no other. What the holder enters is approved by that. Nothing of it is changed (docs/decisions/0026-claims-line-by-line.md).
CREATE TABLE claim_lines (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL REFERENCES care_agreements (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    kind TEXT NOT NULL CHECK (kind IN ('times', 'day', 'month')),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    -- Of times: the instants, so that the night in which the clock changes is as long as it was.
    from_at TIMESTAMPTZ,
    to_at TIMESTAMPTZ,
    break_minutes BIGINT NOT NULL CHECK (break_minutes >= 0),
    volume_hundredths BIGINT NOT NULL CHECK (volume_hundredths > 0),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    -- By the helper, by the holder or who acts for the holder, or by somebody whom the holder lets prepare it.
    entered_as TEXT NOT NULL CHECK (entered_as IN ('helper', 'holder', 'supporter')),
    entered_by TEXT NOT NULL REFERENCES users (id),
    entered_at TIMESTAMPTZ NOT NULL,
    CHECK ((kind = 'times') = (from_at IS NOT NULL)),
    CHECK ((from_at IS NULL) = (to_at IS NULL))
);

CREATE INDEX claim_lines_by_agreement ON claim_lines (agreement_id, starts_on);

CREATE INDEX claim_lines_by_resident ON claim_lines (resident_id, entered_at);

CREATE TABLE claim_line_answers (
    line_id TEXT PRIMARY KEY REFERENCES claim_lines (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'changed', 'rejected', 'withdrawn')),
    -- What was approved: as it was entered, or as the holder changed it. None of what was not.
    claim_id TEXT UNIQUE REFERENCES claims (id),
    -- Hidden under the resident's key; empty of what needs none.
    reason TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES users (id),
    answered_at TIMESTAMPTZ NOT NULL,
    CHECK ((claim_id IS NOT NULL) = (outcome IN ('approved', 'changed')))
);

/*sqlite
CREATE TRIGGER claim_lines_refuse_update BEFORE UPDATE ON claim_lines
BEGIN
    SELECT RAISE(ABORT, 'claim_lines is append-only: what was entered stays as it was');
END;

CREATE TRIGGER claim_lines_refuse_delete BEFORE DELETE ON claim_lines
BEGIN
    SELECT RAISE(ABORT, 'claim_lines is append-only: what was entered stays as it was');
END;

CREATE TRIGGER claim_lines_refuse_replace BEFORE INSERT ON claim_lines
WHEN EXISTS (SELECT 1 FROM claim_lines WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'claim_lines is append-only: what was entered stays as it was');
END;

-- But for a file that is destroyed.
CREATE TRIGGER claim_line_answers_refuse_update BEFORE UPDATE ON claim_line_answers
WHEN NEW.reason <> '' OR NEW.line_id <> OLD.line_id OR NEW.outcome <> OLD.outcome OR COALESCE(NEW.claim_id, '') <> COALESCE(OLD.claim_id, '') OR NEW.answered_by <> OLD.answered_by
    OR NEW.answered_at <> OLD.answered_at
BEGIN
    SELECT RAISE(ABORT, 'claim_line_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER claim_line_answers_refuse_delete BEFORE DELETE ON claim_line_answers
BEGIN
    SELECT RAISE(ABORT, 'claim_line_answers is append-only: what was answered stays as it was');
END;

CREATE TRIGGER claim_line_answers_refuse_replace BEFORE INSERT ON claim_line_answers
WHEN EXISTS (SELECT 1 FROM claim_line_answers WHERE line_id = NEW.line_id OR claim_id = NEW.claim_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'claim_line_answers is append-only: what was answered stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER claim_lines_refuse_change BEFORE UPDATE OR DELETE ON claim_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claim_lines_refuse_truncate BEFORE TRUNCATE ON claim_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claim_line_answers_refuse_update BEFORE UPDATE ON claim_line_answers
    FOR EACH ROW WHEN (NEW.reason <> '' OR to_jsonb(NEW) - 'reason' <> to_jsonb(OLD) - 'reason') EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claim_line_answers_refuse_delete BEFORE DELETE ON claim_line_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claim_line_answers_refuse_truncate BEFORE TRUNCATE ON claim_line_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
