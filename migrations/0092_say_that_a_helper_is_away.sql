-- From which day a helper of a PGB is away, and until when if that is known. Why is not asked and not kept: it would be health data of a third person. What was said is never changed: that somebody is back, or that it was not so, is said
-- beside it (docs/decisions/0032-who-stands-in.md).
CREATE TABLE helper_absences (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL REFERENCES care_agreements (id),
    starts_on DATE NOT NULL,
    -- The last day away; none when nobody knows yet.
    ends_on DATE CHECK (ends_on >= starts_on),
    said_as TEXT NOT NULL CHECK (said_as IN ('holder', 'helper')),
    said_by TEXT NOT NULL REFERENCES users (id),
    said_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX helper_absences_by_agreement ON helper_absences (agreement_id, starts_on);

-- Each thing once: the helper is back, after this last day away; or it was a mistake, and the helper was not away at all.
CREATE TABLE helper_absence_ends (
    absence_id TEXT NOT NULL REFERENCES helper_absences (id),
    kind TEXT NOT NULL CHECK (kind IN ('back', 'withdrawn')),
    last_on DATE,
    said_by TEXT NOT NULL REFERENCES users (id),
    said_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (absence_id, kind),
    CHECK ((kind = 'back') = (last_on IS NOT NULL))
);

-- Which agreements are with somebody who stands in, and for which agreement.
CREATE TABLE stand_ins (
    proposal_id TEXT PRIMARY KEY REFERENCES agreement_proposals (id),
    agreement_id TEXT NOT NULL REFERENCES care_agreements (id)
);

CREATE INDEX stand_ins_by_agreement ON stand_ins (agreement_id);

/*sqlite
CREATE TRIGGER helper_absences_refuse_update BEFORE UPDATE ON helper_absences
BEGIN
    SELECT RAISE(ABORT, 'helper_absences is append-only: what was said stays as it was');
END;

CREATE TRIGGER helper_absences_refuse_delete BEFORE DELETE ON helper_absences
BEGIN
    SELECT RAISE(ABORT, 'helper_absences is append-only: what was said stays as it was');
END;

CREATE TRIGGER helper_absences_refuse_replace BEFORE INSERT ON helper_absences
WHEN EXISTS (SELECT 1 FROM helper_absences WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'helper_absences is append-only: what was said stays as it was');
END;

CREATE TRIGGER helper_absence_ends_refuse_update BEFORE UPDATE ON helper_absence_ends
BEGIN
    SELECT RAISE(ABORT, 'helper_absence_ends is append-only: what was said stays as it was');
END;

CREATE TRIGGER helper_absence_ends_refuse_delete BEFORE DELETE ON helper_absence_ends
BEGIN
    SELECT RAISE(ABORT, 'helper_absence_ends is append-only: what was said stays as it was');
END;

CREATE TRIGGER helper_absence_ends_refuse_replace BEFORE INSERT ON helper_absence_ends
WHEN EXISTS (SELECT 1 FROM helper_absence_ends WHERE (absence_id = NEW.absence_id AND kind = NEW.kind) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'helper_absence_ends is append-only: what was said stays as it was');
END;

CREATE TRIGGER stand_ins_refuse_update BEFORE UPDATE ON stand_ins
BEGIN
    SELECT RAISE(ABORT, 'stand_ins is append-only: another text is another agreement');
END;

CREATE TRIGGER stand_ins_refuse_delete BEFORE DELETE ON stand_ins
BEGIN
    SELECT RAISE(ABORT, 'stand_ins is append-only: another text is another agreement');
END;

CREATE TRIGGER stand_ins_refuse_replace BEFORE INSERT ON stand_ins
WHEN EXISTS (SELECT 1 FROM stand_ins WHERE proposal_id = NEW.proposal_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'stand_ins is append-only: another text is another agreement');
END;
*/
/*postgresql
CREATE TRIGGER helper_absences_refuse_change BEFORE UPDATE OR DELETE ON helper_absences
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_absences_refuse_truncate BEFORE TRUNCATE ON helper_absences
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_absence_ends_refuse_change BEFORE UPDATE OR DELETE ON helper_absence_ends
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER helper_absence_ends_refuse_truncate BEFORE TRUNCATE ON helper_absence_ends
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stand_ins_refuse_change BEFORE UPDATE OR DELETE ON stand_ins
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stand_ins_refuse_truncate BEFORE TRUNCATE ON stand_ins
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
