-- What a holder and a helper agree, as the holder or who acts for the holder wrote it down: that is the holder's signature. The helper, who comes in with a code, signs or says no; the municipality approves it or sends it back. What was
-- approved is a row of care_agreements with the same number, on which claims are booked. Nothing of it is changed: another text is another one, which replaces it (docs/decisions/0025-care-agreements.md).
CREATE TABLE agreement_proposals (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    -- The agreement that ends the day before this one starts.
    replaces_id TEXT REFERENCES care_agreements (id),
    helper_name TEXT NOT NULL,
    helper_kind TEXT NOT NULL CHECK (helper_kind IN ('professional', 'freelancer', 'network')),
    form TEXT NOT NULL CHECK (form IN ('institution', 'assignment', 'family', 'employment')),
    pay TEXT NOT NULL CHECK (pay IN ('hours', 'monthly', 'allowance')),
    rate_cents BIGINT NOT NULL CHECK (rate_cents > 0),
    monthly_volume_hundredths BIGINT NOT NULL CHECK (monthly_volume_hundredths > 0),
    -- What the holder pays on top for each unit, of own money: never of the budget.
    own_part_cents BIGINT NOT NULL CHECK (own_part_cents >= 0),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on >= starts_on),
    -- KvK number or BSN, IBAN and tasks are hidden under the resident's key; by the keyed fingerprint of the first the same helper is known again.
    identifier TEXT NOT NULL,
    identifier_hash TEXT NOT NULL,
    iban TEXT NOT NULL,
    tasks TEXT NOT NULL,
    code_hash TEXT NOT NULL UNIQUE,
    code_until TIMESTAMPTZ NOT NULL,
    drawn_by TEXT NOT NULL REFERENCES users (id),
    on_behalf_of TEXT REFERENCES residents (id),
    drawn_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX agreement_proposals_by_budget ON agreement_proposals (budget_id, drawn_at);

CREATE INDEX agreement_proposals_by_resident ON agreement_proposals (resident_id);

CREATE INDEX agreement_proposals_by_helper ON agreement_proposals (identifier_hash);

-- Who the helper is: who took the code, or took that of the agreement before.
CREATE TABLE agreement_helpers (
    proposal_id TEXT PRIMARY KEY REFERENCES agreement_proposals (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    since TIMESTAMPTZ NOT NULL
);

CREATE INDEX agreement_helpers_by_user ON agreement_helpers (user_id);

-- What was said to it, each thing once: the helper signed or did not want to; the holder took it back; the municipality sent it back, agreed to it (where a second person has to) or approved it.
CREATE TABLE agreement_steps (
    proposal_id TEXT NOT NULL REFERENCES agreement_proposals (id),
    kind TEXT NOT NULL CHECK (kind IN ('signed', 'declined', 'withdrawn', 'returned', 'agreed', 'approved')),
    -- Hidden under the resident's key; empty of what needs no reason.
    reason TEXT NOT NULL,
    said_by TEXT NOT NULL REFERENCES users (id),
    said_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (proposal_id, kind)
);

-- Which agreements both signed and wait for the municipality, kept beside the steps from which that follows and written by the same deeds.
CREATE TABLE open_agreements (
    proposal_id TEXT PRIMARY KEY REFERENCES agreement_proposals (id),
    municipality_code TEXT NOT NULL,
    resident_id TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL
);

CREATE INDEX open_agreements_by_municipality ON open_agreements (municipality_code, since);

ALTER TABLE care_agreements ADD COLUMN proposal_id TEXT REFERENCES agreement_proposals (id);

-- An agreement that ended before its last day: of later days nothing is claimed.
CREATE TABLE care_agreement_ends (
    agreement_id TEXT PRIMARY KEY REFERENCES care_agreements (id),
    ended_on DATE NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('replaced', 'holder', 'helper')),
    ended_by TEXT NOT NULL REFERENCES users (id),
    ended_at TIMESTAMPTZ NOT NULL
);

-- What a municipality's by-law says of PGBs, from a day on: the least that a helper is paid for an hour. A later row takes over from its day.
CREATE TABLE held_rules (
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    number BIGINT NOT NULL CHECK (number >= 1),
    starts_on DATE NOT NULL,
    floor_cents BIGINT NOT NULL CHECK (floor_cents >= 0),
    PRIMARY KEY (municipality_code, number)
);

