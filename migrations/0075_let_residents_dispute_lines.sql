-- A resident says of an accepted line that it is not so. While the dispute is open the line is set aside: it is not paid. What was written is hidden under the resident's key. A line can be disputed once
-- more after the resident took it back; "place" is the how manieth time, so that two clicks at once are one dispute. What was reversed for it is sealed by its posting (docs/decisions/0019), so no row changes.
CREATE TABLE disputes (
    id TEXT PRIMARY KEY,
    line_id TEXT NOT NULL REFERENCES invoice_lines (id),
    place BIGINT NOT NULL DEFAULT 1,
    reason TEXT NOT NULL CHECK (reason IN ('not-delivered', 'less-delivered', 'other')),
    explanation TEXT NOT NULL,
    -- How much was delivered, where the resident knows.
    delivered_hundredths BIGINT,
    disputed_by TEXT NOT NULL REFERENCES users (id),
    disputed_at TIMESTAMPTZ NOT NULL,
    UNIQUE (line_id, place)
);

-- The provider says that it was delivered after all.
CREATE TABLE dispute_answers (
    dispute_id TEXT PRIMARY KEY REFERENCES disputes (id),
    explanation TEXT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES users (id),
    answered_at TIMESTAMPTZ NOT NULL
);

-- How it ended: the resident took it back, the provider took the line back, or the municipality settled it for one of the two. What was not delivered is reversed, by this posting of the line's budget.
CREATE TABLE dispute_ends (
    dispute_id TEXT PRIMARY KEY REFERENCES disputes (id),
    -- The last two: its line was taken back otherwise, by a credit of the provider or by two people of finance.
    outcome TEXT NOT NULL CHECK (outcome IN ('withdrawn', 'delivered', 'not-delivered', 'credited', 'corrected')),
    explanation TEXT NOT NULL,
    -- A user; the installation when it took in the file with the credit.
    ended_by TEXT NOT NULL,
    ended_at TIMESTAMPTZ NOT NULL,
    reversal_number BIGINT,
    CHECK ((outcome IN ('not-delivered', 'credited', 'corrected')) = (reversal_number IS NOT NULL))
);

-- Which disputes are open, to be found without looking through all there were, with the days that were promised. Comes with the dispute and goes with its end, in the same transactions.
CREATE TABLE open_disputes (
    dispute_id TEXT PRIMARY KEY REFERENCES disputes (id),
    municipality_code TEXT NOT NULL REFERENCES municipalities (code),
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    posting_number BIGINT NOT NULL,
    -- Until this day the provider may answer before the municipality settles; until the other the municipality does.
    answer_by DATE NOT NULL,
    settle_by DATE NOT NULL,
    is_answered BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX open_disputes_by_municipality ON open_disputes (municipality_code);

CREATE INDEX open_disputes_by_budget ON open_disputes (budget_id);

-- A resident says that a line is right. Nobody has to.
CREATE TABLE confirmed_lines (
    line_id TEXT PRIMARY KEY REFERENCES invoice_lines (id),
    confirmed_by TEXT NOT NULL REFERENCES users (id),
    confirmed_at TIMESTAMPTZ NOT NULL
);

-- How far somebody had read in the postings of a budget at the last visit (a visit is a session), and at the one before it: "why is my balance different from last time?".
CREATE TABLE budget_seen (
    user_id TEXT NOT NULL REFERENCES users (id),
    budget_id TEXT NOT NULL REFERENCES budgets (id),
    visit TEXT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    posting_number BIGINT NOT NULL,
    earlier_at TIMESTAMPTZ,
    earlier_number BIGINT,
    PRIMARY KEY (user_id, budget_id)
);

CREATE INDEX budget_seen_by_budget ON budget_seen (budget_id);

/*sqlite
CREATE TRIGGER disputes_refuse_update BEFORE UPDATE ON disputes
BEGIN
    SELECT RAISE(ABORT, 'disputes is append-only: what was said stays as it was');
END;

CREATE TRIGGER disputes_refuse_delete BEFORE DELETE ON disputes
BEGIN
    SELECT RAISE(ABORT, 'disputes is append-only: what was said stays as it was');
END;

CREATE TRIGGER disputes_refuse_replace BEFORE INSERT ON disputes
WHEN EXISTS (SELECT 1 FROM disputes WHERE id = NEW.id OR (line_id = NEW.line_id AND place = NEW.place) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'disputes is append-only: what was said stays as it was');
END;

CREATE TRIGGER dispute_answers_refuse_update BEFORE UPDATE ON dispute_answers
BEGIN
    SELECT RAISE(ABORT, 'dispute_answers is append-only: what was said stays as it was');
END;

CREATE TRIGGER dispute_answers_refuse_delete BEFORE DELETE ON dispute_answers
BEGIN
    SELECT RAISE(ABORT, 'dispute_answers is append-only: what was said stays as it was');
END;

CREATE TRIGGER dispute_answers_refuse_replace BEFORE INSERT ON dispute_answers
WHEN EXISTS (SELECT 1 FROM dispute_answers WHERE dispute_id = NEW.dispute_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'dispute_answers is append-only: what was said stays as it was');
END;

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

CREATE TRIGGER confirmed_lines_refuse_update BEFORE UPDATE ON confirmed_lines
BEGIN
    SELECT RAISE(ABORT, 'confirmed_lines is append-only: what was said stays as it was');
END;

CREATE TRIGGER confirmed_lines_refuse_delete BEFORE DELETE ON confirmed_lines
BEGIN
    SELECT RAISE(ABORT, 'confirmed_lines is append-only: what was said stays as it was');
END;

CREATE TRIGGER confirmed_lines_refuse_replace BEFORE INSERT ON confirmed_lines
WHEN EXISTS (SELECT 1 FROM confirmed_lines WHERE line_id = NEW.line_id OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'confirmed_lines is append-only: what was said stays as it was');
END;
*/
/*postgresql
CREATE TRIGGER disputes_refuse_change BEFORE UPDATE OR DELETE ON disputes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER disputes_refuse_truncate BEFORE TRUNCATE ON disputes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dispute_answers_refuse_change BEFORE UPDATE OR DELETE ON dispute_answers
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dispute_answers_refuse_truncate BEFORE TRUNCATE ON dispute_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dispute_ends_refuse_change BEFORE UPDATE OR DELETE ON dispute_ends
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dispute_ends_refuse_truncate BEFORE TRUNCATE ON dispute_ends
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER confirmed_lines_refuse_change BEFORE UPDATE OR DELETE ON confirmed_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER confirmed_lines_refuse_truncate BEFORE TRUNCATE ON confirmed_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
