-- What the SVB said otherwise than before (a word that does not count) was for people to look into, for good: here finance says of each such word who was right (docs/decisions/0027-helpers-are-paid-by-the-svb.md). It books nothing.
CREATE TABLE svb_word_looks (
    answer_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('svb', 'ours')),
    looked_by TEXT NOT NULL REFERENCES users (id),
    looked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (answer_id, reference),
    FOREIGN KEY (answer_id, reference) REFERENCES svb_answer_lines (answer_id, reference)
);

CREATE INDEX svb_word_looks_by_reference ON svb_word_looks (reference);

/*sqlite
CREATE TRIGGER svb_word_looks_refuse_update BEFORE UPDATE ON svb_word_looks
BEGIN
    SELECT RAISE(ABORT, 'svb_word_looks is append-only: what was looked into stays so');
END;

CREATE TRIGGER svb_word_looks_refuse_delete BEFORE DELETE ON svb_word_looks
BEGIN
    SELECT RAISE(ABORT, 'svb_word_looks is append-only: what was looked into stays so');
END;

CREATE TRIGGER svb_word_looks_refuse_replace BEFORE INSERT ON svb_word_looks
WHEN EXISTS (SELECT 1 FROM svb_word_looks WHERE (answer_id = NEW.answer_id AND reference = NEW.reference) OR rowid = NEW.rowid)
BEGIN
    SELECT RAISE(ABORT, 'svb_word_looks is append-only: what was looked into stays so');
END;
*/
/*postgresql
CREATE TRIGGER svb_word_looks_refuse_change BEFORE UPDATE OR DELETE ON svb_word_looks
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER svb_word_looks_refuse_truncate BEFORE TRUNCATE ON svb_word_looks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
*/