/*sqlite
CREATE TRIGGER held_rules_refuse_update BEFORE UPDATE ON held_rules
BEGIN
    SELECT RAISE(ABORT, 'held_rules is append-only: a rule stays as it was set');
END;

CREATE TRIGGER held_rules_refuse_delete BEFORE DELETE ON held_rules
BEGIN
    SELECT RAISE(ABORT, 'held_rules is append-only: a rule stays as it was set');
END;

CREATE TRIGGER held_rules_refuse_replace BEFORE INSERT ON held_rules
WHEN EXISTS (SELECT 1 FROM held_rules WHERE (municipality_code = NEW.municipality_code AND number = NEW.number) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'held_rules is append-only: a rule stays as it was set');
END;

-- But for a file that is destroyed.
CREATE TRIGGER agreement_proposals_refuse_update BEFORE UPDATE ON agreement_proposals
WHEN NEW.identifier <> '' OR NEW.iban <> '' OR NEW.tasks <> '' OR NEW.identifier_hash <> ''
    OR NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.budget_id <> OLD.budget_id OR NEW.resident_id <> OLD.resident_id OR COALESCE(NEW.replaces_id, '') <> COALESCE(OLD.replaces_id, '')
    OR NEW.helper_kind <> OLD.helper_kind OR NEW.form <> OLD.form OR NEW.pay <> OLD.pay OR NEW.rate_cents <> OLD.rate_cents OR NEW.monthly_volume_hundredths <> OLD.monthly_volume_hundredths
    OR NEW.own_part_cents <> OLD.own_part_cents OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on OR NEW.drawn_by <> OLD.drawn_by OR NEW.drawn_at <> OLD.drawn_at
BEGIN
    SELECT RAISE(ABORT, 'agreement_proposals is append-only: another text is another agreement');
END;

CREATE TRIGGER agreement_proposals_refuse_delete BEFORE DELETE ON agreement_proposals
BEGIN
    SELECT RAISE(ABORT, 'agreement_proposals is append-only: another text is another agreement');
END;

CREATE TRIGGER agreement_proposals_refuse_replace BEFORE INSERT ON agreement_proposals
WHEN EXISTS (SELECT 1 FROM agreement_proposals WHERE id = NEW.id OR number = NEW.number OR code_hash = NEW.code_hash OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'agreement_proposals is append-only: another text is another agreement');
END;

CREATE TRIGGER agreement_steps_refuse_update BEFORE UPDATE ON agreement_steps
WHEN NEW.reason <> '' OR NEW.proposal_id <> OLD.proposal_id OR NEW.kind <> OLD.kind OR NEW.said_by <> OLD.said_by OR NEW.said_at <> OLD.said_at
BEGIN
    SELECT RAISE(ABORT, 'agreement_steps is append-only: what was said stays as it was');
END;

CREATE TRIGGER agreement_steps_refuse_delete BEFORE DELETE ON agreement_steps
BEGIN
    SELECT RAISE(ABORT, 'agreement_steps is append-only: what was said stays as it was');
END;

CREATE TRIGGER agreement_steps_refuse_replace BEFORE INSERT ON agreement_steps
WHEN EXISTS (SELECT 1 FROM agreement_steps WHERE (proposal_id = NEW.proposal_id AND kind = NEW.kind) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'agreement_steps is append-only: what was said stays as it was');
END;

CREATE TRIGGER care_agreement_ends_refuse_update BEFORE UPDATE ON care_agreement_ends
BEGIN
    SELECT RAISE(ABORT, 'care_agreement_ends is append-only: what ended stays ended');
END;

CREATE TRIGGER care_agreement_ends_refuse_delete BEFORE DELETE ON care_agreement_ends
BEGIN
    SELECT RAISE(ABORT, 'care_agreement_ends is append-only: what ended stays ended');
END;

CREATE TRIGGER care_agreement_ends_refuse_replace BEFORE INSERT ON care_agreement_ends
WHEN EXISTS (SELECT 1 FROM care_agreement_ends WHERE agreement_id = NEW.agreement_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'care_agreement_ends is append-only: what ended stays ended');
END;
*/
/*postgresql
CREATE TRIGGER held_rules_refuse_change BEFORE UPDATE OR DELETE ON held_rules
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER held_rules_refuse_truncate BEFORE TRUNCATE ON held_rules
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER agreement_proposals_refuse_update BEFORE UPDATE ON agreement_proposals
    FOR EACH ROW WHEN (NEW.identifier <> '' OR NEW.iban <> '' OR NEW.tasks <> '' OR NEW.identifier_hash <> ''
        OR to_jsonb(NEW) - 'helper_name' - 'identifier' - 'identifier_hash' - 'iban' - 'tasks' <> to_jsonb(OLD) - 'helper_name' - 'identifier' - 'identifier_hash' - 'iban' - 'tasks')
    EXECUTE FUNCTION refuse_change();

CREATE TRIGGER agreement_proposals_refuse_delete BEFORE DELETE ON agreement_proposals
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER agreement_proposals_refuse_truncate BEFORE TRUNCATE ON agreement_proposals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER agreement_steps_refuse_update BEFORE UPDATE ON agreement_steps
    FOR EACH ROW WHEN (NEW.reason <> '' OR to_jsonb(NEW) - 'reason' <> to_jsonb(OLD) - 'reason') EXECUTE FUNCTION refuse_change();

CREATE TRIGGER agreement_steps_refuse_delete BEFORE DELETE ON agreement_steps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER agreement_steps_refuse_truncate BEFORE TRUNCATE ON agreement_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER care_agreement_ends_refuse_change BEFORE UPDATE OR DELETE ON care_agreement_ends
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER care_agreement_ends_refuse_truncate BEFORE TRUNCATE ON care_agreement_ends
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
